/** What is found out about how hard a set of negatives is. */
import type { Interval } from '../../stats/bootstrap.js';

/**
 * `too_noisy`: too many negatives answer; `too_easy`: a scorer that took no part in mining solves the pools, or the negatives
 * lie near random passages; `unmeasured`: there is nothing to say it from; `sound`: neither.
 */
export const HARDNESS_VERDICTS = ['too_noisy', 'too_easy', 'sound', 'unmeasured'] as const;
export type HardnessVerdict = (typeof HARDNESS_VERDICTS)[number];

/** A share with its interval. */
export interface Share {
  readonly value: number;
  readonly interval: Interval;
  /** Of how many. */
  readonly of: number;
}

/** Quantiles of a sample; null for an empty one. */
export interface Quantiles {
  readonly count: number;
  readonly p05: number | null;
  readonly p25: number | null;
  readonly median: number | null;
  readonly p75: number | null;
  readonly p95: number | null;
}

/** How one scorer sees the pools. */
export interface ScorerFindings {
  readonly name: string;
  /** Whether it chose the negatives: then its own figures flatter them by construction. Null: nobody knows. */
  readonly took_part: boolean | null;
  /** Pools where a positive has the highest score (ties count as their expected share). */
  readonly hit_at_1: Share;
  /** (negative − random) / (positive − random), by negative. */
  readonly share_of_the_way: Quantiles;
}

/** A scorer that knows nothing of meaning and must do badly. */
export interface CanaryFindings {
  readonly name: 'constant' | 'longest' | 'shortest' | 'first' | 'last';
  readonly hit_at_1: Share;
  /** What guessing would have: the mean share of positives in a pool. */
  readonly chance: number;
}

export interface HardnessGate {
  readonly id: string;
  readonly value: number | null;
  readonly threshold: number;
  readonly bound: 'min' | 'max';
  readonly passed: boolean;
  /** One sentence that a person understands. */
  readonly message: string;
}

export interface HardnessReport {
  readonly name: string;
  readonly queries: number;
  readonly negatives: number;
  /** Negatives by origin. */
  readonly origins: Readonly<Record<string, number>>;
  /** Positive − best negative, by pool, on the scale of the model that is evaluated; null: it has no vectors. */
  readonly margins: Quantiles | null;
  /** Negatives below what random pairs of this corpus reach (their 95th percentile). */
  readonly below_floor: (Share & { readonly floor: number }) | null;
  readonly scorers: readonly ScorerFindings[];
  /** Pools where all positives are above all negatives by BM25, and by words shared with titles alone. */
  readonly solvable: { readonly bm25: Share; readonly title_overlap: Share | null };
  readonly canaries: readonly CanaryFindings[];
  /** Hit@1 of the evaluated model on the pools and on the whole corpus; null where the corpus is not at hand. */
  readonly saturation: {
    readonly pool_hit_at_1: Share;
    readonly corpus_hit_at_1: Share | null;
    /** Pool minus corpus. */
    readonly gap: number | null;
  } | null;
  /** Negatives that answer after all, by evidence the miner did not use; null: there is none. */
  readonly false_negatives: (Share & { readonly evidence: 'grades' | 'reviewed' }) | null;
  readonly gates: readonly HardnessGate[];
  readonly verdict: HardnessVerdict;
  /** Why, one sentence each. */
  readonly reasons: readonly string[];
  /** What to do next. */
  readonly next: string;
}
