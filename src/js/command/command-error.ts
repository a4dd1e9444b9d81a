// What ends the command early, and the exit codes that docs/command.md documents.

export const exitCodes = { done: 0, incomplete: 1, wrongUse: 2, stopped: 3, interrupted: 130 } as const;

/** An end whose message says all there is to say: it is printed without a stack. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.wrongUse) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The code of a fault of the system, e.g. ENOSPC. */
export const codeOf = (error: unknown): string =>
  (error as NodeJS.ErrnoException | null)?.code ?? (error instanceof Error ? error.name : "it failed");

const why: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "this user may not do that",
  EROFS: "the disk is read-only",
  EISDIR: "it is a folder",
  ENOSPC: "the disk is full",
};

/** A fault of the file system as a sentence. */
export const fileError = (path: string, error: unknown, doing = "read"): CommandError =>
  new CommandError(
    codeOf(error) === "ENOENT" && doing === "written"
      ? `${path} cannot be written: there is no such folder. Create it, or name another file.`
      : `${path} cannot be ${doing}: ${why[codeOf(error)] ?? codeOf(error)}.`,
  );
