/** What becomes of records that cannot be read: the run stops with all of them in one error, or goes on without them. */
import { RaftCorpusError } from '../../core/errors.js';
import type { Fault } from './outcome.js';

/** A record or file that was left out under `onError: skip`. */
export interface Skipped {
  /** `catalog.jsonl:17` */
  readonly where: string;
  readonly reason: string;
  readonly fix: string;
  /** Known when the record has an id and only other parts of it are wrong. */
  readonly doc_id: string | null;
}

/** Errors that one message names; after that many, reading stops. */
const MOST_ERRORS = 20;

/** Collects faults by the rule that the user chose. */
export class Faults {
  readonly skipped: Skipped[] = [];
  readonly #errors: RaftCorpusError[] = [];
  readonly #source: string;
  readonly #onError: 'stop' | 'skip';

  constructor(source: string, onError: 'stop' | 'skip') {
    this.#source = source;
    this.#onError = onError;
  }

  /** True once the run is lost: no document goes out any more, but errors are still collected. */
  get stopped(): boolean {
    return this.#errors.length > 0;
  }

  /** True when enough errors are collected to stop reading. */
  get full(): boolean {
    return this.#errors.length >= MOST_ERRORS;
  }

  add({ error, docId }: Fault): void {
    if (this.#onError === 'stop') {
      this.#errors.push(error);
      return;
    }
    this.skipped.push({ where: error.where ?? '', reason: error.message, fix: error.fix ?? '', doc_id: docId });
  }

  /** @throws RaftCorpusError with every collected error, by place */
  throwIfStopped(): void {
    const [first, ...rest] = this.#errors;
    if (first === undefined) return;
    if (rest.length === 0) throw first;
    const lines = this.#errors.map(({ where, message, fix }) => `  ${where}: ${message}${fix ? ` (${fix})` : ''}`);
    const count = this.full ? `${MOST_ERRORS} errors or more; the first` : `${this.#errors.length} errors`;
    throw new RaftCorpusError(`source "${this.#source}" has ${count}:\n${lines.join('\n')}`, {
      where: `${first.where} and ${rest.length} more, listed above`,
      fix: 'Correct them, or run again with --on-error skip to leave these records out.',
      cause: new AggregateError(this.#errors),
    });
  }
}
