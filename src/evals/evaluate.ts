/** Runs a suite against the corpus: per query first, aggregation apart, then the gates. */

import { type Progress, SILENT } from '../core/progress.js';
import type { CorpusView } from '../corpus/view.js';
import { indexView } from '../verify/view-index.js';
import { type EvalQuery, evaluateQueries, type RetrieverSummary } from './evaluate-queries.js';
import { checkGates, type GateResult } from './gates.js';
import type { Measure } from './measures/measure.js';
import { DEFAULT_MEASURES, parseMeasure } from './measures/parse-measure.js';
import { policiesSchema } from './policies.js';
import type { Retriever } from './retrieve/retriever.js';
import { type ResolvedGold, resolveGold, type StaleGold } from './suite/gold.js';
import type { EvalSuite, SuiteQuestion } from './suite/suite.js';

export interface EvaluateOptions {
  readonly suite: EvalSuite;
  readonly view: CorpusView;
  readonly retrievers: readonly Retriever[];
  /** Seeds the bootstrap. */
  readonly seed: number | string;
  /** Canonical names; those that gates name are added. Default {@link DEFAULT_MEASURES}. */
  readonly measures?: readonly string[];
  /** Passages retrieved per question; default the largest cut-off of the measures. */
  readonly depth?: number;
  /** Names under which records show a field, see `resolveGold`. */
  readonly labels?: (source: string, field: string) => readonly string[];
  readonly progress?: Progress;
}

/** The `eval --json` document. */
export interface EvalReport {
  readonly schema: 1;
  readonly suite: string;
  readonly corpus_tag: string;
  readonly as_of: string;
  readonly embedder: { readonly model: string; readonly fingerprint: string };
  /** How everything that could be counted differently is counted here. */
  readonly policies: Readonly<Record<string, string>>;
  readonly questions: {
    readonly total: number;
    /** With gold that holds. */
    readonly scored: number;
    readonly stale_gold: number;
    readonly unanswerable: number;
  };
  readonly retrievers: Readonly<Record<string, RetrieverSummary>>;
  /** What was asked, by id: two reports are compared by question and by slice (`lang=ja` …). */
  readonly asked: Readonly<Record<string, { readonly text: string; readonly slices: readonly string[] }>>;
  /** Questions whose gold no longer holds: reported, never scored. */
  readonly stale_gold: readonly StaleGold[];
  readonly gates: readonly GateResult[];
  readonly verdict: 'passed' | 'failed';
}

const POLICIES = {
  ties: 'score descending, then passage_id descending by bytes (trec_eval)',
  gains: 'linear',
  unjudged: 'not relevant',
  missing_queries: 'count as 0 (trec_eval -c)',
  no_relevant: 'unanswerable questions have values for stale-hit only',
  stale_gold: 'not scored by any measure',
};

/**
 * Evaluates every retriever on every question of the suite whose gold holds in `view`.
 *
 * @throws RaftCorpusError on an unknown measure or two retrievers of one name
 */
export async function evaluateSuite(options: EvaluateOptions): Promise<EvalReport> {
  const { suite, view, progress = SILENT } = options;
  const measures = measuresOf(options);
  const index = indexView(view);
  const gold = suite.questions.map((question) => resolveGold(question, index, options.labels));
  const queries = suite.questions.flatMap((question, i): EvalQuery[] => {
    const { grades, stale } = gold[i] as ResolvedGold;
    const slices = [`lang=${question.lang}`, `type=${question.type}`];
    return stale.length > 0 ? [] : [{ id: question.id, text: question.question, slices, grades }];
  });
  const retrievers = await evaluateQueries({
    queries,
    retrievers: options.retrievers,
    measures,
    policies: policiesSchema.parse({ noRelevant: 'drop' }),
    seed: options.seed,
    ...(options.depth === undefined ? {} : { depth: options.depth }),
    isStale: (id) => index.passage(id)?.verdict !== null,
    progress,
  });
  const gates = checkGates(suite.gates, retrievers);
  return {
    schema: 1,
    suite: suite.suite,
    corpus_tag: view.tag,
    as_of: view.as_of,
    embedder: { model: view.embedder.model, fingerprint: view.embedder.fingerprint },
    policies: POLICIES,
    questions: countQuestions(suite.questions, gold),
    retrievers,
    asked: Object.fromEntries(queries.map(({ id, text, slices }) => [id, { text, slices }])),
    stale_gold: gold.flatMap((resolved) => resolved.stale),
    gates,
    verdict: gates.every((gate) => gate.passed) ? 'passed' : 'failed',
  };
}

function measuresOf(options: EvaluateOptions): readonly Measure[] {
  const names = new Set([
    ...(options.measures ?? DEFAULT_MEASURES),
    ...options.suite.gates.map((gate) => gate.measure),
  ]);
  return [...names].map(parseMeasure);
}

function countQuestions(questions: readonly SuiteQuestion[], gold: readonly ResolvedGold[]): EvalReport['questions'] {
  const unanswerable = questions.filter((question) => question.type === 'unanswerable').length;
  const stale = gold.filter((resolved) => resolved.stale.length > 0).length;
  return { total: questions.length, scored: questions.length - unanswerable - stale, stale_gold: stale, unanswerable };
}
