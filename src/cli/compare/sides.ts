/** What the two arguments of `compare` stand for: files, kept evals, or runs. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LoadedConfig } from '../../config/load.js';
import { RaftCorpusError } from '../../core/errors.js';
import { readReport } from '../../evals/compare/read-report.js';
import { RUN_MEASURES, runReport } from '../../evals/compare/run-report.js';
import type { NamedReport } from '../../evals/compare/side.js';
import { findEval, isEvalName } from '../../evals/history/find-eval.js';
import { loadEval } from '../../evals/history/kept-evals.js';
import { parseMeasure } from '../../evals/measures/parse-measure.js';
import { loadSuite } from '../../evals/suite/suite.js';
import type { Store } from '../../store/store.js';
import type { Run } from '../command.js';
import { policyFlags } from '../eval/policy-flags.js';
import { withStore } from '../open.js';
import type { CompareFlags } from './flags.js';

/** Both sides with what their user should know of how they were read. */
export interface ReadSides {
  readonly sides: readonly [NamedReport, NamedReport];
  readonly notes: readonly string[];
}

/** @throws RaftCorpusError for what cannot be read, is not there, or is no eval */
export async function readSides(run: Run<CompareFlags>, names: readonly [string, string]): Promise<ReadSides> {
  const { options, io } = run;
  if (options.qrels !== undefined) return readRuns(run, names, options.qrels);
  if (options.policy !== undefined) {
    throw new RaftCorpusError('--policy is for runs, with --qrels', { fix: 'Reports say how they were counted.' });
  }
  const specs = names.map((name) => splitName(name, io.cwd));
  if (!specs.some(({ name }) => isEvalName(name))) {
    const [a, b] = await Promise.all(specs.map((spec) => fromFile(spec, io.cwd)));
    return { sides: [a as NamedReport, b as NamedReport], notes: [] };
  }
  const config = await run.config();
  const suite = options.suite ?? (await configuredSuite(config));
  return withStore(config, async (store) => {
    const [a, b] = await Promise.all(
      specs.map((spec) => (isEvalName(spec.name) ? fromStore(spec, store, suite) : fromFile(spec, io.cwd))),
    );
    return { sides: [a as NamedReport, b as NamedReport], notes: [] };
  });
}

interface Spec {
  readonly name: string;
  readonly retriever?: string;
}

/** `report.json#hybrid`; a file whose name has a # is taken whole. */
function splitName(text: string, cwd: string): Spec {
  const at = text.lastIndexOf('#');
  if (at <= 0 || existsSync(resolve(cwd, text))) return { name: text };
  const retriever = text.slice(at + 1);
  if (retriever === '') {
    throw new RaftCorpusError(`${JSON.stringify(text)} names no retriever after #`, {
      fix: 'Write report.json#hybrid.',
    });
  }
  return { name: text.slice(0, at), retriever };
}

async function fromFile({ name, ...retriever }: Spec, cwd: string): Promise<NamedReport> {
  return { name, report: await readReport(resolve(cwd, name), name), ...retriever };
}

async function fromStore({ name, ...retriever }: Spec, store: Store, suite: string | undefined): Promise<NamedReport> {
  const kept = await findEval(store, name, suite === undefined ? {} : { suite });
  return { name: kept.id, report: await loadEval(store, kept), ...retriever };
}

/** The name that the config's first suite gives itself; a suite that cannot be read decides nothing here. */
async function configuredSuite(config: LoadedConfig): Promise<string | undefined> {
  const [path] = config.suites;
  if (path === undefined) return undefined;
  return loadSuite(resolve(config.root, path)).then(
    ({ suite }) => suite,
    () => undefined,
  );
}

async function readRuns(
  run: Run<CompareFlags>,
  names: readonly [string, string],
  qrelsName: string,
): Promise<ReadSides> {
  const { options, io, progress } = run;
  const { readQrels } = await import('../../dataset/trec/read-qrels.js');
  const policies = policyFlags(options.policy);
  const measures = (options.measure ?? RUN_MEASURES).map((name) => parseMeasure(name, policies));
  const qrels = await readQrels(resolve(io.cwd, qrelsName), { name: qrelsName });
  const read = async (name: string) => {
    const common = { qrels, qrelsName, measures, policies, scratch: io.scratch, progress };
    const { report, notes } = await runReport({ ...common, run: resolve(io.cwd, name), name });
    return { side: { name, report }, notes };
  };
  const a = await read(names[0]);
  const b = await read(names[1]);
  return { sides: [a.side, b.side], notes: [...a.notes, ...b.notes] };
}
