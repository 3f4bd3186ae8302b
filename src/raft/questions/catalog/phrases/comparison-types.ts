/** Shapes of the comparison tables. */
import type { Forms } from '../../style/register.js';

/** What is compared. `more` is dearer, longer, later, higher, heavier. */
export const MEASURES = ['price', 'volumes', 'date', 'airing', 'year', 'score', 'weight'] as const;
export type Measure = (typeof MEASURES)[number];

/** Ways to ask: which has more, which has less, whether the first has more or less than the second, and by how much. */
export const ANGLES = ['more', 'less', 'isMore', 'isLess', 'gap'] as const;
export type Angle = (typeof ANGLES)[number];

/** `{w}` is whom the sentence is about, `{o}` the other one, `{a}` and `{b}` their values, `{g}` the difference. */
export interface MeasurePhrases extends Readonly<Record<Exclude<Angle, 'gap'>, Forms>> {
  /** Left out where nobody subtracts. */
  readonly gap?: Forms;
  readonly sayMore: string;
  readonly sayLess: string;
  readonly sayGap?: string;
}

export type ComparisonPhrases = Readonly<Record<Measure, MeasurePhrases>>;
