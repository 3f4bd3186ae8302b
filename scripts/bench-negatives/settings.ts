/** The settings of this project's miner that the benchmarks measure. */
import type { MiningOptions } from '../../src/negatives/options.js';

/** By the name that tables give them; the first is what `raft-corpus mine` does when nothing is asked. */
export const OURS: Readonly<Record<string, Partial<MiningOptions>>> = {
  ours: { relativeMargin: 'calibrated' },
};
