/** What a mining run came to, in figures and in examples to read. */
import type { Interval } from '../stats/bootstrap.js';
import { mean, quantile } from '../stats/quantiles.js';
import { wilsonInterval } from '../stats/wilson.js';
import { FALSE_NEGATIVE_REASONS } from './reasons.js';
import { type MinedNegative, type MinedRow, ORIGINS, type Origin } from './types.js';

/** Figures of a sample; all but `count` are null for an empty one. */
export interface Distribution {
  readonly count: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly min: number | null;
  readonly p10: number | null;
  readonly p25: number | null;
  readonly median: number | null;
  readonly p75: number | null;
  readonly p90: number | null;
  readonly max: number | null;
}

/** A negative to look at, with its query. */
export interface ReportedNegative extends MinedNegative {
  readonly query_id: string;
  readonly query: string;
}

export interface MiningReport {
  readonly queries: number;
  readonly wanted: number;
  readonly found: number;
  /** Cosines of the positives that margins count from, of the negatives, and what lies between them. */
  readonly positives: Distribution;
  /** Queries with a weaker positive than the one that margins count from, such as a translation. */
  readonly margin_raised: number;
  readonly negatives: Distribution;
  readonly margins: Distribution;
  readonly by_origin: Readonly<Record<Origin, { readonly scores: Distribution; readonly margins: Distribution }>>;
  /**
   * Of the candidates that came to be judged by what they state, those dropped because they answer or repeat what does:
   * what scores alone would have let through. 95 % Wilson interval.
   */
  readonly likely_false_negatives: {
    readonly dropped: number;
    readonly judged: number;
    readonly share: number | null;
    readonly interval: Interval;
  };
  /** Negatives that score at most half as much as the positive that margins count from: they teach little. */
  readonly too_easy: { readonly count: number; readonly share: number | null };
  /** The twenty with the smallest margins. */
  readonly hardest: readonly ReportedNegative[];
  /** The twenty closest to a positive among those that no rule has shown not to answer: read them first. */
  readonly suspicious: readonly ReportedNegative[];
}

const EXAMPLES = 20;
const EASY_SHARE = 0.5;

/** Gathers rows as they come; holds scores and no more than a few examples. */
export class MiningReportBuilder {
  private queries = 0;
  private wanted = 0;
  private easy = 0;
  private raised = 0;
  private dropped = 0;
  private readonly positives: number[] = [];
  private readonly scores = samplesByOrigin();
  private readonly margins = samplesByOrigin();
  private readonly hardest = new Best((negative) => -(negative.margin ?? Number.POSITIVE_INFINITY));
  private readonly suspicious = new Best((negative) => negative.positive_score ?? Number.NEGATIVE_INFINITY);

  add(row: MinedRow): void {
    this.queries += 1;
    this.wanted += row.wanted;
    for (const reason of FALSE_NEGATIVE_REASONS) this.dropped += row.dropped[reason] ?? 0;
    const { reference_score: reference, positives } = row;
    if (reference !== null) this.positives.push(reference);
    if (reference !== null && positives.some(({ score }) => score < reference)) this.raised += 1;
    for (const negative of row.negatives) {
      const reported = { query_id: row.query_id, query: row.query, ...negative };
      this.scores[negative.origin].push(negative.score);
      if (reference !== null && reference > 0 && negative.score <= EASY_SHARE * reference) this.easy += 1;
      if (negative.margin === null) continue;
      this.margins[negative.origin].push(negative.margin);
      this.hardest.offer(reported);
      if (negative.evidence === null) this.suspicious.offer(reported);
    }
  }

  build(): MiningReport {
    const all = ORIGINS.flatMap((origin) => this.scores[origin]);
    const judged = this.dropped + all.length;
    return {
      queries: this.queries,
      wanted: this.wanted,
      found: all.length,
      positives: distributionOf(this.positives),
      margin_raised: this.raised,
      negatives: distributionOf(all),
      margins: distributionOf(ORIGINS.flatMap((origin) => this.margins[origin])),
      by_origin: byOrigin((origin) => ({
        scores: distributionOf(this.scores[origin]),
        margins: distributionOf(this.margins[origin]),
      })),
      likely_false_negatives: {
        dropped: this.dropped,
        judged,
        share: judged === 0 ? null : this.dropped / judged,
        interval: wilsonInterval(this.dropped, judged),
      },
      too_easy: { count: this.easy, share: all.length === 0 ? null : this.easy / all.length },
      hardest: this.hardest.sorted(),
      suspicious: this.suspicious.sorted(),
    };
  }
}

/** The report of rows that are in memory. */
export function reportMining(rows: readonly MinedRow[]): MiningReport {
  const builder = new MiningReportBuilder();
  for (const row of rows) builder.add(row);
  return builder.build();
}

function byOrigin<T>(make: (origin: Origin) => T): Record<Origin, T> {
  return { stale: make('stale'), sibling: make('sibling'), lexical: make('lexical'), dense: make('dense') };
}

function samplesByOrigin(): Record<Origin, number[]> {
  return byOrigin(() => []);
}

function distributionOf(values: readonly number[]): Distribution {
  const sorted = Float64Array.from(values).sort();
  const count = sorted.length;
  const list = Array.from(sorted);
  const at = (q: number): number | null => (count === 0 ? null : quantile(list, q));
  const average = count === 0 ? null : mean(list);
  return {
    count,
    mean: average,
    sd: average === null ? null : deviation(list, average),
    min: at(0),
    p10: at(0.1),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    max: at(1),
  };
}

/** Of the sample (n − 1); 0 for one value. */
function deviation(values: readonly number[], average: number): number {
  if (values.length < 2) return 0;
  let squares = 0;
  for (const value of values) squares += (value - average) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** The few with the highest key; ties by query, then passage, so that the order of queries changes nothing. */
class Best {
  private kept: ReportedNegative[] = [];

  constructor(private readonly keyOf: (negative: MinedNegative) => number) {}

  offer(negative: ReportedNegative): void {
    const last = this.kept.at(-1);
    if (this.kept.length >= 4 * EXAMPLES && last && this.keyOf(negative) < this.keyOf(last)) return;
    this.kept.push(negative);
    if (this.kept.length > 8 * EXAMPLES) this.kept = this.ordered().slice(0, 4 * EXAMPLES);
  }

  sorted(): readonly ReportedNegative[] {
    return this.ordered().slice(0, EXAMPLES);
  }

  private ordered(): ReportedNegative[] {
    const id = ({ query_id, passage_id }: ReportedNegative): string => `${query_id}\u0000${passage_id}`;
    return this.kept.toSorted((a, b) => this.keyOf(b) - this.keyOf(a) || (id(a) < id(b) ? -1 : 1));
  }
}
