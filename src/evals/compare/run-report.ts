/** TREC runs as sides of a comparison: scored against one set of judgements, they are reports with one retriever each. */
import type { Progress } from '../../core/progress.js';
import type { Qrels } from '../../dataset/trec/read-qrels.js';
import type { Measure } from '../measures/measure.js';
import type { Policies } from '../policies.js';
import type { ReportData } from '../report-data.js';
import { scoreRun } from '../score/score-run.js';

/** What is compared of runs where nobody says. */
export const RUN_MEASURES = ['nDCG@10', 'AP', 'RR@10', 'P@10', 'R@10', 'R@100'] as const;
/** What a run's only retriever is called. */
const RUN_RETRIEVER = 'run';

export interface RunReportOptions {
  readonly qrels: Qrels;
  /** How messages call the judgements. */
  readonly qrelsName: string;
  /** Path of the run. */
  readonly run: string;
  /** How messages call the run. */
  readonly name: string;
  readonly measures: readonly Measure[];
  readonly policies: Policies;
  /** A folder for scratch files. */
  readonly scratch: string;
  readonly progress?: Progress;
}

/** A scored run, and what its user should know of it. */
export interface RunReport {
  readonly report: ReportData;
  readonly notes: readonly string[];
}

/** @throws RaftCorpusError for what is wrong with the run, with its line, as `score` does */
export async function runReport(options: RunReportOptions): Promise<RunReport> {
  const { mean, per_query, policies, counts } = await scoreRun(options);
  const known = Object.entries(mean).flatMap(([name, value]): [string, number][] =>
    value === null ? [] : [[name, value]],
  );
  const { missing, ignored } = counts.queries;
  const counted = options.policies.missing === 'zero' ? 'counted as 0' : 'left out';
  return {
    report: {
      schema: 1,
      suite: options.qrelsName,
      policies: { ...policies },
      retrievers: {
        [RUN_RETRIEVER]: {
          mean: Object.fromEntries(known),
          interval: {},
          queries: {},
          per_query: Object.fromEntries(Object.entries(per_query).map(([query, values]) => [query, { ...values }])),
        },
      },
      asked: {},
      stale_gold: [],
      gates: [],
    },
    notes: [
      ...(missing > 0 ? [`${options.name} lacks ${missing} judged questions: ${counted}`] : []),
      ...(ignored > 0 ? [`${options.name} has ${ignored} questions that nobody judged: left out`] : []),
    ],
  };
}
