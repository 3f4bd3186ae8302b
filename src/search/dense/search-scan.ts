/** Exact search of a corpus that streams by, so that it may be larger than memory. */
import { compareBytes } from '../../core/order.js';
import type { Hits } from '../hits.js';
import { MEMORY_BUDGET, sizesFor } from './blocks.js';
import { type CheckedQueries, checkQueries, exclusion, QueryGroup, Workspace } from './group.js';
import { Kernel } from './kernel.js';
import { type PassageBatch, scannedBlocks } from './scan.js';

/** What {@link searchScan} takes. */
export interface ScanSearchOptions {
  /**
   * Starts a scan of the passages that may be found: filters are the scan's own. It is started once for every group of
   * queries, and must give the same passages each time, in whatever order.
   */
  readonly scan: () => AsyncIterable<PassageBatch>;
  readonly dims: number;
  /** Row-major [q × dims], L2-normalised. */
  readonly queries: Float32Array;
  /** Most hits per query; a k beyond what can be found gives all there is. */
  readonly k: number;
  /** passage_ids that a query must not find; they take none of its k places. */
  readonly exclude?: ((query: number) => Iterable<string>) | undefined;
  /**
   * Bytes for blocks, products and what is found, beside the queries and some 100 bytes a passage for its id. Half of it
   * is for what is found, at 12 bytes a hit: by default, 256 MB, the corpus is scanned once for every 174,000 queries at
   * k = 64; never more than once for 256.
   */
  readonly memoryBudget?: number;
}

/** Hits of one group of queries; `rows` count through `ids`. */
export interface ScanHits extends Hits {
  /** passage_id per row of the scan. */
  readonly ids: readonly string[];
}

/**
 * The k best passages of each query, best first, ties by passage_id, descending by bytes: a group of queries at a time,
 * in their order. Independent of the order of the scan and the size of its batches.
 *
 * @throws RaftCorpusError as {@link checkQueries}, and on a bad passage vector, naming its passage_id
 */
export async function* searchScan(options: ScanSearchOptions): AsyncGenerator<ScanHits> {
  const queries = checkQueries(options.queries, options.dims, options.k);
  const total = queries.lengths.length;
  const size = groupSize(options);
  for (let first = 0; first < total; first += size) {
    yield await searchGroup(options, queries, { first, end: Math.min(first + size, total) });
  }
}

/** Of a group: fewer would not be worth a scan. */
const FEWEST_QUERIES = 256;
const BYTES_PER_HIT = Int32Array.BYTES_PER_ELEMENT + Float64Array.BYTES_PER_ELEMENT;

function groupSize({ k, memoryBudget = MEMORY_BUDGET }: ScanSearchOptions): number {
  return Math.max(FEWEST_QUERIES, Math.floor(memoryBudget / 2 / (k * BYTES_PER_HIT)));
}

async function searchGroup(
  { scan, exclude, memoryBudget = MEMORY_BUDGET }: ScanSearchOptions,
  queries: CheckedQueries,
  range: { readonly first: number; readonly end: number },
): Promise<ScanHits> {
  const ids: string[] = [];
  const { dims } = queries;
  const sizes = sizesFor(range.end - range.first, dims, memoryBudget / 4);
  const group = new QueryGroup({
    queries,
    ...range,
    batch: sizes.queries,
    workspace: new Workspace(new Kernel()),
    precedes: (a, b) => compareBytes(ids[a] as string, ids[b] as string) > 0,
    exclusion: exclude && exclusion(exclude, range, (row) => ids[row] as string),
  });
  for await (const { ids: more, block } of scannedBlocks(scan(), { dims, size: sizes.rows })) {
    for (const id of more) ids.push(id);
    if (block) await group.scan(block, ids.length);
  }
  return { ...group.finish(), ids };
}
