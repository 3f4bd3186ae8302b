/** What is found out about how hard a set of negatives is. */
import type { Interval } from '../../stats/bootstrap.js';
import type { Evidence } from './pool.js';
import type { CanaryName } from './scorers/canaries.js';

/**
 * `too_noisy`: too many negatives answer; `too_easy`: a scorer that took no part in mining solves the pools, or the negatives
 * lie near random passages; `unmeasured`: there is nothing to say it from; `sound`: neither.
 */
export const HARDNESS_VERDICTS = ['too_noisy', 'too_easy', 'sound', 'unmeasured'] as const;
export type HardnessVerdict = (typeof HARDNESS_VERDICTS)[number];

/** A share with its 95 % interval. */
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

/** Where negatives lie between random passages and the positive, as one scorer sees it. */
export interface WayFindings extends Quantiles {
  /** 95 % interval of the median, pools resampled whole; null for fewer than 10 pools. */
  readonly median_interval: Interval | null;
  /** Left out, because the scorer holds the positive no better than random passages: there is no way to go a share of. */
  readonly undefined: { readonly pools: number; readonly negatives: number };
}

/** How one scorer sees the pools. */
export interface ScorerFindings {
  readonly name: string;
  /** As a sentence names it. */
  readonly label: string;
  /** Whether it chose the negatives: then its own figures flatter them by construction. Null: nobody knows. */
  readonly took_part: boolean | null;
  /** Whether it may decide: it took no part, or it is no model and nobody knows. */
  readonly independent: boolean;
  /** Pools where a positive has the highest score (ties count as their expected share). */
  readonly hit_at_1: Share;
  /** How often the best positive scores above a random passage, ties half: how well it sees these questions at all. */
  readonly random_auc: number | null;
  /** (negative − random) / (positive − random), by negative: of the best positive and the mean random passage. */
  readonly share_of_the_way: WayFindings | null;
}

/** A scorer that knows nothing of meaning and must do badly. */
export interface CanaryFindings {
  readonly name: CanaryName;
  readonly hit_at_1: Share;
  /** What guessing would have: the mean share of positives in a pool. */
  readonly chance: number;
}

export interface HardnessGate {
  /** `false_negatives`, `pool_hit_at_1:<scorer>`, `share_of_the_way`, `below_floor`, `solvable:<scorer>`, `corpus_gap`, `giveaway:<canary>`. */
  readonly id: string;
  /** What is held against the threshold: a bound, a median, an excess; null: not measured. */
  readonly value: number | null;
  readonly threshold: number;
  readonly bound: 'min' | 'max';
  readonly passed: boolean;
  /** One sentence that a person understands. */
  readonly message: string;
}

/**
 * Negatives that answer after all, by evidence the miner did not use; of those that were judged.
 *
 * A reviewed sample stands for the rest. Grades do not: they are given to what some search had found, which answers more
 * often than what it had not. There, negatives that nobody graded count as not answering in `at_least`.
 */
export interface FalseNegatives extends Share {
  readonly evidence: Evidence['kind'];
  /** How many of the judged ones answer. */
  readonly answering: number;
  /** What the share of all negatives is at least (95 %): what the gate looks at. */
  readonly at_least: number;
}

/** One kind of negatives, by where they came from. */
export interface OriginFindings {
  readonly negatives: number;
  /** By the scorer that {@link HardnessReport.judge} names; null: none of them has a share. */
  readonly median_share_of_the_way: number | null;
  /** Pools where this scorer holds one of them as the hardest. */
  readonly hardest_in: number;
  readonly false_negatives: Share | null;
}

/** Questions of one language. */
export interface LanguageFindings {
  readonly pools: number;
  /** By scorer. */
  readonly hit_at_1: Readonly<Record<string, number>>;
  readonly median_share_of_the_way: number | null;
}

export interface HardnessReport {
  readonly name: string;
  /** Pools that were measured. */
  readonly queries: number;
  /** Pools that could not be: nothing answers in them, or nothing else stands in them. */
  readonly left_out: { readonly without_positive: number; readonly without_negative: number };
  readonly negatives: number;
  /** Negatives whose text is that of a right passage of their pool, case, width and punctuation aside: they answer. */
  readonly repeats: number;
  /** Negatives by origin; `unknown` where nobody said. */
  readonly origins: Readonly<Record<string, OriginFindings>>;
  /** By the question's language; `other` for none that is known. */
  readonly languages: Readonly<Record<string, LanguageFindings>>;
  /** Where random passages came from, and how many a question is compared with at most; `pools`: those of other questions. */
  readonly random: { readonly from: 'corpus' | 'pools'; readonly passages: number };
  /** Name of the scorer that is evaluated, whose margins, floor and saturation these are. */
  readonly evaluated: string | null;
  /** Best positive − best negative, by pool, on the scale of the model that is evaluated; null: there is none. */
  readonly margins: Quantiles | null;
  /** Negatives below what random pairs of this corpus reach (their 95th percentile), by that model. */
  readonly below_floor: (Share & { readonly floor: number }) | null;
  readonly scorers: readonly ScorerFindings[];
  /** Of the independent scorers that read these questions, the one that sees negatives closest: its share of the way decides. */
  readonly judge: string | null;
  /** Pools where all positives are above all negatives by BM25, and by words shared with titles alone (null: no titles). */
  readonly solvable: { readonly bm25: Share | null; readonly title_overlap: Share | null };
  readonly canaries: readonly CanaryFindings[];
  /** How often a positive is longer than a negative of its pool, ties half, over all such pairs: 0.5 gives nothing away. */
  readonly length_auc: number | null;
  /** Hit@1 of the evaluated model on the pools and, of the same questions, on the whole corpus (null: not at hand). */
  readonly saturation: {
    readonly pool_hit_at_1: Share;
    readonly corpus_hit_at_1: Share | null;
    /** Pool minus corpus over the questions that have both, with its bootstrap interval. */
    readonly gap: { readonly value: number; readonly interval: Interval } | null;
  } | null;
  readonly false_negatives: FalseNegatives | null;
  readonly gates: readonly HardnessGate[];
  readonly verdict: HardnessVerdict;
  /** Why, one sentence each. */
  readonly reasons: readonly string[];
  /** What does not change the verdict and should be known, one sentence each. */
  readonly warnings: readonly string[];
  /** What to do next. */
  readonly next: string;
}
