/** What `eval` does with a suite: searches one state, judges by another, keeps what it found and says what it means. */
import { resolve } from 'node:path';
import { writeFileAtomic } from '../../core/files.js';
import { registerArtifact } from '../../corpus/downstream.js';
import { parseGate } from '../../evals/collection/parse-gate.js';
import { evaluateSuite } from '../../evals/evaluate.js';
import type { GateSpec } from '../../evals/gates.js';
import { parseMeasure } from '../../evals/measures/parse-measure.js';
import { type EvalSuite, loadSuite } from '../../evals/suite/suite.js';
import { suiteItems } from '../../evals/suite/suite-queries.js';
import { suiteRetrievers } from '../../evals/suite/suite-retrievers.js';
import { type EvalReport, evalReport } from '../../evals/suite-report.js';
import type { Outcome, Run } from '../command.js';
import { labelNames, type OpenCorpus, registeredPath, withCorpus } from '../corpus.js';
import { suitePath } from '../mining/queries.js';
import { wholeNumber } from '../options.js';
import { renderEval } from '../render/eval.js';
import { checkRetrievers, needsVectors, withRetrievers } from '../retrievers.js';
import { suiteHardness } from './hardness.js';
import { type HardnessOptions, reviewSizes } from './hardness-flags.js';
import { checkReviewFile, refuseReview } from './judge-negatives.js';
import { keepEval } from './keep.js';
import { negativesChoice, negativesNeedVectors } from './negatives-choice.js';
import { checkCommand, nextStep } from './next.js';
import { policyFlags } from './policy-flags.js';
import { runWriter, writeEvalQrels } from './runs.js';
import { warnOfSources } from './suite-sources.js';
import { datedByTruth, openTruth, type Truth, type TruthOptions } from './truth.js';

/** The options of `eval` that suites take. */
export interface EvalSuiteOptions extends TruthOptions, HardnessOptions {
  readonly retriever?: string[];
  readonly measure?: string[];
  readonly policy?: string[];
  readonly depth?: string;
  readonly runs?: string;
  readonly gate?: string[];
  readonly out?: string;
}

/** A suite and how it is evaluated, all read and checked before the store is opened. */
interface Plan {
  readonly suite: EvalSuite;
  /** As the user finds it. */
  readonly path: string;
  readonly names: readonly string[];
  /** What named the retrievers, for messages. */
  readonly namedBy: string;
  /** Those of the suite that are about these retrievers, and those of the command line. */
  readonly gates: readonly GateSpec[];
}

export async function evalSuite(asked: Run<EvalSuiteOptions>, suiteFile: string | undefined): Promise<Outcome> {
  const { options, io } = asked;
  const plan = await planOf(asked, suiteFile);
  const run = await datedByTruth(asked);
  return withCorpus(
    run,
    async (corpus) => {
      const truth = await openTruth(run, corpus.store, corpus.index);
      const report = await evaluated(run, { plan, corpus, truth });
      await register({ plan, corpus, truth, run });
      if (options.out !== undefined) {
        await writeFileAtomic(resolve(io.cwd, options.out), `${JSON.stringify(report, null, 2)}\n`);
      }
      const trend = await keepEval(run, corpus.store, report);
      return {
        json: { ...report },
        text: renderEval(report, { trend, check: checkCommand(options, plan.path, report), runs: options.runs }),
        next: nextStep(report, {
          check: checkCommand(options, plan.path, report),
          isFirst: (trend?.points.length ?? 0) < 2,
        }),
        failed: !report.passed,
      };
    },
    { vectors: needsVectors(plan.names) || negativesNeedVectors(run.options, plan.suite) },
  );
}

async function planOf(
  { options, io, config: load, progress }: Run<EvalSuiteOptions>,
  suiteFile: string | undefined,
): Promise<Plan> {
  const config = await load();
  checkRetrievers(options.retriever ?? [], '--retriever', config);
  for (const name of options.measure ?? []) parseMeasure(name);
  const path = suitePath({ config, cwd: io.cwd, ...(suiteFile === undefined ? {} : { suite: suiteFile }) });
  const suite = await loadSuite(resolve(io.cwd, path));
  warnOfSources(suite, config, progress);
  policyFlags(options.policy, suite.policies);
  if (negativesChoice(options, suite).kind === 'none') refuseReview(options);
  reviewSizes(options);
  await checkReviewFile({ options, io });
  if (options.depth !== undefined) wholeNumber('--depth', options.depth);
  const reranking = config.reranker !== undefined;
  const names = options.retriever ?? suiteRetrievers(suite, { retriever: config.search.retriever, reranking });
  checkRetrievers(names, `retriever of ${path}:`, config);
  const own = suite.gates.filter((gate) => names.includes(gate.retriever));
  const gates = [...own, ...(options.gate ?? []).flatMap((gate) => parseGate(gate, names))];
  return { suite, path, names: [...new Set(names)], namedBy: options.retriever ? '--retriever' : path, gates };
}

interface Opened {
  readonly plan: Plan;
  readonly corpus: OpenCorpus;
  readonly truth: Truth;
}

async function evaluated(run: Run<EvalSuiteOptions>, { plan, corpus, truth }: Opened): Promise<EvalReport> {
  const { options, io, progress } = run;
  const { suite, names, namedBy, gates } = plan;
  const folder = options.runs === undefined ? undefined : resolve(io.cwd, options.runs);
  const { evaluation, queries } = await withRetrievers(run, { ...corpus, names }, (open) =>
    evaluateSuite({
      suite,
      view: corpus.index.view,
      truth: truth.index.view,
      retrievers: names.map((name) => open(name, namedBy)),
      seed: options.seed ?? '0',
      labels: labelNames(corpus.config),
      policies: policyFlags(options.policy, suite.policies),
      gates,
      ...(options.measure ? { measures: options.measure } : {}),
      ...(options.depth === undefined ? {} : { depth: wholeNumber('--depth', options.depth) }),
      ...(folder === undefined ? {} : { onRun: runWriter(folder) }),
      progress,
    }),
  );
  if (folder !== undefined) await writeEvalQrels(folder, queries);
  const hardness = await suiteHardness(run, { suite, path: plan.path, corpus, truth: truth.index });
  return evalReport(evaluation, hardness, suite);
}

/** What the questions rest on, for the next refresh to check; a replayed state rests on what has long been replaced. */
async function register({
  plan: { suite, path },
  corpus: { config, store },
  truth,
  run: { io },
}: Opened & { readonly run: Run<EvalSuiteOptions> }): Promise<void> {
  if (!truth.isNewest) return;
  await registerArtifact(store, {
    kind: 'suite',
    name: suite.suite,
    path: registeredPath(config, { cwd: io.cwd, path }),
    tag: truth.index.view.tag,
    createdAt: io.clock.now().toISOString(),
    items: suiteItems(suite, truth.index, labelNames(config)),
  });
}
