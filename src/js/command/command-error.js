// What ends the command early, and the exit codes that docs/command.md documents.

export const exitCodes = { done: 0, someFailed: 1, wrongUse: 2, stopped: 3, interrupted: 130 };

/** An end whose message says all there is to say: it is printed without a stack. */
export class CommandError extends Error {
  constructor(message, exitCode = exitCodes.wrongUse) {
    super(message);
    this.exitCode = exitCode;
  }
}
