/** Where candidates come from: the dense ranking, the oracle's past versions, and its siblings. */
import { drop, type StageCounts, tally } from '../core/stage.js';
import type { ViewPassage } from '../corpus/view.js';
import { innerProducts } from '../search/dense/inner-product.js';
import type { DenseHit } from '../search/dense.js';
import type { AnswerGuard } from './answer-guard.js';
import { filterContent, filterScore, type QueryContext } from './filters.js';
import type { LineageIndex } from './lineage.js';
import type { ResolvedOptions } from './options.js';
import type { MinedNegative, Origin } from './types.js';

/** What all queries of one mining run share. */
export interface Mining {
  readonly options: ResolvedOptions;
  readonly guard: AnswerGuard;
  readonly lineage: LineageIndex;
  readonly counts: StageCounts;
}

/** A negative that passed the filters, with its passage. */
export interface Candidate extends MinedNegative {
  readonly passage: ViewPassage;
}

/**
 * The window of sentence-transformers: the first `depth` of the ranking go through the score filters,
 * the first `rangeMax` survivors are considered, and `rangeMin` of them skipped. What only our own filters drop takes no
 * place in the window, so that with those filters silent the outcome is theirs.
 */
export function denseCandidates(
  context: QueryContext,
  searched: { readonly hits: readonly DenseHit[]; readonly exhausted: boolean; readonly window: number },
  { mining, counts }: { readonly mining: Mining; readonly counts: StageCounts },
): Candidate[] | null {
  const { options, guard } = mining;
  const survivors: Candidate[] = [];
  const texts = new Set<string>();
  let inWindow = 0;
  for (const [i, { index, score }] of searched.hits.entries()) {
    if (inWindow === searched.window || survivors.length === options.rangeMax) break;
    const passage = options.index.view.passages[index] as ViewPassage;
    const content = filterContent(context, { passage, origin: 'dense' }, guard);
    if (content.keep || content.reason === 'positive') inWindow += 1;
    if (!content.keep) {
      tally(counts, content);
      continue;
    }
    const text = guard.foldedText(passage);
    const decision = texts.has(text) ? drop('duplicate_candidate') : filterScore(score, context.weakest, options);
    texts.add(text);
    if (!decision.keep) tally(counts, decision);
    else survivors.push(candidateOf(passage, { origin: 'dense', rank: i + 1, score, weakest: context.weakest }));
  }
  if (inWindow < searched.window && survivors.length < options.rangeMax && !searched.exhausted) return null;
  for (let i = 0; i < Math.min(options.rangeMin, survivors.length); i++) tally(counts, drop('before_range'));
  return survivors.slice(options.rangeMin);
}

/** Past versions of the oracle (`stale`) or current passages of its group (`sibling`) that do not answer; best first. */
export function lineageCandidates(
  origin: 'stale' | 'sibling',
  context: QueryContext,
  { mining, counts, row }: { readonly mining: Mining; readonly counts: StageCounts; readonly row: number },
): Candidate[] {
  const { options, guard, lineage } = mining;
  if ((origin === 'stale' ? options.maxStale : options.maxSiblings) === 0) return [];
  const passages = new Map<string, ViewPassage>();
  for (const positive of context.positives) {
    const found = origin === 'stale' ? lineage.staleVersions(positive.passage_id) : lineage.siblings(positive);
    for (const passage of found) passages.set(passage.passage_id, passage);
  }
  const kept: Candidate[] = [];
  for (const passage of passages.values()) {
    const decision =
      origin === 'stale' && passage.severity !== 'material'
        ? drop('cosmetic_drift')
        : filterContent(context, { passage, origin }, guard);
    if (!decision.keep) tally(counts, decision);
    else {
      const score = similarity(row, passage.passage_id, options);
      kept.push(candidateOf(passage, { origin, rank: null, score, weakest: context.weakest }));
    }
  }
  return kept.sort(byScore);
}

function candidateOf(
  passage: ViewPassage,
  found: { origin: Origin; rank: number | null; score: number; weakest: number | null },
): Candidate {
  const { origin, rank, score, weakest } = found;
  return {
    passage,
    passage_id: passage.passage_id,
    origin,
    rank,
    score,
    margin: weakest === null ? null : weakest - score,
  };
}

/** Best first; ties in trec_eval's order. */
export function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || (a.passage_id < b.passage_id ? 1 : -1);
}

/** Inner product of a query and a passage, as the search scores it: bounds that keep equality depend on that. */
export function similarity(queryRow: number, passageId: string, { index, queryVectors }: ResolvedOptions): number {
  const { vectors, embedder } = index.view;
  return innerProducts(queryVectors, vectors, embedder.dims)(queryRow, index.rowOf(passageId) as number);
}
