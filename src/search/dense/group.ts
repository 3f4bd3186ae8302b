/** A group of consecutive queries: what one pass over the passages answers. */
import { setImmediate } from 'node:timers/promises';
import { RaftCorpusError } from '../../core/errors.js';
import type { Hits } from '../hits.js';
import { type Precedes, Rankings } from '../rankings.js';
import { BATCH_QUERIES, type Block } from './blocks.js';
import type { Kernel } from './kernel.js';
import { checkMatrix } from './matrix.js';
import { type Exclusion, QueryBatch } from './query-batch.js';

/** Queries that have been checked. */
export interface CheckedQueries {
  /** Row-major [q × dims] */
  readonly data: Float32Array;
  readonly dims: number;
  /** L2 length of each. */
  readonly lengths: Float32Array;
  readonly k: number;
}

/** @throws RaftCorpusError on k < 1, a NaN or infinite component, or a shape that does not fit `dims` */
export function checkQueries(data: Float32Array, dims: number, k: number): CheckedQueries {
  if (!Number.isInteger(k) || k < 1) throw new RaftCorpusError(`k must be a positive integer, not ${k}`);
  return { data, dims, lengths: checkMatrix({ data, dims, what: 'query' }), k };
}

/** What {@link QueryGroup} takes. */
export interface GroupOptions {
  readonly queries: CheckedQueries;
  /** The group is the queries from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
  readonly precedes: Precedes;
  readonly exclusion?: Exclusion | undefined;
  /** Not in use by another group. */
  readonly kernel: Kernel;
}

/** The rows that queries of a range must not find; `exclude` is asked once per query. */
export function exclusion<Key>(
  exclude: (query: number) => Iterable<Key>,
  { first, end }: { readonly first: number; readonly end: number },
  keyOf: (row: number) => Key,
): Exclusion {
  const sets = Array.from({ length: end - first }, (_, i) => new Set(exclude(first + i)));
  return {
    has: (query, row) => sets[query - first]?.has(keyOf(row)) === true,
    most: sets.reduce((most, { size }) => Math.max(most, size), 0),
  };
}

/** Searches block after block. */
export class QueryGroup {
  private readonly rankings: Rankings;
  private readonly batches: readonly QueryBatch[];
  private readonly first: number;

  constructor({ queries, first, end, precedes, exclusion, kernel }: GroupOptions) {
    const { data, dims, lengths, k } = queries;
    this.first = first;
    this.rankings = new Rankings(end - first, k, precedes);
    const search = { queries: data, dims, lengths, kernel, rankings: this.rankings, first, exclusion };
    const asked = Int32Array.from({ length: end - first }, (_, i) => first + i).filter((query) => lengths[query] !== 0);
    this.batches = Array.from(
      { length: Math.ceil(asked.length / BATCH_QUERIES) },
      (_, i) => new QueryBatch(search, asked.subarray(i * BATCH_QUERIES, (i + 1) * BATCH_QUERIES)),
    );
  }

  /** Merges a block; rows of one block must not come again. `seen` counts the rows of all blocks so far, this one too. */
  async scan(block: Block, seen: number): Promise<void> {
    this.rankings.reserve(seen);
    for (const batch of this.batches) {
      await batch.scan(block);
      // The runtime works on this thread: timers, progress and Ctrl-C get their turn between two runs.
      await setImmediate();
    }
  }

  /** The hits of the group; nothing can be merged afterwards. */
  finish(): Hits {
    return this.rankings.finish(this.first);
  }
}
