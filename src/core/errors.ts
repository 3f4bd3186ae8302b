/**
 * The errors a user is meant to read: what went wrong, where, and the way out.
 * Anything else that is thrown is a defect of ours and is reported as one.
 */

/** What a {@link RaftCorpusError} needs besides its message. */
export interface ErrorDetails {
  /** File and line, document id, config key … e.g. `catalog.jsonl:17` */
  readonly where?: string;
  /** What the user can do about it, as a sentence. */
  readonly fix?: string;
  readonly cause?: unknown;
}

/**
 * Bad usage, config, input or store: exit code 2.
 *
 * @example
 * throw new RaftCorpusError('two documents share the id "A-1"', {
 *   where: 'catalog.jsonl:17 and catalog.jsonl:92',
 *   fix: 'Make the ids unique, or set onDuplicate: first | merge on the source.',
 * });
 */
export class RaftCorpusError extends Error {
  readonly where: string | undefined;
  readonly fix: string | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'RaftCorpusError';
    this.where = details.where;
    this.fix = details.fix;
  }
}

/** The message of anything thrown, for wrapping into a {@link RaftCorpusError}. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
