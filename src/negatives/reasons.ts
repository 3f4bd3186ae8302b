/**
 * Why candidates are dropped, in the order in which the filters are asked. Cheap filters come first: texts are read only
 * for candidates that the scores let through, so a passage that is too close *and* holds the answer counts as too close.
 */
export const DROP_REASONS = {
  unknown_positive: 'a positive that is not in the corpus',
  stale_positive: 'a positive that is not current',
  no_positive: 'the query has no positive',
  positive: 'a positive of the query, or of one with the same text',
  excluded: 'named by the query as not to be mined',
  duplicate_candidate: 'the same text as a candidate above',
  above_absolute_margin: 'closer to the query than the weakest positive less the margin',
  above_relative_margin: 'closer to the query than the allowed share of the weakest positive',
  above_max_score: 'closer to the query than the ceiling',
  below_min_score: 'farther from the query than the floor',
  no_nearer_than_any: 'no relative by lineage, and no closer to the query than passages of the corpus are anyway',
  like_positive: 'as like the positives as these are like each other',
  equals_query: 'the text is the query',
  same_document: "a passage of a positive's document",
  translation_twin: "a passage of a translation of a positive's document",
  same_lineage: "a passage of a positive's group; it may come as a sibling",
  duplicate_of_positive: 'the text of a positive',
  near_duplicate_of_positive: 'nearly the text of a positive',
  too_close_to_positive: 'closer to a positive than allowed',
  answer_bearing: 'states the gold answer',
  same_value: 'a sibling with the very value that was asked for: no answer, and no lesson',
  answer_unchanged: 'an older version that still states the gold answer',
  cosmetic_drift: 'an older version that says the same in other words',
  above_reranker_score: 'the cross-encoder holds it for an answer',
  before_range: 'among the first survivors, which range_min skips',
  near_duplicate_of_negative: 'nearly the text of a negative already taken',
  not_sampled: 'passed every filter and was not drawn',
} as const;

export type DropReason = keyof typeof DROP_REASONS;

/** Drops that are evidence of a false negative: the candidate answers, or repeats what does. */
export const FALSE_NEGATIVE_REASONS: readonly DropReason[] = [
  'translation_twin',
  'duplicate_of_positive',
  'near_duplicate_of_positive',
  'too_close_to_positive',
  'answer_bearing',
  'answer_unchanged',
  'above_reranker_score',
];
