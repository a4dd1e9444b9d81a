// What is used of cli-progress, which has no types of its own.

declare module "cli-progress" {
  interface Options {
    barsize?: number;
    [name: string]: unknown;
  }

  export const Format: { BarFormat(progress: number, options: Options): string };

  export class SingleBar {
    constructor(options: {
      stream: unknown;
      format: (options: Options, params: { progress: number }) => string;
      barCompleteChar: string;
      barIncompleteChar: string;
      hideCursor: boolean;
      fps: number;
      gracefulExit: boolean;
    });
    start(total: number, startValue: number): void;
    update(value: number): void;
    stop(): void;
  }

  const cliProgress: { Format: typeof Format; SingleBar: typeof SingleBar };
  export default cliProgress;
}
