/** The settings of this project's miner that the benchmarks measure. */
import type { MiningOptions } from '../../src/negatives/options.js';

type Settings = Readonly<Record<string, Partial<MiningOptions>>>;

/** On jaquad: what `raft-corpus mine` does when nothing is asked. */
export const OURS: Settings = { ours: { relativeMargin: 'calibrated' } };

/**
 * On chorus: what `raft-corpus mine` does, but for the calibration, which would take the products that nobody judged (they
 * are excluded) for known answers; and the same with margins alone.
 */
export const OURS_WITH_HIDDEN_POSITIVES: Settings = {
  ours: { likePositive: {} },
  'ours, margins alone': { likePositive: null },
};
