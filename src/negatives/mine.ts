/** Hard negatives: candidates → filters with reasons → sampling; every query says what it found and what it dropped. */
import { RaftCorpusError } from '../core/errors.js';
import { SILENT } from '../core/progress.js';
import { addCounts, drop, KEEP, newCounts, type StageCounts, tally } from '../core/stage.js';
import type { ViewPassage } from '../corpus/view.js';
import { type DenseHit, searchDense } from '../search/dense.js';
import { AnswerGuard } from './answer-guard.js';
import { type Candidate, denseCandidates, lineageCandidates, type Mining, similarity } from './candidates.js';
import { contextOf } from './filters.js';
import { indexLineage } from './lineage.js';
import { type MiningOptions, resolveOptions } from './options.js';
import { choose } from './sampling.js';
import { checkTeacher } from './teacher.js';
import type { MinedRow, MiningQuery, MiningResult } from './types.js';

/** Queries searched at once, and hits fetched beyond the window for those that our own filters drop. */
const BATCH = 256;
const SPARE = 32;

/**
 * Mines negatives for every query. Searched are current passages without spoilers; stale ones come in only as versions
 * of the query's own oracle that state something else (origin `stale`). No I/O; the same inputs and seed give the same
 * rows, and the order of the queries changes nothing but the order of the rows.
 *
 * @throws RaftCorpusError see `resolveOptions`; also for a positive that is unknown or not current (unless dropped)
 */
export async function mineHardNegatives(input: MiningOptions): Promise<MiningResult> {
  const options = resolveOptions(input);
  const mining: Mining = {
    options,
    guard: new AnswerGuard(options.index),
    lineage: indexLineage(options.index),
    counts: newCounts('negatives'),
  };
  const queries = options.queries.map((query) => withoutBadPositives(query, mining));
  const rows: MinedRow[] = [];
  const recalls: (number | null)[] = [];
  for (let start = 0; start < queries.length; start += BATCH) {
    (options.progress ?? SILENT).update('mine', start, queries.length);
    const batch = queries.slice(start, start + BATCH).map((query, i) => ({ query, row: start + i }));
    for (const mined of await mineBatch(batch, mining)) {
      rows.push(mined.row);
      recalls.push(mined.recallAt10);
    }
  }
  const shortages = rows.filter((row) => row.found < row.wanted).length;
  return { rows, teacher: checkTeacher(recalls), counts: mining.counts, shortages };
}

function withoutBadPositives(query: MiningQuery, { options, counts }: Mining): MiningQuery {
  const good = query.oracle_ids.filter((id) => {
    const passage = options.index.passage(id);
    if (passage && passage.verdict === null) return true;
    if (options.onBadPositive !== 'drop') {
      throw new RaftCorpusError(
        passage ? `a positive is ${passage.verdict}, not current` : 'a positive is not in the corpus',
        {
          where: `query ${query.query_id}, passage ${id}`,
          fix: 'Correct the query, or drop such positives with onBadPositive: drop.',
        },
      );
    }
    tally(counts, drop(passage ? 'stale_positive' : 'unknown_positive'));
    return false;
  });
  return { ...query, oracle_ids: good };
}

interface Asked {
  readonly query: MiningQuery;
  /** Row of its vector in `queryVectors`. */
  readonly row: number;
}

/** Searches deep enough for every query of the batch: those whose window is not full are searched again, twice as deep. */
async function mineBatch(
  batch: readonly Asked[],
  mining: Mining,
): Promise<{ row: MinedRow; recallAt10: number | null }[]> {
  const { options } = mining;
  const window = options.depth;
  const done = new Map<string, { row: MinedRow; recallAt10: number | null }>();
  let pending = batch;
  const first = Math.min(window, options.rangeMax + options.mostPositives) + SPARE;
  for (let k = first; pending.length > 0; k *= 2) {
    const hits = await search(pending, k, mining);
    pending = pending.filter((asked, i) => {
      const found = hits[i] ?? [];
      const mined = mineOne(asked, { hits: found, exhausted: found.length < k, window }, mining);
      if (mined === null) return true;
      done.set(asked.query.query_id, mined);
      return false;
    });
  }
  return batch.flatMap(({ query }) => done.get(query.query_id) ?? []);
}

async function search(batch: readonly Asked[], k: number, { options }: Mining): Promise<DenseHit[][]> {
  const { view } = options.index;
  const { dims } = view.embedder;
  const queries = new Float32Array(batch.length * dims);
  for (const [i, { row }] of batch.entries()) {
    queries.set(options.queryVectors.subarray(row * dims, (row + 1) * dims), i * dims);
  }
  const allowed = (row: number): boolean => isRetrievable(view.passages[row]);
  return searchDense({ vectors: view.vectors, dims, queries, k, allowed });
}

function isRetrievable(passage: ViewPassage | undefined): boolean {
  return passage !== undefined && passage.verdict === null && !passage.spoiler;
}

/** Null when the hits do not fill the window although the corpus has more. */
function mineOne(
  asked: Asked,
  searched: { readonly hits: readonly DenseHit[]; readonly exhausted: boolean; readonly window: number },
  mining: Mining,
): { row: MinedRow; recallAt10: number | null } | null {
  const { options, guard } = mining;
  const { query } = asked;
  const positives = query.oracle_ids.flatMap((id) => options.index.passage(id) ?? []);
  const scores = positives.map((passage) => similarity(asked.row, passage.passage_id, options));
  const context = contextOf(query, positives, { guard, weakest: scores.length > 0 ? Math.min(...scores) : null });
  const counts = newCounts(query.query_id);
  const dense = denseCandidates(context, searched, { mining, counts });
  if (dense === null) return null;
  const stale = lineageCandidates('stale', context, { mining, counts, row: asked.row });
  const siblings = lineageCandidates('sibling', context, { mining, counts, row: asked.row });
  const negatives = choose({ stale, siblings, dense }, query, options);
  countOutcome(counts, { candidates: [...stale, ...siblings, ...dense], negatives });
  addCounts(mining.counts, counts);
  const ranked = searched.hits.slice(0, 10).map((hit) => options.index.view.passages[hit.index]?.passage_id);
  const found = positives.filter((passage) => ranked.includes(passage.passage_id)).length;
  return {
    recallAt10: positives.length === 0 ? null : found / positives.length,
    row: {
      query_id: query.query_id,
      query: query.text,
      positives: positives.map((passage, i) => ({ passage_id: passage.passage_id, score: scores[i] as number })),
      negatives: negatives.map(({ passage: _, ...negative }) => negative),
      wanted: options.numNegatives,
      found: negatives.length,
      dropped: counts.dropped,
    },
  };
}

/** What passed every filter was taken, or was one too many. */
function countOutcome(
  counts: StageCounts,
  found: { readonly candidates: readonly Candidate[]; readonly negatives: readonly Candidate[] },
): void {
  const taken = new Set(found.negatives);
  for (const candidate of found.candidates) tally(counts, taken.has(candidate) ? KEEP : drop('not_sampled'));
}
