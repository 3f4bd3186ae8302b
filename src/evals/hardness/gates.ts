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
    ...findings.canaries.flatMap((canary) => giveawayGate(canary, thresholds)),
  ];
}

function gateOf(gate: Omit<HardnessGate, 'passed'>): HardnessGate {
  const { value, threshold, bound } = gate;
  return { ...gate, passed: value !== null && (bound === 'max' ? value <= threshold : value >= threshold) };
}

/** A constant scorer guesses, and so cannot beat guessing. */
function giveawayGate(canary: CanaryFindings, { giveaway }: Thresholds): readonly HardnessGate[] {
  const { name, hit_at_1, chance } = canary;
  if (name === 'constant') return [];
  const value = hit_at_1.interval.low - chance;
  return [
    gateOf({ id: `giveaway:${name}`, value, threshold: giveaway, bound: 'max', message: canarySentence(canary) }),
  ];
}

function noiseGate({ false_negatives, negatives }: Findings, { falseNegatives }: Thresholds): readonly HardnessGate[] {
  if (false_negatives === null) return [];
  const { value, interval, of, answering, evidence, at_least } = false_negatives;
  const judged = evidence === 'grades' ? 'graded' : 'reviewed';
  const message =
    at_least === interval.low
      ? `${percent(value)} of ${of.toLocaleString('en')} ${judged} negatives answer after all (95 % sure: ${percent(interval.low)} to ${percent(interval.high)})`
      : `Surely ${percent(at_least)} or more of all ${negatives.toLocaleString('en')} negatives answer after all: ${answering.toLocaleString('en')} of the ${of.toLocaleString('en')} ${judged} ones do`;
  return [
    gateOf({
      id: 'false_negatives',
      value: at_least,
      threshold: falseNegatives,
      bound: 'max',
      message,
    }),
  ];
}

function solvedGate(
  name: string,
  message: string,
  { hit_at_1, thresholds }: { readonly hit_at_1: Share; readonly thresholds: Thresholds },
): HardnessGate {
  return gateOf({
    id: `pool_hit_at_1:${name}`,
    value: hit_at_1.interval.low,
    threshold: thresholds.hitAt1,
    bound: 'max',
    message,
  });
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
  return [
    gateOf({
      id: 'share_of_the_way',
      value,
      threshold: thresholds.shareOfTheWay,
      bound: 'min',
      message: waySentence(found, way),
    }),
  ];
}

function waySentence({ label }: ScorerFindings, { median, median_interval }: WayFindings): string {
  const between = median_interval
    ? ` (95 % sure: ${percent(median_interval.low)} to ${percent(median_interval.high)})`
    : '';
  return `As ${label} sees it, the median negative lies ${percent(median ?? 0)} of the way from a random passage to the right one${between}`;
}

function floorGate({ below_floor, negatives }: Findings, { belowFloor }: Thresholds): readonly HardnessGate[] {
  if (below_floor === null) return [];
  const message = `${percent(below_floor.value)} of ${negatives.toLocaleString('en')} negatives score below what one in twenty random pairs of this corpus reaches`;
  return [gateOf({ id: 'below_floor', value: below_floor.interval.low, threshold: belowFloor, bound: 'max', message })];
}

/** Stricter than hit@1, where a question has several right passages: all of them are found before any negative. */
function solvableGates({ solvable, scorers }: Findings, { hitAt1 }: Thresholds): readonly HardnessGate[] {
  return (['bm25', 'title_overlap'] as const).flatMap((name) => {
    const found = scorers.find((scorer) => scorer.name === name);
    const share = solvable[name];
    if (!found?.independent || share === null) return [];
    const message = `${capital(found.label)} alone puts all right passages before all negatives in ${ofPools(share)}`;
    return [gateOf({ id: `solvable:${name}`, value: share.interval.low, threshold: hitAt1, bound: 'max', message })];
  });
}

/** Of a model that took no part: one that did finds its own negatives easy or hard by construction. */
function gapGate({ saturation, scorers, evaluated }: Findings, { corpusGap }: Thresholds): readonly HardnessGate[] {
  const model = scorers.find(({ name }) => name === evaluated);
  if (!model?.independent || !saturation?.gap || !saturation.corpus_hit_at_1) return [];
  const message = `${capital(model.label)} is right first in ${percent(saturation.pool_hit_at_1.value)} of the pools and in ${percent(saturation.corpus_hit_at_1.value)} on the whole corpus: the pools leave out what competes`;
  return [
    gateOf({ id: 'corpus_gap', value: saturation.gap.interval.low, threshold: corpusGap, bound: 'max', message }),
  ];
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

/** `98 %`, `95.3 %`, `0 %`. */
export function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
