/** What the evaluated model makes of the pools: margins, the floor of random pairs, saturation. */
import { bootstrapMean } from '../../../stats/bootstrap-means.js';
import { mean, quantile } from '../../../stats/quantiles.js';
import type { HardnessReport } from '../report.js';
import type { ScoredPool } from '../score-pools.js';
import { expectedHit, hitShare } from './hit-at-1.js';
import { quantilesOf, shareOf } from './shares.js';

/** Random pairs reach this in one of twenty cases. */
const FLOOR = 0.95;

export type ModelFindings = Pick<HardnessReport, 'margins' | 'below_floor' | 'saturation'>;

export interface ModelOptions {
  /** Hit@1 on the whole corpus by query_id. */
  readonly corpusHitAt1?: ReadonlyMap<string, number> | undefined;
  readonly seed: number | string;
}

/** All null without a model. */
export function modelFindings(pools: readonly ScoredPool[] | undefined, options: ModelOptions): ModelFindings {
  if (pools === undefined) return { margins: null, below_floor: null, saturation: null };
  return {
    margins: quantilesOf(pools.map(({ positives, negatives }) => Math.max(...positives) - Math.max(...negatives))),
    below_floor: belowFloor(pools),
    saturation: saturation(pools, options),
  };
}

function belowFloor(pools: readonly ScoredPool[]): HardnessReport['below_floor'] {
  const random = Float64Array.from(pools.flatMap((pool) => pool.random)).sort();
  if (random.length === 0) return null;
  const floor = quantile(Array.from(random), FLOOR);
  const negatives = pools.flatMap((pool) => pool.negatives);
  return { ...shareOf(negatives.filter((score) => score < floor).length, negatives.length), floor };
}

function saturation(pools: readonly ScoredPool[], { corpusHitAt1, seed }: ModelOptions): HardnessReport['saturation'] {
  const hits = pools.map(({ pool, scores }) => expectedHit(pool.candidates, scores));
  const both = pools.flatMap(({ pool }, i) => {
    const corpus = corpusHitAt1?.get(pool.query_id);
    return corpus === undefined ? [] : [{ corpus, gap: (hits[i] ?? 0) - corpus }];
  });
  const gaps = both.map(({ gap }) => gap).sort((a, b) => a - b);
  const interval = bootstrapMean(gaps, { seed: `${seed}/gap` });
  return {
    pool_hit_at_1: hitShare(hits),
    corpus_hit_at_1: both.length === 0 ? null : hitShare(both.map(({ corpus }) => corpus)),
    gap: interval === null ? null : { value: mean(gaps), interval },
  };
}
