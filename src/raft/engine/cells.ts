/** The plan of a dataset: how many rows of which type and language each split is to have. */
import { LANGS, QUESTION_TYPES, type QuestionLang, type QuestionType, type Split } from '../../dataset/raft-row.js';
import { largestRemainder } from '../examples/quota.js';

/** Rows of one kind. */
export interface Cell {
  readonly split: Split;
  readonly type: QuestionType;
  readonly lang: QuestionLang;
}

/** A cell with the rows wanted of it. */
export interface PlannedCell extends Cell {
  readonly count: number;
}

export type TypeShares = Readonly<Partial<Record<QuestionType, number>>>;
export type LanguageShares = Readonly<Partial<Record<QuestionLang, number>>>;

/** Shares that hold where a dataset asks for none of its own. Types that nothing can write have none. */
export const DEFAULT_TYPES = {
  fact: 0.45,
  policy: 0.15,
  comparison: 0.1,
  multi_hop: 0.1,
  temporal: 0.1,
  unanswerable: 0.1,
} as const satisfies Record<QuestionType, number>;

export const DEFAULT_LANGUAGES = { en: 0.4, ja: 0.4, mixed: 0.2 } as const satisfies Record<QuestionLang, number>;

export interface PlanOptions {
  /** Shares; they need not sum to one. What is left out is not asked. */
  readonly types: TypeShares;
  readonly languages: LanguageShares;
}

/** Weight of each type and language, in the order of the contract's lists. */
export function weightsOf({ types, languages }: PlanOptions): readonly (Omit<Cell, 'split'> & { weight: number })[] {
  return QUESTION_TYPES.flatMap((type) =>
    LANGS.map((lang) => ({ type, lang, weight: (types[type] ?? 0) * (languages[lang] ?? 0) })),
  );
}

/** Spreads `total` rows of a split over types and languages by largest remainder; empty cells are left out. */
export function planSplit(split: Split, total: number, options: PlanOptions): readonly PlannedCell[] {
  const weighted = weightsOf(options);
  const counts = largestRemainder(
    total,
    weighted.map(({ weight }) => weight),
  );
  return weighted.flatMap(({ type, lang }, i) => {
    const count = counts[i] ?? 0;
    return count > 0 ? [{ split, type, lang, count }] : [];
  });
}

/** Names a cell: `train/fact/en`. */
export function cellName({ split, type, lang }: Cell): string {
  return `${split}/${type}/${lang}`;
}
