/** The filters of mining, each a keep or a drop with a reason; in which order they are asked stands in `reasons.ts`. */
import { type Decision, drop as dropFor, KEEP } from '../core/stage.js';
import type { MiningCorpus } from './corpus.js';
import type { ResolvedOptions } from './options.js';
import type { PassageTexts } from './passage-texts.js';
import type { QueryContext } from './query-context.js';
import type { DropReason } from './reasons.js';

export function drop(reason: DropReason): Decision {
  return dropFor(reason);
}

/** Bounds on a score, resolved for one run. */
export interface ScoreBounds {
  readonly absoluteMargin?: number | undefined;
  readonly relativeMargin?: number | undefined;
  readonly maxScore?: number | undefined;
  readonly minScore?: number | undefined;
}

/** Positive-aware bounds, as sentence-transformers 5 has them, sums included; equality is kept. */
export function filterScore(score: number, weakest: number | null, bounds: ScoreBounds): Decision {
  const { absoluteMargin, relativeMargin, maxScore, minScore } = bounds;
  if (weakest !== null && absoluteMargin !== undefined && score + absoluteMargin > weakest) {
    return drop('above_absolute_margin');
  }
  if (weakest !== null && relativeMargin !== undefined && score > weakest - Math.abs(weakest) * relativeMargin) {
    return drop('above_relative_margin');
  }
  if (maxScore !== undefined && score > maxScore) return drop('above_max_score');
  if (minScore !== undefined && score < minScore) return drop('below_min_score');
  return KEEP;
}

/** What no candidate may be, wherever it comes from. */
export function filterIdentity(row: number, context: QueryContext): Decision {
  if (context.positiveRows.has(row)) return drop('positive');
  return context.excludedRows.has(row) ? drop('excluded') : KEEP;
}

/** What the filters below share. */
export interface FilterContext {
  readonly options: ResolvedOptions;
  readonly corpus: MiningCorpus;
  readonly texts: PassageTexts;
}

/** Passages of a positive's own document, its translations and its group: they come as stale versions and siblings. */
export function filterLineage(row: number, context: QueryContext, { options, texts }: FilterContext): Decision {
  const passage = texts.passage(row);
  const inDocument = context.documents.has(texts.document(row));
  if (inDocument) return options.keepSameDocument ? KEEP : drop('same_document');
  if (context.families.has(texts.family(row))) return drop('translation_twin');
  const inGroup = passage.group !== null && context.groups.has(passage.group);
  return inGroup && !options.keepSameGroup ? drop('same_lineage') : KEEP;
}

/** As like the positives as these are like each other: it may well answer too. */
export function filterLikeness(row: number, { likeness }: QueryContext, { options }: FilterContext): Decision {
  if (likeness === null || options.likePositive === null) return KEEP;
  return likeness.of(row) > options.likePositive.share * likeness.cohesion ? drop('like_positive') : KEEP;
}

/** The text of the query, or (nearly) of a positive. */
export function filterDuplicates(row: number, context: QueryContext, filter: FilterContext): Decision {
  const { texts, options } = filter;
  if (texts.readsAs(row, context.reading)) return drop('equals_query');
  for (const positive of context.positiveRows) {
    if (texts.readAlike(positive, row)) return drop('duplicate_of_positive');
    const threshold = options.nearDuplicate;
    if (threshold !== null && texts.similarity(positive, row, threshold) >= threshold) {
      return drop('near_duplicate_of_positive');
    }
  }
  const ceiling = options.maxPositiveSimilarity;
  if (ceiling === undefined || context.positiveRows.size === 0) return KEEP;
  return (positiveSimilarities([row], context, filter.corpus)[0] as number) > ceiling
    ? drop('too_close_to_positive')
    : KEEP;
}

/** Passages that state the gold answer; those judged not to answer need no guard. */
export function filterAnswer(row: number, context: QueryContext, { texts }: FilterContext): Decision {
  if (context.query.judged_negative_ids?.includes(texts.passage(row).passage_id)) return KEEP;
  return context.guard.answers(row) ? drop('answer_bearing') : KEEP;
}

/** Highest cosine of each row with a positive; -1 without positives. */
export function positiveSimilarities(
  rows: readonly number[],
  { positiveRows }: Pick<QueryContext, 'positiveRows'>,
  corpus: MiningCorpus,
): number[] {
  const best = rows.map(() => -1);
  for (const positive of positiveRows) {
    for (let at = 0; at < rows.length; at += AT_ONCE) raiseToCosines(best, { positive, rows, at }, corpus);
  }
  return best;
}

/** Sums that the processor can keep in flight at once; each runs in the order of the dimensions. */
const AT_ONCE = 4;

function raiseToCosines(
  best: number[],
  { positive, rows, at }: { readonly positive: number; readonly rows: readonly number[]; readonly at: number },
  { vectors, dims }: MiningCorpus,
): void {
  const start = (i: number): number => (rows[at + i] ?? positive) * dims;
  const [a, b, c, d] = [start(0), start(1), start(2), start(3)];
  const from = positive * dims;
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < dims; i++) {
    const value = vectors[from + i] as number;
    s0 += value * (vectors[a + i] as number);
    s1 += value * (vectors[b + i] as number);
    s2 += value * (vectors[c + i] as number);
    s3 += value * (vectors[d + i] as number);
  }
  const sums = [s0, s1, s2, s3];
  for (let i = 0; i < AT_ONCE && at + i < rows.length; i++) {
    best[at + i] = Math.max(best[at + i] as number, sums[i] as number);
  }
}
