/** What the check of a dataset comes to. */
import { isRotten, ROT_VERDICTS, type RotVerdict } from '../../verify/claims/finding.js';
import type { CheckedRow } from './check-dataset.js';

/** A row as reports list it; the shape of `check --json`. */
export interface ReportedRow extends Pick<CheckedRow, 'where' | 'verdict' | 'findings'> {
  readonly id: string | null;
  readonly question: string | null;
}

/** Counts of a checked dataset. */
export interface CheckCounts {
  readonly rows: number;
  /** Rows by verdict, all of them named. */
  readonly verdicts: Readonly<Record<RotVerdict, number>>;
  /** Rows that must not be trained on, and their share. */
  readonly rotten: number;
  readonly rotten_share: number;
  /** Rows whose oracle is a stale passage now, as a refresh counts them. */
  readonly rest_on_stale: number;
  /** Refusals whose question can be answered from elsewhere in the corpus now. */
  readonly answerable_now: number;
}

/** Counts rows as they pass. */
export class CheckTally {
  /** Rows so far. */
  rows = 0;
  private stale = 0;
  private answerable = 0;
  private readonly verdicts = Object.fromEntries(ROT_VERDICTS.map((verdict) => [verdict, 0])) as Record<
    RotVerdict,
    number
  >;

  add({ verdict, findings, rests_on_stale }: CheckedRow): void {
    this.rows += 1;
    this.verdicts[verdict] += 1;
    if (rests_on_stale) this.stale += 1;
    if (findings.some(({ kind }) => kind === 'answerable_now')) this.answerable += 1;
  }

  result(): CheckCounts {
    const rotten = ROT_VERDICTS.filter(isRotten).reduce((sum, verdict) => sum + this.verdicts[verdict], 0);
    return {
      rows: this.rows,
      verdicts: { ...this.verdicts },
      rotten,
      rotten_share: this.rows === 0 ? 0 : rotten / this.rows,
      rest_on_stale: this.stale,
      answerable_now: this.answerable,
    };
  }
}

/** What a report says of one row. */
export function reported({ where, verdict, findings, row }: CheckedRow): ReportedRow {
  return { where, id: row?.id ?? null, question: row?.question ?? null, verdict, findings };
}
