/** The cross-encoder's part in mining one query. Scores that are missing are asked for, and the query is mined again. */
import { type StageCounts, tally } from '../core/stage.js';
import type { Candidate } from './candidate.js';
import { drop, filterScore } from './filters.js';
import type { RerankOptions } from './options.js';
import { type QueryContext, weakestOf } from './query-context.js';

export class RerankJudge {
  readonly isRescoring: boolean;
  private readonly asked = new Set<number>();

  constructor(
    private readonly options: RerankOptions,
    private readonly context: QueryContext,
    private readonly scores: ReadonlyMap<number, number>,
  ) {
    this.isRescoring = options.mode === 'rescore';
    for (const positive of context.positiveRows) this.ask(positive);
  }

  scoreOf(row: number): number | null {
    return this.scores.get(row) ?? null;
  }

  /** The score of the positive that margins count from; null without positives, or while one is not scored. */
  get weakest(): number | null {
    const known = new Map<number, number>();
    for (const row of this.context.positiveRows) {
      const score = this.scores.get(row);
      if (score === undefined) return null;
      known.set(row, score);
    }
    return weakestOf(known, this.context.marginRows);
  }

  /** `ceiling`: whether the candidate stays under the bounds; taken on trust while it is not scored. */
  accept({ row, evidence }: Candidate, counts: StageCounts): boolean {
    // What is known to state something else is a better judge than a model that reads one token's difference.
    if (this.isRescoring || evidence !== null) return true;
    const score = this.scores.get(row);
    if (score === undefined) return this.ask(row);
    const { maxScore } = this.options;
    const relativeMargin = this.options.relativeMargin ?? (maxScore === undefined ? 0 : undefined);
    if (filterScore(score, this.weakest, { maxScore, relativeMargin }).keep) return true;
    return tally(counts, drop('above_reranker_score'));
  }

  /** `rescore`: candidates with the cross-encoder's scores; null, and asked for, while any is missing. */
  rescore(candidates: readonly Candidate[]): readonly Candidate[] | null {
    for (const { row } of candidates) this.ask(row);
    if (this.missing([]).length > 0) return null;
    return candidates.map((candidate) => ({ ...candidate, orderScore: this.scores.get(candidate.row) as number }));
  }

  /** Rows that must be scored before the outcome holds. */
  missing(chosen: readonly Candidate[]): readonly number[] {
    for (const { row } of chosen) this.ask(row);
    return [...this.asked].filter((row) => !this.scores.has(row));
  }

  private ask(row: number): true {
    this.asked.add(row);
    return true;
  }
}
