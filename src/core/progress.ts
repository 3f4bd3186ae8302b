/** What long work tells the outside while it runs; the CLI renders it, the library stays silent by default. */
export interface Progress {
  /** `done` of `total` (when known) units of `stage` are finished. */
  update(stage: string, done: number, total?: number): void;
  /** Something the user should know that stops nothing. */
  warn(message: string): void;
}

export const SILENT: Progress = { update: () => {}, warn: () => {} };
