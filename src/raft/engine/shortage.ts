/** What a plan wanted and the corpus did not give: a typed outcome, never filled up at random. */
import type { Cell } from './cells.js';

/** `wanted` rows of a cell were planned, `found` were made. */
export interface Shortage extends Cell {
  readonly wanted: number;
  readonly found: number;
  /**
   * `dry`: every question that there is was tried. `share`: refusals keep to their share of a split that is short of
   * answerable questions.
   */
  readonly cause: 'dry' | 'share';
}
