/**
 * How hard are these negatives? Scorers that took no part in choosing them score every candidate, and random passages of
 * the corpus beside them; what does not read at all scores too. The same for an eval's pools and for training data.
 */

import type { Witness } from './figures/scorer-findings.js';
import { type Findings, findingsOf, isMeasurable } from './findings.js';
import type { Evidence, PoolSet } from './pool.js';
import type { HardnessReport } from './report.js';
import { drawBackground, scorePools } from './score-pools.js';
import type { ScorableText, Scorer } from './scorers/scorer.js';
import { TITLE_OVERLAP } from './scorers/title-overlap.js';
import { type Thresholds, thresholdsSchema } from './thresholds.js';
import { conclude } from './verdict.js';

export interface HardnessOptions {
  readonly set: PoolSet;
  /** See {@link wordScorers}, `embedderScorer`, `rerankerScorer`. Overlap with titles and canaries are always asked. */
  readonly scorers: readonly Scorer[];
  /** Current passages of the corpus, of which random ones are drawn; without any, candidates of other pools stand in. */
  readonly background?: readonly ScorableText[];
  /** The model that is evaluated: margins, floor and saturation are its own. It counts among the scorers. */
  readonly evaluated?: Scorer;
  /** Its hit@1 on the whole corpus, 0 to 1, by query_id. */
  readonly corpusHitAt1?: ReadonlyMap<string, number>;
  /** What somebody other than the miner knows of whether negatives answer. */
  readonly evidence?: Evidence;
  /** Default: {@link thresholdsSchema}'s. */
  readonly thresholds?: Thresholds;
  readonly seed: number | string;
}

/**
 * Measures and judges. The order of pools changes nothing, that of candidates only what looks at positions.
 *
 * @throws RaftCorpusError when a scorer fails or gives a number that is not finite
 */
export async function measureHardness(options: HardnessOptions): Promise<HardnessReport> {
  const { set, seed } = options;
  const pools = set.pools.filter(isMeasurable);
  const background = drawBackground(options.background ?? [], pools, seed);
  const witnesses: Witness[] = [];
  for (const scorer of scorersOf(options)) {
    witnesses.push({ scorer, pools: await scorePools(scorer, pools, background) });
  }
  const findings: Findings = findingsOf({
    set,
    pools,
    background,
    witnesses,
    evaluated: options.evaluated?.name,
    corpusHitAt1: options.corpusHitAt1,
    evidence: options.evidence,
    seed,
  });
  return { ...findings, ...conclude(findings, options.thresholds ?? thresholdsSchema.parse({})) };
}

/** Each name once; titles only where there are any. */
function scorersOf({ set, scorers, evaluated }: HardnessOptions): readonly Scorer[] {
  const hasTitles = set.pools.some(({ candidates }) => candidates.some(({ title }) => title.trim() !== ''));
  const all = [...scorers, ...(evaluated ? [evaluated] : []), ...(hasTitles ? [TITLE_OVERLAP] : [])];
  return all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i);
}
