/** The evals that a store keeps. */
import type { EvalRow } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { integer } from '../../store/versions.js';
import { type EvalSummary, type ReportData, reportDataSchema } from '../report-data.js';
import { evalName } from './eval-name.js';
import { later } from './identity.js';

/** What a kept eval says, in short; {@link loadEval} gives its report. */
export interface KeptEval extends Omit<EvalRow, 'n' | 'line' | 'report' | 'summary'> {
  /** `e-000003` */
  readonly id: string;
  /** Its number, first; more where several found the same at the same moment. */
  readonly numbers: readonly number[];
  readonly summary: EvalSummary;
}

const IN_SHORT = [
  ...['n', 'eval_id', 'line', 'suite', 'suite_hash', 'corpus_tag', 'truth_tag', 'as_of'],
  ...['created_at', 'last_at', 'times', 'verdict', 'passed', 'summary'],
] as readonly (keyof EvalRow)[];

/** All of them, or those of one suite, in the order in which they were first found. */
export async function keptEvals(
  store: Store,
  { suite }: { readonly suite?: string } = {},
): Promise<readonly KeptEval[]> {
  const table = await store.evals.open();
  const rows = (await table?.rows({ columns: IN_SHORT })) ?? [];
  rows.sort((a, b) => a.n - b.n);
  const newestOfLine = new Map<string, KeptEval>();
  const kept = new Map<string, KeptEval>();
  for (const row of rows) {
    const before = newestOfLine.get(row.line);
    const entry = before?.eval_id === row.eval_id ? joined(before, row) : keptEval(row);
    newestOfLine.set(row.line, entry);
    kept.set(entry.id, entry);
  }
  return [...kept.values()].filter((entry) => suite === undefined || entry.suite === suite);
}

/** The whole report of a kept eval, values per query included. */
export async function loadEval(store: Store, { numbers }: Pick<KeptEval, 'numbers'>): Promise<ReportData> {
  const table = await store.evals.open();
  const [n = 0] = numbers;
  const [row] = (await table?.rows({ where: `n = ${integer(n)}`, columns: ['report'] })) ?? [];
  if (!row) throw new Error(`${evalName(n)} is gone from the store`);
  return reportDataSchema.parse(row.report);
}

function keptEval({ n, line: _, summary, ...row }: EvalRow): KeptEval {
  return { ...row, id: evalName(n), numbers: [n], summary: summary as EvalSummary };
}

/** Two that ended at the same moment with the same findings are one eval, run more often. */
function joined(first: KeptEval, { n, times, last_at }: EvalRow): KeptEval {
  return {
    ...first,
    numbers: [...first.numbers, n],
    times: first.times + times,
    last_at: later(first.last_at, last_at),
  };
}
