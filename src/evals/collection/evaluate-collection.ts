/** Evaluates questions that no suite describes: of a BEIR folder, or of a file, asked of the store's corpus. */
import { sha256Of } from '../../core/hash.js';
import type { Progress } from '../../core/progress.js';
import type { EmbedderName } from '../../corpus/embedder-check.js';
import { depthOf, type EvalQuery, type EvaluateQueriesOptions, evaluateQueries } from '../evaluate-queries.js';
import type { Evaluation } from '../evaluation.js';
import { checkGates } from '../gates.js';
import type { JudgedNegatives } from '../hardness/pools/assess.js';
import { type Judgement, withJudgement } from '../judged-report.js';
import { parseMeasure } from '../measures/parse-measure.js';
import { type Policies, statePolicies } from '../policies.js';
import type { Retriever } from '../retrieve/retriever.js';
import type { Gate } from '../suite/suite.js';
import type { StaleJudgement } from './judged-passages.js';
import { questionSlices, type SlicedQuestion } from './question-slices.js';
import type { UnknownCounts } from './unknown.js';

/** A question with what is known of its documents. */
export interface CollectionQuestion extends SlicedQuestion {
  readonly id: string;
  /** Grade by document; ≥ 1 is relevant. */
  readonly grades: ReadonlyMap<string, number>;
  /** Documents known not to answer. */
  readonly distractors: readonly string[];
}

/** What was evaluated, for the report. */
export interface CollectionFacts {
  /** Files, or the store's corpus asked a file of questions. */
  readonly kind: 'files' | 'queries';
  readonly path: string;
  /** Which judgements: the split, or a file; null: those of the questions, or none. */
  readonly qrels: string | null;
  readonly documents: number;
  /** Questions of the file that have no judgements and were not asked. */
  readonly unjudged_questions: number;
  /** Judged questions that are not there, and were left out. */
  readonly unknown_questions: number;
  readonly unknown: UnknownCounts;
}

export interface EvaluateCollectionOptions {
  readonly name: string;
  readonly facts: CollectionFacts;
  readonly questions: readonly CollectionQuestion[];
  /** Questions whose relevant passage no longer holds: reported, not asked. */
  readonly stale?: readonly StaleJudgement[];
  readonly retrievers: readonly Retriever[];
  /** Canonical names; those that gates name are added. Default {@link COLLECTION_MEASURES}. */
  readonly measures?: readonly string[] | undefined;
  readonly gates: readonly Gate[];
  readonly policies: Policies;
  /** Null where only words were compared, or vectors came from a file. */
  readonly embedder: EmbedderName | null;
  /** The state of the store that was searched, and the one that says what is current; absent for files. */
  readonly searched?: { readonly corpus_tag: string; readonly truth_tag: string; readonly as_of: string };
  readonly isStale?: EvaluateQueriesOptions['isStale'];
  /** What says a question's facts now, beside what said them before. */
  readonly versionsOf?: (question: CollectionQuestion) => EvalQuery['versions'];
  readonly onRun?: EvaluateQueriesOptions['onRun'];
  /** How hard its negatives are, asked once retrieval is measured; absent: nobody wants to know. */
  readonly negatives?: () => Promise<JudgedNegatives | null>;
  readonly seed: number | string;
  /** Documents asked for per question; default as deep as the measures look. */
  readonly depth?: number | undefined;
  readonly progress?: Progress;
}

/** What is measured where nobody says: what BEIR's papers report, how much of it is judged, and what needs versions. */
export const COLLECTION_MEASURES = [
  ...['nDCG@10', 'AP', 'RR@10', 'R@1', 'R@10', 'R@100', 'Hit@1', 'judged@10'],
  ...['stale-hit@1', 'stale-hit@5', 'current-above-stale'],
] as const;

/** The `eval --json` document of a collection: the keys of a suite's, and `collection`. */
export interface CollectionReport extends Evaluation, Judgement {
  readonly corpus_tag: string | null;
  readonly truth_tag: string | null;
  readonly as_of: string | null;
  readonly embedder: EmbedderName | null;
  readonly collection: CollectionFacts;
  readonly stale_gold: readonly StaleJudgement[];
}

/** @throws RaftCorpusError for an unknown measure */
export async function evaluateCollection(options: EvaluateCollectionOptions): Promise<CollectionReport> {
  const { questions, policies, gates, stale = [] } = options;
  const names = new Set([...(options.measures ?? COLLECTION_MEASURES), ...gates.map(({ measure }) => measure)]);
  const measures = [...names].map((name) => parseMeasure(name, policies));
  const queries = questions.map((question) => toQuery(question, options));
  const { retrievers, seed, isStale, onRun, progress } = options;
  const depth = options.depth ?? depthOf(measures);
  const summaries = await evaluateQueries({
    ...{ queries, retrievers, measures, policies, seed, depth },
    ...(isStale ? { isStale } : {}),
    ...(onRun ? { onRun } : {}),
    ...(progress ? { progress } : {}),
  });
  const checked = checkGates(gates, summaries);
  const staleQuestions = new Set(stale.map(({ question_id }) => question_id)).size;
  const scored = queries.filter(({ grades }) => [...grades.values()].some((grade) => grade >= 1)).length;
  const evaluation: Omit<CollectionReport, keyof Judgement> = {
    schema: 1,
    suite: options.name,
    suite_hash: hashOf(questions),
    ...(options.searched ?? { corpus_tag: null, truth_tag: null, as_of: null }),
    embedder: options.embedder,
    policies: statePolicies(policies),
    collection: options.facts,
    depth,
    questions: {
      total: queries.length + staleQuestions,
      scored,
      stale_gold: staleQuestions,
      unanswerable: queries.length - scored,
    },
    retrievers: summaries,
    asked: Object.fromEntries(queries.map(({ id, text, slices }) => [id, { text, slices }])),
    stale_gold: stale,
    gates: checked,
  };
  return withJudgement(evaluation, (await options.negatives?.()) ?? null);
}

function toQuery(question: CollectionQuestion, { versionsOf }: EvaluateCollectionOptions): EvalQuery {
  const { id, text, grades, distractors } = question;
  const versions = versionsOf?.(question);
  return {
    id,
    text,
    slices: questionSlices(question),
    grades,
    ...(versions ? { versions } : {}),
    ...(distractors.length > 0 ? { distractors: new Set(distractors) } : {}),
  };
}

function hashOf(questions: readonly CollectionQuestion[]): string {
  const lines = questions.map(({ id, text, grades }) => JSON.stringify([id, text, [...grades].sort()]));
  return sha256Of(lines.sort());
}
