/** How far annotators agree: the plain rate, Fleiss' kappa, Krippendorff's alpha, and Cohen's kappa for two. */
import type { Interval } from './bootstrap.js';
import { wilsonInterval } from './wilson.js';

/** The labels that one item got, one per annotator who saw it; items with fewer than two say nothing of agreement. */
export type Ratings = readonly string[];

export interface Disagreement {
  /** Items whose labels are not all the same, divided by `items`; null without any item. */
  readonly rate: number | null;
  /** Wilson, 95 %. */
  readonly interval: Interval;
  readonly disagreeing: number;
  /** Items with two labels or more. */
  readonly items: number;
}

/** How many items are not labelled alike by everybody who labelled them. */
export function disagreement(items: Iterable<Ratings>): Disagreement {
  let [disagreeing, count] = [0, 0];
  for (const ratings of items) {
    if (ratings.length < 2) continue;
    count += 1;
    if (ratings.some((label) => label !== ratings[0])) disagreeing += 1;
  }
  const rate = count === 0 ? null : disagreeing / count;
  return { rate, interval: wilsonInterval(disagreeing, count), disagreeing, items: count };
}

/**
 * Fleiss' kappa (Fleiss, "Measuring nominal scale agreement among many raters", 1971), with each item's own number of
 * raters: the mean over items of the share of agreeing pairs, corrected by Σ p² of the labels' shares among all ratings.
 *
 * @returns in [−1, 1]; null where chance alone would agree always (one label only), or nothing was rated twice
 */
export function fleissKappa(items: Iterable<Ratings>): number | null {
  const totals = new Map<string, number>();
  let [ratings, rated, agreement] = [0, 0, 0];
  for (const item of items) {
    if (item.length < 2) continue;
    const counts = countLabels(item);
    let pairs = 0;
    for (const [label, n] of counts) {
      pairs += n * (n - 1);
      totals.set(label, (totals.get(label) ?? 0) + n);
    }
    agreement += pairs / (item.length * (item.length - 1));
    ratings += item.length;
    rated += 1;
  }
  if (rated === 0) return null;
  let expected = 0;
  for (const n of totals.values()) expected += (n / ratings) ** 2;
  return expected === 1 ? null : (agreement / rated - expected) / (1 - expected);
}

/** How far apart two labels are, in [0, ∞); 0 for equal ones, and the same both ways. */
export type LabelDistance = (a: string, b: string) => number;

/** Labels are equal or not. */
export const nominalDistance: LabelDistance = (a, b) => (a === b ? 0 : 1);

/** Labels are numbers on one scale: the square of their difference. */
export const intervalDistance: LabelDistance = (a, b) => (Number(a) - Number(b)) ** 2;

/**
 * Krippendorff's alpha: 1 − observed / expected disagreement over the coincidences of ratings (Krippendorff, "Computing
 * Krippendorff's alpha-reliability", 2011). Annotators may differ from item to item and miss any of them.
 *
 * @returns at most 1; null where nothing could have disagreed, or nothing was rated twice
 */
export function krippendorffAlpha(items: Iterable<Ratings>, distance: LabelDistance = nominalDistance): number | null {
  const totals = new Map<string, number>();
  let [ratings, observed] = [0, 0];
  for (const item of items) {
    if (item.length < 2) continue;
    const counts = [...countLabels(item)];
    for (const [a, n] of counts) {
      totals.set(a, (totals.get(a) ?? 0) + n);
      for (const [b, m] of counts) if (a !== b) observed += (n * m * distance(a, b)) / (item.length - 1);
    }
    ratings += item.length;
  }
  if (ratings < 2) return null;
  let expected = 0;
  for (const [a, n] of totals) for (const [b, m] of totals) if (a !== b) expected += n * m * distance(a, b);
  return expected === 0 ? null : 1 - ((ratings - 1) * observed) / expected;
}

/**
 * Cohen's kappa of two annotators over the items that both labelled (Cohen, "A coefficient of agreement for nominal
 * scales", 1960).
 *
 * @param pairs first and second annotator's label, by item
 * @returns in [−1, 1]; null without items, or where chance alone would agree always
 */
export function cohenKappa(pairs: Iterable<readonly [string, string]>): number | null {
  const [first, second] = [new Map<string, number>(), new Map<string, number>()];
  let [agreed, items] = [0, 0];
  for (const [a, b] of pairs) {
    first.set(a, (first.get(a) ?? 0) + 1);
    second.set(b, (second.get(b) ?? 0) + 1);
    if (a === b) agreed += 1;
    items += 1;
  }
  if (items === 0) return null;
  let expected = 0;
  for (const [label, n] of first) expected += (n * (second.get(label) ?? 0)) / items ** 2;
  return expected === 1 ? null : (agreed / items - expected) / (1 - expected);
}

function countLabels(ratings: Ratings): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of ratings) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
