/** Runs a suite against the corpus: gold as it stands now, values per question, means and slices, then the gates. */
import { RaftCorpusError } from '../core/errors.js';
import type { Progress } from '../core/progress.js';
import type { CorpusView } from '../corpus/view.js';
import { indexView, type ViewIndex } from '../verify/view-index.js';
import { depthOf, type EvalQuery, type EvaluateQueriesOptions, evaluateQueries } from './evaluate-queries.js';
import { checkGates, type GateSpec } from './gates.js';
import type { Measure } from './measures/measure.js';
import { DEFAULT_MEASURES, parseMeasure } from './measures/parse-measure.js';
import { type Policies, statePolicies } from './policies.js';
import type { Retriever } from './retrieve/retriever.js';
import { createSlices } from './slices/suite-slices.js';
import { createGoldResolver, type FieldLabels, type ResolvedGold } from './suite/gold.js';
import type { EvalSuite, SuiteQuestion } from './suite/schema.js';
import { suiteHash } from './suite/suite.js';
import type { SuiteEvaluation } from './suite-report.js';
import { openPredecessors } from './versions/predecessors.js';
import { createVersionPairs } from './versions/version-pairs.js';

export interface EvaluateOptions {
  readonly suite: EvalSuite;
  /** What the retrievers search. */
  readonly view: CorpusView;
  /** The state that says what is current and where gold stands, with documents; default `view`. */
  readonly truth?: CorpusView;
  readonly retrievers: readonly Retriever[];
  /** Seeds the bootstrap. */
  readonly seed: number | string;
  /** Default: those of the suite. Gates of the suite that are not among them are named in the report. */
  readonly gates?: readonly GateSpec[];
  /** Canonical names; those that gates name are added. Default {@link SUITE_MEASURES}. */
  readonly measures?: readonly string[];
  /** Default: those of the suite. */
  readonly policies?: Policies;
  /** Passages retrieved per question; default as deep as the measures look. */
  readonly depth?: number;
  /** Names under which records show a field, see `createGoldResolver`. */
  readonly labels?: FieldLabels;
  /** Gets each retriever's hits as soon as they are there. */
  readonly onRun?: EvaluateQueriesOptions['onRun'];
  readonly progress?: Progress;
}

/** What a suite reports when nobody names measures. */
export const SUITE_MEASURES: readonly string[] = [...DEFAULT_MEASURES, 'current-above-stale'];

/** An evaluation, and the questions as they were asked: what run files and pools are made from. */
export interface EvaluatedSuite {
  readonly evaluation: SuiteEvaluation;
  readonly queries: readonly EvalQuery[];
}

/**
 * Evaluates every retriever on every question whose gold holds in `truth`. Stale is what `truth` does not call current:
 * a passage that it has forgotten is stale, and gold that `view` does not have yet is not found.
 *
 * @throws RaftCorpusError on an unknown measure
 */
export async function evaluateSuite(options: EvaluateOptions): Promise<EvaluatedSuite> {
  const { suite, view } = options;
  const gates = options.gates ?? suite.gates;
  const policies = options.policies ?? suite.policies;
  const measures = measuresOf(options, policies);
  const searched = indexView(view);
  const truth = options.truth === undefined || options.truth === view ? searched : indexView(options.truth);
  const labels = options.labels ?? ((_: string, field: string) => [field]);
  const resolve = createGoldResolver(truth, labels);
  const gold = suite.questions.map((question) => resolve(question));
  refuseWithoutGold(suite, gold, truth);
  const queries = toQueries({ suite, gold, truth, searched, labels });
  const depth = options.depth ?? depthOf(measures);
  const { retrievers, seed, onRun, progress } = options;
  const summaries = await evaluateQueries({
    ...{ queries, retrievers, measures, policies, seed, depth },
    isStale: (id) => truth.passage(id)?.verdict !== null,
    ...(onRun ? { onRun } : {}),
    ...(progress ? { progress } : {}),
  });
  const evaluation: SuiteEvaluation = {
    schema: 1,
    suite: suite.suite,
    suite_hash: suiteHash(suite),
    corpus_tag: view.tag,
    truth_tag: truth.view.tag,
    as_of: truth.view.as_of,
    embedder: { model: view.embedder.model, fingerprint: view.embedder.fingerprint },
    policies: statePolicies(policies),
    depth,
    questions: countQuestions(suite.questions, { gold, queries, searched }),
    retrievers: summaries,
    asked: Object.fromEntries(queries.map(({ id, text, slices }) => [id, { text, slices }])),
    stale_gold: gold.flatMap((resolved) => resolved.stale),
    gates: checkGates(gates, summaries),
    gates_left_out: suite.gates.map(({ id }) => id).filter((id) => !gates.some((gate) => gate.id === id)),
  };
  return { evaluation, queries };
}

/** Means over unanswerable questions alone would look like an eval. */
function refuseWithoutGold({ questions, suite }: EvalSuite, gold: readonly ResolvedGold[], { view }: ViewIndex): void {
  const stale = gold.flatMap((resolved) => resolved.stale);
  const [first] = stale;
  if (first === undefined || gold.some(({ grades, stale: own }) => own.length === 0 && grades.size > 0)) return;
  throw new RaftCorpusError(`no question of ${suite} has gold that holds in ${view.tag}`, {
    where: `${questions.length} questions, e.g. ${first.question_id}: ${first.source}/${first.doc}, ${first.reason}`,
    fix: 'See that the suite is about this corpus and this date: raft-corpus check SUITE tells each question.',
  });
}

interface Resolved {
  readonly suite: EvalSuite;
  readonly gold: readonly ResolvedGold[];
  readonly truth: ViewIndex;
  readonly searched: ViewIndex;
  readonly labels: FieldLabels;
}

function toQueries({ suite, gold, truth, searched, labels }: Resolved): readonly EvalQuery[] {
  const predecessors = openPredecessors(truth, searched);
  const slicesOf = createSlices({ keys: suite.slices, truth: truth.view, predecessors });
  const versionsOf = createVersionPairs({ truth, searched, labels, predecessors });
  return suite.questions.flatMap((question, i): EvalQuery[] => {
    const { grades, places, stale } = gold[i] as ResolvedGold;
    if (stale.length > 0) return [];
    const slices = slicesOf(question, places);
    return [{ id: question.id, text: question.question, slices, grades, versions: versionsOf(places) }];
  });
}

function measuresOf(options: EvaluateOptions, { gains }: Policies): readonly Measure[] {
  const names = [
    ...(options.measures ?? SUITE_MEASURES),
    ...(options.gates ?? options.suite.gates).map(({ measure }) => measure),
  ];
  return [...new Map(names.map((name) => parseMeasure(name, { gains })).map((one) => [one.name, one])).values()];
}

interface Counted {
  readonly gold: readonly ResolvedGold[];
  readonly queries: readonly EvalQuery[];
  readonly searched: ViewIndex;
}

function countQuestions(
  questions: readonly SuiteQuestion[],
  { gold, queries, searched }: Counted,
): SuiteEvaluation['questions'] {
  const unanswerable = questions.filter((question) => question.type === 'unanswerable').length;
  const stale = gold.filter((resolved) => resolved.stale.length > 0).length;
  const isAbsent = (id: string): boolean => searched.passage(id) === undefined;
  return {
    total: questions.length,
    scored: questions.length - unanswerable - stale,
    stale_gold: stale,
    unanswerable,
    gold_not_in_index: queries.filter(({ grades }) => [...grades.keys()].some(isAbsent)).length,
    with_versions: queries.filter(({ versions = [] }) => versions.length > 0).length,
  };
}
