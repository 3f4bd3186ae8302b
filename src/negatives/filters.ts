/**
 * The filters of mining, each a keep or a drop with a reason, in the order in which they are asked:
 * positive, excluded, same_document, translation_twin, same_lineage, duplicate_of_positive, answer_bearing,
 * duplicate_candidate, then for dense candidates above_absolute_margin, above_relative_margin, above_max_score,
 * below_min_score, before_range.
 */
import { type Decision, drop, KEEP } from '../core/stage.js';
import type { ViewPassage } from '../corpus/view.js';
import { familyOf } from '../verify/view-index.js';
import type { AnswerGuard } from './answer-guard.js';
import type { ResolvedOptions } from './options.js';
import type { MiningQuery, Origin } from './types.js';

/** A query with what its filters compare against. */
export interface QueryContext {
  readonly query: MiningQuery;
  readonly positives: readonly ViewPassage[];
  readonly positiveIds: ReadonlySet<string>;
  readonly excludedIds: ReadonlySet<string>;
  readonly families: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  readonly positiveTexts: ReadonlySet<string>;
  /** The weakest positive's score; null without positives. */
  readonly weakest: number | null;
}

/** Gathers what the filters of one query need. */
export function contextOf(
  query: MiningQuery,
  positives: readonly ViewPassage[],
  options: { readonly guard: AnswerGuard; readonly weakest: number | null },
): QueryContext {
  return {
    query,
    positives,
    positiveIds: new Set(query.oracle_ids),
    excludedIds: new Set(query.excluded_ids),
    families: new Set(positives.map(familyOf)),
    documents: new Set(positives.map((passage) => passage.doc_key)),
    groups: new Set(positives.flatMap((passage) => passage.group ?? [])),
    positiveTexts: new Set(positives.map((passage) => options.guard.foldedText(passage))),
    weakest: options.weakest,
  };
}

/** What a candidate is and states. Stale versions and siblings share the oracle's lineage by intent. */
export function filterContent(
  context: QueryContext,
  candidate: { readonly passage: ViewPassage; readonly origin: Origin },
  guard: AnswerGuard,
): Decision {
  const { passage, origin } = candidate;
  if (context.positiveIds.has(passage.passage_id)) return drop('positive');
  if (context.excludedIds.has(passage.passage_id)) return drop('excluded');
  if (origin !== 'stale') {
    if (context.documents.has(passage.doc_key)) return drop('same_document');
    if (context.families.has(familyOf(passage))) return drop('translation_twin');
  }
  if (origin === 'dense' && passage.group !== null && context.groups.has(passage.group)) return drop('same_lineage');
  if (context.positiveTexts.has(guard.foldedText(passage))) return drop('duplicate_of_positive');
  if (guard.answers(context.query, passage, origin)) return drop('answer_bearing');
  return KEEP;
}

/** Positive-aware bounds, as sentence-transformers 5 has them; equality is kept. */
export function filterScore(score: number, weakest: number | null, options: ResolvedOptions): Decision {
  const { absoluteMargin, relativeMargin, maxScore, minScore } = options;
  if (weakest !== null && absoluteMargin !== undefined && score > weakest - absoluteMargin) {
    return drop('above_absolute_margin');
  }
  if (weakest !== null && relativeMargin !== undefined && score > weakest - Math.abs(weakest) * relativeMargin) {
    return drop('above_relative_margin');
  }
  if (maxScore !== undefined && score > maxScore) return drop('above_max_score');
  if (minScore !== undefined && score < minScore) return drop('below_min_score');
  return KEEP;
}
