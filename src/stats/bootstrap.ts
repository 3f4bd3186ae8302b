/** How sure an estimate is. */

/** A two-sided interval around an estimate, in the unit of the sample. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
