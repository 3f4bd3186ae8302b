/**
 * An inverted index over typed arrays: for each term the rows that hold it and how often. Rows are kept in segments of
 * {@link SEGMENT_ROWS}, so that a row number fits 16 bits (three bytes a posting) and the scores of one segment stay in
 * the processor's cache while a query is scored.
 */
import { Vocabulary } from './vocabulary.js';

/** Rows of one segment. */
export const SEGMENT_ROWS = 16_384;
/** A term counts at most this often in one text; BM25 has long saturated there. */
export const MAX_COUNT = 255;

/** The postings of up to {@link SEGMENT_ROWS} rows, term by term. */
export interface Segment {
  /** Row of the index where the segment begins. */
  readonly start: number;
  /** `offsets[t] … offsets[t + 1]` are the postings of term t; terms past its end are not in this segment. */
  readonly offsets: Uint32Array;
  /** Row within the segment, ascending for each term. */
  readonly rows: Uint16Array;
  readonly counts: Uint8Array;
}

export interface Postings {
  readonly vocabulary: Vocabulary;
  readonly segments: readonly Segment[];
  /** Terms of each row, repeats counted. */
  readonly lengths: Uint32Array;
}

/** Inverts `texts`, read once, in order. */
export function invert(texts: Iterable<string>, termsOf: (text: string) => readonly string[]): Postings {
  const vocabulary = new Vocabulary();
  const segments: Segment[] = [];
  const lengths: number[] = [];
  let open = new OpenSegment(0);
  for (const text of texts) {
    if (lengths.length - open.start === SEGMENT_ROWS) {
      segments.push(open.close(vocabulary.size));
      open = new OpenSegment(lengths.length);
    }
    const terms = termsOf(text);
    const row = lengths.length - open.start;
    for (const term of terms) open.add(row, vocabulary.add(term));
    lengths.push(terms.length);
  }
  if (lengths.length > open.start) segments.push(open.close(vocabulary.size));
  return { vocabulary, segments, lengths: Uint32Array.from(lengths) };
}

/** Where the postings of a term lie in a segment: `[from, to)`. */
export function rangeOf({ offsets }: Segment, term: number): readonly [number, number] {
  return term + 1 < offsets.length ? [offsets[term] as number, offsets[term + 1] as number] : [0, 0];
}

/** Postings in the order of rows, before they are sorted by term. */
class OpenSegment {
  private terms = new Uint32Array(1 << 12);
  private rows = new Uint16Array(1 << 12);
  private counts = new Uint8Array(1 << 12);
  private size = 0;
  /** The newest posting of each term, + 1. */
  private newest = new Uint32Array(1 << 12);

  constructor(readonly start: number) {}

  /** Counts one occurrence; rows come in ascending order. */
  add(row: number, term: number): void {
    if (term >= this.newest.length) this.newest = grown(this.newest, Math.max(term + 1, this.newest.length * 2));
    const at = (this.newest[term] as number) - 1;
    if (at >= 0 && this.rows[at] === row) {
      if ((this.counts[at] as number) < MAX_COUNT) (this.counts[at] as number)++;
      return;
    }
    if (this.size === this.terms.length) this.grow();
    this.terms[this.size] = term;
    this.rows[this.size] = row;
    this.counts[this.size++] = 1;
    this.newest[term] = this.size;
  }

  /** By term, rows ascending: a counting sort. */
  close(termCount: number): Segment {
    const offsets = new Uint32Array(termCount + 1);
    for (let i = 0; i < this.size; i++) (offsets[(this.terms[i] as number) + 1] as number)++;
    for (let t = 0; t < termCount; t++) offsets[t + 1] = (offsets[t + 1] as number) + (offsets[t] as number);
    const next = offsets.slice();
    const rows = new Uint16Array(this.size);
    const counts = new Uint8Array(this.size);
    for (let i = 0; i < this.size; i++) {
      const at = (next[this.terms[i] as number] as number)++;
      rows[at] = this.rows[i] as number;
      counts[at] = this.counts[i] as number;
    }
    return { start: this.start, offsets, rows, counts };
  }

  private grow(): void {
    const capacity = this.size * 2;
    this.terms = grown(this.terms, capacity);
    this.rows = grown(this.rows, capacity);
    this.counts = grown(this.counts, capacity);
  }
}

function grown<T extends Uint32Array | Uint16Array | Uint8Array>(old: T, capacity: number): T {
  const fresh = new (old.constructor as new (length: number) => T)(capacity);
  fresh.set(old);
  return fresh;
}
