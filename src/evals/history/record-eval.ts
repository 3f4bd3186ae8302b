/** Keeps an eval in the store. */
import { RaftCorpusError } from '../../core/errors.js';
import type { EvalRow } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import type { StoreTable } from '../../store/table.js';
import { idIn, integer } from '../../store/versions.js';
import { type EvalSummary, type ReportData, reportDataSchema } from '../report-data.js';
import { evalName } from './eval-name.js';
import { findingsOf, later, lineOf } from './identity.js';

export interface RecordedEval {
  /** `e-000003` */
  readonly id: string;
  /** How often it was run with these findings, this time included. */
  readonly times: number;
}

/** Attempts to be the one that changes a row which others change too. */
const ATTEMPTS = 100;

/**
 * Keeps a report. The same eval of the same state that finds what it found the last time is counted on the row that is
 * there. It takes no lease: any number of evals may end at once, while a refresh is running too. Each takes a number of its
 * own, by the one change of a row that LanceDB grants to exactly one caller; two that found the same at the same moment
 * leave two rows, which `keptEvals` reads as one.
 *
 * @param report the `eval --json` document
 * @param options.createdAt ISO instant
 * @throws RaftCorpusError for what is no eval report of a store, and where the store cannot be written
 */
export async function recordEval(
  store: Store,
  report: unknown,
  { createdAt }: { readonly createdAt: string },
): Promise<RecordedEval> {
  const data = checked(report);
  const evals = await store.evals.create();
  const eval_id = findingsOf(data);
  const line = lineOf(data);
  const counted = await countAgain(evals, { eval_id, line, createdAt });
  if (counted) return counted;
  const n = await nextNumber(store);
  await evals.append([{ n, eval_id, line, ...rowOf(data, createdAt) }]);
  return { id: evalName(n), times: 1 };
}

function checked(report: unknown): ReportData {
  const parsed = reportDataSchema.safeParse(report);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new RaftCorpusError(`this is no eval report: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** Adds one to the newest row of the line when it has these findings; null where it has others, or is not there. */
async function countAgain(
  evals: StoreTable<EvalRow>,
  run: { readonly eval_id: string; readonly line: string; readonly createdAt: string },
): Promise<RecordedEval | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const where = idIn('line', [run.line]);
    const rows = await evals.rows({ where, columns: ['n', 'eval_id', 'times', 'last_at'] });
    const newest = rows.reduce<(typeof rows)[number] | null>((a, b) => (a && a.n > b.n ? a : b), null);
    if (newest?.eval_id !== run.eval_id) return null;
    const { n, times } = newest;
    const last_at = later(newest.last_at, run.createdAt);
    const changed = await evals.update(`n = ${integer(n)} AND times = ${integer(times)}`, {
      times: times + 1,
      last_at,
    });
    if (changed > 0) return { id: evalName(n), times: times + 1 };
  }
  throw busy('counting');
}

/** A number that no other eval of the store has. */
async function nextNumber(store: Store): Promise<number> {
  const numbers = await store.evalNumbers.create();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const next = Math.max(...(await numbers.rows()).map((row) => row.next));
    if ((await numbers.update(`next = ${integer(next)}`, { next: next + 1 })) > 0) return next;
  }
  throw busy('numbering');
}

function busy(what: string): RaftCorpusError {
  return new RaftCorpusError(`${what} the eval failed ${ATTEMPTS} times, because others changed the same row`, {
    fix: 'The eval itself is whole; run it again when fewer are running.',
  });
}

function rowOf(report: ReportData, createdAt: string): Omit<EvalRow, 'n' | 'eval_id' | 'line'> {
  return {
    suite: report.suite,
    suite_hash: report.suite_hash ?? null,
    corpus_tag: report.corpus_tag ?? '',
    truth_tag: report.truth_tag ?? null,
    as_of: report.as_of ?? '',
    created_at: createdAt,
    last_at: createdAt,
    times: 1,
    verdict: report.verdict ?? null,
    passed: report.passed ?? report.gates.every((gate) => gate.passed),
    summary: summaryOf(report),
    report,
  };
}

/** Means with their intervals, and what may explain a step between two evals: no slices, no values by question. */
function summaryOf({ embedder, policies, gates, retrievers }: ReportData): EvalSummary {
  const summaries = Object.entries(retrievers).map(([name, { settings, mean, interval, queries }]) => [
    name,
    { settings: settings ?? null, mean, interval, queries },
  ]);
  return {
    embedder: embedder ? { model: embedder.model, fingerprint: embedder.fingerprint } : null,
    policies,
    gates: gates.map(({ id, passed, retriever }) => ({
      id,
      passed,
      ...(retriever === undefined ? {} : { retriever }),
    })),
    retrievers: Object.fromEntries(summaries),
  };
}
