/** The families of measures: what each is called, what its name can say, and in a line what it means. */
import type { Policies } from '../policies.js';
import { averagePrecision } from './average-precision.js';
import { bpref } from './bpref.js';
import { currentAboveStale } from './current-above-stale.js';
import { distractorHit } from './distractor-hit.js';
import { hit } from './hit.js';
import { judged } from './judged.js';
import type { Measure, MeasureParameters } from './measure.js';
import { type Gains, ndcg } from './ndcg.js';
import { precision } from './precision.js';
import { rPrecision } from './r-precision.js';
import { recall } from './recall.js';
import { reciprocalRank } from './reciprocal-rank.js';
import { staleHit } from './stale-hit.js';

/** What stands in a name, read. */
export interface Said extends MeasureParameters {
  /** Null: not said, the policy decides. */
  readonly gains: Gains | null;
}

export interface MeasureFamily {
  readonly cutoff: 'required' | 'optional' | 'none';
  readonly parameters: readonly ('rel' | 'gains')[];
  /** What it measures, for help. */
  readonly means: string;
  make(said: Said, policies: Pick<Policies, 'gains'>): Measure;
}

/** By canonical name, in the order of help and documentation. */
export const MEASURE_FAMILIES: Readonly<Record<string, MeasureFamily>> = {
  nDCG: {
    cutoff: 'optional',
    parameters: ['gains'],
    means: 'graded relevance, discounted by rank, against the ideal order',
    make: ({ cutoff, gains }, policies) => ndcg({ cutoff, gains: gains ?? policies.gains, named: gains !== null }),
  },
  AP: {
    cutoff: 'optional',
    parameters: ['rel'],
    means: 'average precision over all relevant documents',
    make: averagePrecision,
  },
  RR: {
    cutoff: 'optional',
    parameters: ['rel'],
    means: '1 / rank of the first relevant document',
    make: reciprocalRank,
  },
  P: { cutoff: 'required', parameters: ['rel'], means: 'share of the first k that is relevant', make: precision },
  R: { cutoff: 'required', parameters: ['rel'], means: 'share of what is relevant among the first k', make: recall },
  Hit: { cutoff: 'required', parameters: ['rel'], means: 'whether anything relevant is among the first k', make: hit },
  Rprec: {
    cutoff: 'none',
    parameters: ['rel'],
    means: 'precision at R, the number of relevant documents',
    make: rPrecision,
  },
  bpref: {
    cutoff: 'none',
    parameters: ['rel'],
    means: 'judged relevant above judged non-relevant documents; unjudged ones do not count',
    make: bpref,
  },
  judged: { cutoff: 'required', parameters: [], means: 'share of the first k that anybody judged', make: judged },
  'stale-hit': {
    cutoff: 'required',
    parameters: [],
    means: 'whether a passage that is not current is among the first k',
    make: staleHit,
  },
  'current-above-stale': {
    cutoff: 'optional',
    parameters: [],
    means: "how often a fact's current passage ranks above its stale one",
    make: currentAboveStale,
  },
  'distractor-hit': {
    cutoff: 'required',
    parameters: [],
    means: 'whether a known distractor is among the first k',
    make: distractorHit,
  },
};

/** `nDCG[@k]`, `P@k`, `bpref`: how a family's names look, for messages and help. */
export function shapeOf(family: string): string {
  const { cutoff } = MEASURE_FAMILIES[family] ?? { cutoff: 'none' };
  return `${family}${cutoff === 'required' ? '@k' : cutoff === 'optional' ? '[@k]' : ''}`;
}
