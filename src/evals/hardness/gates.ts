/** The rules as gates: each a figure, its limit, and a sentence. */
import type { Findings } from './findings.js';
import { leastPools } from './least-pools.js';
import type { CanaryFindings, HardnessGate, ScorerFindings, Share, WayFindings } from './report.js';
import type { CanaryName } from './scorers/canaries.js';
import type { Thresholds } from './thresholds.js';

/** All gates that can be checked; a bound on its threshold passes. */
export function hardnessGates(findings: Findings, thresholds: Thresholds): readonly HardnessGate[] {
  const deciding = findings.scorers.filter(({ independent }) => independent);
  return [
    ...noiseGate(findings, thresholds),
    ...deciding.map((scorer) => solvedGate(scorer.name, solvedSentence(scorer), { ...scorer, thresholds })),
    ...wayGate(findings, thresholds),
    ...floorGate(findings, thresholds),
    ...solvableGates(findings, thresholds),
    ...gapGate(findings, thresholds),
    ...findings.canaries.map((canary) => solvedGate(canary.name, canarySentence(canary), { ...canary, thresholds })),
    ...findings.canaries
      .filter(({ name }) => name !== 'constant')
      .map((canary): HardnessGate => {
        const value = canary.hit_at_1.interval.low - canary.chance;
        const limit = { value, threshold: thresholds.giveaway, bound: 'max' as const };
        return { id: `giveaway:${canary.name}`, ...limit, passed: isWithin(limit), message: canarySentence(canary) };
      }),
  ];
}

function noiseGate({ false_negatives, negatives }: Findings, { falseNegatives }: Thresholds): readonly HardnessGate[] {
  if (false_negatives === null) return [];
  const { value, interval, of, evidence, at_least } = false_negatives;
  const limit = { value: at_least, threshold: falseNegatives, bound: 'max' as const };
  const seen = `${percent(value)} of ${of.toLocaleString('en')} ${evidence === 'grades' ? 'graded' : 'reviewed'} negatives answer after all`;
  const sure =
    at_least === interval.low
      ? `95 % sure: ${percent(interval.low)} to ${percent(interval.high)}`
      : `of all ${negatives.toLocaleString('en')}, did none of the others answer, surely ${percent(at_least)} or more`;
  return [{ id: 'false_negatives', ...limit, passed: isWithin(limit), message: `${seen} (${sure})` }];
}

function solvedGate(
  name: string,
  message: string,
  { hit_at_1, thresholds }: { readonly hit_at_1: Share; readonly thresholds: Thresholds },
): HardnessGate {
  const limit = { value: hit_at_1.interval.low, threshold: thresholds.hitAt1, bound: 'max' as const };
  return { id: `pool_hit_at_1:${name}`, ...limit, passed: isWithin(limit), message };
}

/** `BM25 alone puts the right passage first in 98 % of 210 pools (95 % sure: at least 95.3 %)` */
function solvedSentence({ label, hit_at_1 }: ScorerFindings): string {
  return `${capital(label)} alone puts a right passage first in ${ofPools(hit_at_1)}`;
}

function ofPools({ value, of, interval }: Share): string {
  return `${percent(value)} of ${of.toLocaleString('en')} pools (95 % sure: at least ${percent(interval.low)})`;
}

/** The median itself; in few pools what it is at most (95 %), and in very few nothing. */
function wayGate({ judge, scorers, queries }: Findings, thresholds: Thresholds): readonly HardnessGate[] {
  const found = scorers.find(({ name }) => name === judge);
  const way = found?.share_of_the_way;
  if (!found || !way || way.median === null) return [];
  const isFew = queries < leastPools(thresholds.hitAt1);
  const value = isFew ? way.median_interval?.high : way.median;
  if (value === undefined) return [];
  const limit = { value, threshold: thresholds.shareOfTheWay, bound: 'min' as const };
  return [{ id: 'share_of_the_way', ...limit, passed: isWithin(limit), message: waySentence(found, way) }];
}

function waySentence({ label }: ScorerFindings, { median, median_interval }: WayFindings): string {
  const between = median_interval
    ? ` (95 % sure: ${percent(median_interval.low)} to ${percent(median_interval.high)})`
    : '';
  return `As ${label} sees it, the median negative lies ${percent(median ?? 0)} of the way from a random passage to the right one${between}`;
}

function floorGate({ below_floor, negatives }: Findings, { belowFloor }: Thresholds): readonly HardnessGate[] {
  if (below_floor === null) return [];
  const limit = { value: below_floor.interval.low, threshold: belowFloor, bound: 'max' as const };
  const message = `${percent(below_floor.value)} of ${negatives.toLocaleString('en')} negatives score lower than one in twenty random pairs of this corpus does`;
  return [{ id: 'below_floor', ...limit, passed: isWithin(limit), message }];
}

/** Stricter than hit@1, where a question has several right passages: all of them are found before any negative. */
function solvableGates({ solvable, scorers }: Findings, { hitAt1 }: Thresholds): readonly HardnessGate[] {
  return (['bm25', 'title_overlap'] as const).flatMap((name) => {
    const found = scorers.find((scorer) => scorer.name === name);
    const share = solvable[name];
    if (!found?.independent || share === null) return [];
    const limit = { value: share.interval.low, threshold: hitAt1, bound: 'max' as const };
    const message = `${capital(found.label)} alone puts all right passages before all negatives in ${ofPools(share)}`;
    return [{ id: `solvable:${name}`, ...limit, passed: isWithin(limit), message }];
  });
}

/** Of a model that took no part: one that did finds its own negatives easy or hard by construction. */
function gapGate({ saturation, scorers, evaluated }: Findings, { corpusGap }: Thresholds): readonly HardnessGate[] {
  const model = scorers.find(({ name }) => name === evaluated);
  if (!model?.independent || !saturation?.gap || !saturation.corpus_hit_at_1) return [];
  const limit = { value: saturation.gap.interval.low, threshold: corpusGap, bound: 'max' as const };
  const message = `${capital(model.label)} is right first in ${percent(saturation.pool_hit_at_1.value)} of the pools and in ${percent(saturation.corpus_hit_at_1.value)} on the whole corpus: the pools leave out what competes`;
  return [{ id: 'corpus_gap', ...limit, passed: isWithin(limit), message }];
}

const CANARY_WORDS: Readonly<Record<CanaryName, string>> = {
  constant: 'Guessing',
  longest: 'Taking the longest text, without reading the question,',
  shortest: 'Taking the shortest text, without reading the question,',
  first: 'Taking the first candidate, without reading it,',
  last: 'Taking the last candidate, without reading it,',
  highest_id: 'Taking the highest id (as trec_eval does among equal scores), without reading the text,',
  lowest_id: 'Taking the lowest id, without reading the text,',
};

function canarySentence({ name, hit_at_1, chance }: CanaryFindings): string {
  return `${CANARY_WORDS[name]} is right in ${ofPools(hit_at_1)}, where guessing is in ${percent(chance)}`;
}

function isWithin({ value, threshold, bound }: Pick<HardnessGate, 'value' | 'threshold' | 'bound'>): boolean {
  return value !== null && (bound === 'max' ? value <= threshold : value >= threshold);
}

/** `98 %`, `95.3 %`, `0 %`. */
export function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
