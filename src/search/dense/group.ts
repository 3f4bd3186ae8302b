/** A group of consecutive queries: what one pass over the passages answers. */
import { setImmediate } from 'node:timers/promises';
import { RaftCorpusError } from '../../core/errors.js';
import type { Hits } from '../hits.js';
import { type Precedes, Rankings } from '../rankings.js';
import { type Block, MANY_QUERIES, SOME_QUERIES } from './blocks.js';
import { passageBytes } from './bytes.js';
import { FetchGuess } from './fetch-guess.js';
import { type Kernel, multipliesBytesExactly } from './kernel.js';
import { checkMatrix } from './matrix.js';
import { type Exclusion, type OpenBlock, QueryBatch, type Search } from './query-batch.js';
import { Scorer } from './scorer.js';

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
  /** Queries multiplied at once. */
  readonly batch: number;
  readonly precedes: Precedes;
  readonly exclusion?: Exclusion | undefined;
  /** Not in use by another group. */
  readonly workspace: Workspace;
}

/** Buffers that one search after another may use. */
export class Workspace {
  private scorer: Scorer | undefined;
  private bytes = new Int8Array();

  constructor(readonly kernel: Kernel) {}

  /** A block for few queries is read in place; for many, its rows are laid out for scoring and, if they may, as bytes. */
  open(block: Block, dims: number, { isScreened }: { readonly isScreened: boolean }): OpenBlock {
    this.scorer ??= new Scorer();
    this.scorer.loadRows(block.vectors, dims);
    if (!isScreened) return { block, bytes: null, scorer: this.scorer };
    if (this.bytes.length < block.vectors.length) this.bytes = new Int8Array(block.vectors.length);
    return { block, bytes: passageBytes(block.vectors, dims, this.bytes), scorer: this.scorer };
  }
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
  private readonly search: Search;
  /** Queries that are asked, ascending: those of a length above 0. */
  private readonly asked: Int32Array;
  private readonly batches: readonly QueryBatch[];

  constructor(private readonly options: GroupOptions) {
    const { queries, first, end, precedes, exclusion, workspace } = options;
    const { data, dims, lengths, k } = queries;
    const rankings = new Rankings(end - first, k, precedes);
    const guess = new FetchGuess(k, exclusion?.most ?? 0);
    this.search = { queries: data, dims, lengths, kernel: workspace.kernel, rankings, first, exclusion, guess };
    this.asked = Int32Array.from({ length: end - first }, (_, i) => first + i).filter((query) => lengths[query] !== 0);
    this.batches = this.batchesOf(this.asked);
  }

  /** Merges a block; rows of one block must not come again. `seen` counts the rows of all blocks so far, this one too. */
  async scan(block: Block, seen: number): Promise<void> {
    const { rankings, guess } = this.search;
    rankings.reserve(seen);
    const open = await this.open(block);
    const doubtful: number[] = [];
    for (const batch of this.batches) {
      for (const query of await batch.scan(open)) doubtful.push(query);
      // The runtime works on this thread: timers, progress and Ctrl-C get their turn between two runs.
      await setImmediate();
    }
    // Those of all batches together: a run for a few queries reads the block as a run for many does.
    for (const batch of this.batchesOf(Int32Array.from(doubtful))) {
      await batch.settle(open);
      await setImmediate();
    }
    guess.learnBlock(block);
  }

  private batchesOf(queries: Int32Array): readonly QueryBatch[] {
    const { batch } = this.options;
    return Array.from({ length: Math.ceil(queries.length / batch) }, (_, i) => {
      return new QueryBatch(this.search, queries.subarray(i * batch, (i + 1) * batch));
    });
  }

  private async open(block: Block): Promise<OpenBlock> {
    const { length } = this.asked;
    if (length < SOME_QUERIES) return { block, bytes: null, scorer: null };
    const isWorthIt = length >= MANY_QUERIES && this.search.guess.isScreeningWorthIt;
    const isScreened = isWorthIt && (await multipliesBytesExactly());
    return this.options.workspace.open(block, this.search.dims, { isScreened });
  }

  /** The hits of the group; nothing can be merged afterwards. */
  finish(): Hits {
    return this.search.rankings.finish(this.search.first);
  }
}
