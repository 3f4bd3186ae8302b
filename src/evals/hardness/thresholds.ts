/** The limits by which a set of negatives is judged; `thresholds:` of a suite. */
import { z } from 'zod';

const share = z.number().min(0).max(1);

/** Strict: an unknown key is an error. */
export const thresholdsSchema = z.strictObject({
  falseNegatives: share
    .default(0.05)
    .describe('too_noisy when the share of negatives that answer is surely above this (lower bound, 95 %)'),
  hitAt1: share
    .default(0.95)
    .describe('too_easy when a scorer that took no part in mining surely solves more of the pools than this'),
  shareOfTheWay: share
    .default(0.3)
    .describe('too_easy when the median negative is nearer to a random passage than this share of the way'),
  giveaway: share
    .default(0.25)
    .describe('gate: a scorer that does not read the question may surely beat guessing by at most this'),
  belowFloor: share
    .default(0.8)
    .describe('gate: surely no more of the negatives than this may lie below what random pairs reach'),
  corpusGap: share
    .default(0.5)
    .describe(
      'gate: an independent model may surely be at most this much better on the pools than on the whole corpus',
    ),
});

export type Thresholds = z.infer<typeof thresholdsSchema>;
