/**
 * Mined negatives as trainers take them: the four output formats of sentence-transformers' `mine_hard_negatives`, and the
 * rows of FlagEmbedding.
 */

/** One query with texts, as every format starts from. */
export interface TrainingQuery {
  readonly query: string;
  readonly positives: readonly { readonly text: string; readonly score: number }[];
  readonly negatives: readonly { readonly text: string; readonly score: number }[];
  /** Negatives that were wanted: an n-tuple has exactly so many. */
  readonly wanted: number;
}

export const TRAINING_FORMATS = ['triplet', 'n-tuple', 'labeled-pair', 'labeled-list', 'flag-embedding'] as const;
export type TrainingFormat = (typeof TRAINING_FORMATS)[number];

export type TrainingRow = Readonly<Record<string, string | number | readonly string[] | readonly number[]>>;

/**
 * The rows of one query; none without a positive and a negative.
 *
 * - `triplet`: `query`, `positive`, `negative`: one row per positive and negative.
 * - `n-tuple`: `query`, `positive`, `negative_1` … `negative_n`: one row per positive; none when a query is short.
 * - `labeled-pair`: `query`, `passage`, `label` (1 or 0).
 * - `labeled-list`: `query`, `passages`, `labels`: one row per positive.
 * - `flag-embedding`: `query`, `pos`, `neg`, `pos_scores`, `neg_scores`.
 */
export function trainingRows(format: TrainingFormat, mined: TrainingQuery): readonly TrainingRow[] {
  return mined.positives.length === 0 || mined.negatives.length === 0 ? [] : ROWS[format](mined);
}

const ROWS: Readonly<Record<TrainingFormat, (mined: TrainingQuery) => readonly TrainingRow[]>> = {
  triplet: ({ query, positives, negatives }) =>
    positives.flatMap((positive) =>
      negatives.map((negative) => ({ query, positive: positive.text, negative: negative.text })),
    ),
  'n-tuple': ({ query, positives, negatives, wanted }) => {
    if (negatives.length < wanted) return [];
    const columns = Object.fromEntries(negatives.map(({ text }, i) => [`negative_${i + 1}`, text]));
    return positives.map((positive) => ({ query, positive: positive.text, ...columns }));
  },
  'labeled-pair': ({ query, positives, negatives }) => [
    ...positives.map(({ text }) => ({ query, passage: text, label: 1 })),
    ...negatives.map(({ text }) => ({ query, passage: text, label: 0 })),
  ],
  'labeled-list': ({ query, positives, negatives }) =>
    positives.map((positive) => ({
      query,
      passages: [positive.text, ...negatives.map(({ text }) => text)],
      labels: [1, ...negatives.map(() => 0)],
    })),
  'flag-embedding': ({ query, positives, negatives }) => [
    {
      query,
      pos: positives.map(({ text }) => text),
      neg: negatives.map(({ text }) => text),
      pos_scores: positives.map(({ score }) => score),
      neg_scores: negatives.map(({ score }) => score),
    },
  ],
};
