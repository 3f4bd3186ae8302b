/** Which ids a source has had so far and where: a few dozen bytes for each, whatever their length. */
import { createHash } from 'node:crypto';

/** Where a record stands: the number of its file and its line (0: the file as a whole). */
export interface Position {
  readonly file: number;
  readonly line: number;
}

/** Line numbers fit below this; with the file's number above it, a position is one safe integer. */
const LINES = 2 ** 32;

/** Ids with the position of their first record. */
export class SeenIds {
  readonly #first = new Map<string, number>();

  /** The position of an earlier record with this id, else null; then the id is noted. */
  note(docId: string, { file, line }: Position): Position | null {
    const key = keyOf(docId);
    const earlier = this.#first.get(key);
    if (earlier !== undefined) return { file: Math.floor(earlier / LINES), line: earlier % LINES };
    this.#first.set(key, file * LINES + line);
    return null;
  }

  has(docId: string): boolean {
    return this.#first.has(keyOf(docId));
  }
}

/** How often ids occur, kept for those that occur more than once. */
export class RepeatedIds {
  readonly #counts = new Map<string, number>();

  add(docId: string): void {
    const key = keyOf(docId);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Forgets the ids that occurred once. */
  settle(): void {
    for (const [key, count] of this.#counts) if (count === 1) this.#counts.delete(key);
  }

  /** Occurrences of an id that is repeated, else 1. */
  count(docId: string): number {
    return this.#counts.get(keyOf(docId)) ?? 1;
  }
}

/** Half of a sha256: an id may have 10,000 characters, and a short one may hold on to the text it was cut from. */
function keyOf(docId: string): string {
  return createHash('sha256').update(docId).digest('base64').slice(0, 24);
}
