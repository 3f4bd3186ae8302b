/** Hard negatives: candidates → filters with reasons → sampling; every query says what it found and what it dropped. */
import { SILENT } from '../core/progress.js';
import { addCounts, newCounts, type StageCounts } from '../core/stage.js';
import { embedQueries } from '../search/embed-queries.js';
import { chooseMargin } from './calibrate.js';
import { checkInputs } from './inputs.js';
import { firstDepth, mineBatch, type QueryBatch } from './mine-batch.js';
import { boundsOf, type Mining, openMining } from './mining.js';
import type { MiningOptions, ResolvedOptions } from './options.js';
import { resolveOptions } from './resolve-options.js';
import { checkTeacher, recallAt10 } from './teacher.js';
import type { MinedRow, MiningQuery, MiningResult, MiningSummary } from './types.js';

/**
 * Mines negatives for every query. Searched are current passages without spoilers; stale ones come in only as versions
 * of the query's own oracle that state something else (origin `stale`). No I/O; the same inputs and seed give the same
 * rows, and the order of the queries changes nothing but the order of the rows.
 *
 * @throws RaftCorpusError before any work: see `checkOptions` and `checkInputs`
 *
 * @example
 * const { rows } = await mineHardNegatives({
 *   queries: [{ query_id: 'q1', text: 'How long can I return a book?', oracle_ids: ['p7'], gold: { text: '14 days' } }],
 *   corpus: corpusOfTexts({ texts, vectors, dims: 384 }),
 *   queryVectors, // Float32Array [1 × 384], L2-normalised
 *   numNegatives: 4,
 *   seed: 0,
 * });
 */
export async function mineHardNegatives(options: MiningOptions): Promise<MiningResult> {
  const rows: MinedRow[] = [];
  const mining = streamHardNegatives(options);
  for (;;) {
    const { done, value } = await mining.next();
    if (done) return { ...value, rows };
    rows.push(...value);
  }
}

/**
 * {@link mineHardNegatives} a batch of queries at a time, in their order, for sets whose rows need not be in memory at once.
 *
 * @returns the summary, when all is mined
 */
export async function* streamHardNegatives(input: MiningOptions): AsyncGenerator<MinedRow[], MiningSummary> {
  const options = resolveOptions(input);
  const { progress = SILENT } = options;
  const counts = newCounts('negatives');
  const queries = checkInputs(options, counts);
  const unbounded = openMining(options, queries);
  const vectorsOf = queryVectorsOf(queries, options);
  const margin = await chooseMargin({ queries, vectorsOf, mining: unbounded });
  const relativeMargin = margin.percent_of_positive === null ? null : margin.relativeMargin;
  const mining: Mining = { ...unbounded, bounds: boundsOf(options, relativeMargin) };
  const recalls: (number | null)[] = [];
  let shortages = 0;
  for (const { start, end } of batches(queries.length, mining)) {
    progress.update('mine', start, queries.length);
    const batch: QueryBatch = { queries: queries.slice(start, end), vectors: await vectorsOf(start, end) };
    const rows = await mineBatch(batch, mining);
    for (const row of rows) {
      addCounts(counts, countsOf(row));
      recalls.push(recallAt10(row));
      if (row.found < row.wanted) shortages += 1;
    }
    yield rows;
  }
  progress.update('mine', queries.length, queries.length);
  return { teacher: checkTeacher(recalls), margin: margin.choice, counts, shortages };
}

/** Vectors of the queries from `start` to before `end`: those that were given, or embedded when they are asked for. */
function queryVectorsOf(queries: readonly MiningQuery[], { queryVectors, embedder, corpus }: ResolvedOptions) {
  return async (start: number, end: number): Promise<Float32Array> => {
    if (queryVectors) return queryVectors.subarray(start * corpus.dims, end * corpus.dims);
    const texts = queries.slice(start, end).map(({ text }) => text);
    return embedder ? embedQueries(embedder, texts) : new Float32Array();
  };
}

/** Most queries at once: progress is told, and rows are handed on, at least so often. */
const MOST_QUERIES = 8192;
const BYTES_PER_HIT = 12;

/** Batches whose hits fit a quarter of the budget; the rest is the search's. */
function* batches(total: number, mining: Pick<Mining, 'options' | 'dense'>) {
  const perQuery = firstDepth(mining) * BYTES_PER_HIT;
  const size = Math.max(1, Math.min(MOST_QUERIES, Math.floor(mining.options.memoryBudget / 4 / perQuery)));
  for (let start = 0; start < total; start += size) yield { start, end: Math.min(total, start + size) };
}

function countsOf({ found, dropped, query_id }: MinedRow): StageCounts {
  const drops = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  return { name: query_id, in: found + drops, out: found, dropped };
}
