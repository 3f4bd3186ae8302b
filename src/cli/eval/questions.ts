/** `raft-corpus eval --queries`: questions of a file, asked of the store's corpus; with judgements, or for runs alone. */
import { basename, resolve } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { readJudged, refuseUnknown } from '../../dataset/beir/read-judged.js';
import { readQuestions } from '../../dataset/beir/read-questions.js';
import {
  COLLECTION_MEASURES,
  type CollectionQuestion,
  type CollectionReport,
  evaluateCollection,
} from '../../evals/collection/evaluate-collection.js';
import { judgedNow, type StaleJudgement } from '../../evals/collection/judged-passages.js';
import { describeUnknown, settleUnknown, type UnknownCounts } from '../../evals/collection/unknown.js';
import { parseMeasure } from '../../evals/measures/parse-measure.js';
import { createPassagePairs } from '../../evals/versions/version-pairs.js';
import { corpusOfView } from '../../negatives/corpus.js';
import type { ViewIndex } from '../../verify/view-index.js';
import type { Run } from '../command.js';
import { labelNames, type OpenCorpus, withCorpus } from '../corpus.js';
import { checkRetrievers, needsVectors, withRetrievers } from '../retrievers.js';
import { collectionHardness, type NegativesPlan, planNegatives, refuseNegatives } from './collection-negatives.js';
import type { EvalCollectionOptions } from './flags.js';
import { withVectors } from './hardness.js';
import { keepEval } from './keep.js';
import { type EvalSettings, evalSettings, runFiles } from './settings.js';
import { datedByTruth, openTruth } from './truth.js';

type QuestionsOptions = EvalCollectionOptions & { readonly queries: string };

/** @throws RaftCorpusError for what is wrong with options or files, before the store is opened */
export async function evalQuestions(undated: Run<QuestionsOptions>): Promise<CollectionReport> {
  const run = await datedByTruth(undated);
  const { options } = run;
  const config = await run.config();
  const { retriever } = config.search;
  const names = [...new Set(options.retriever ?? [retriever, `${retriever}-current`])];
  checkRetrievers(names, '--retriever', config);
  const settings = evalSettings(options, names, { noRelevant: 'drop' });
  const asked = await readAsked(run, settings);
  if (!asked.judged) refuseNegatives(options);
  const plan = await planNegatives(run);
  const measures = asked.judged ? settings.measures : withoutJudgements(options, settings);
  const work = (corpus: OpenCorpus) =>
    evaluated(run, { asked, plan, corpus, names, settings: { ...settings, measures } });
  return withCorpus(run, work, { vectors: needsVectors(names) || plan?.needsVectors === true });
}

interface Plan {
  readonly asked: Asked;
  readonly plan: NegativesPlan | null;
  readonly corpus: OpenCorpus;
  readonly names: readonly string[];
  readonly settings: EvalSettings;
}

async function evaluated(
  run: Run<QuestionsOptions>,
  { asked, plan, corpus, names, settings }: Plan,
): Promise<CollectionReport> {
  const { options, progress } = run;
  const { index: truth } = await openTruth(run, corpus.store, corpus.index);
  const { questions, stale, unknown } = settle(asked, { truth, searched: corpus.index, settings });
  if (unknown.judgements > 0) progress.warn(describeUnknown(unknown));
  refuseWithoutGold({ questions, stale, tag: truth.view.tag, path: options.queries });
  const pairs = createPassagePairs({ truth, searched: corpus.index });
  const { view } = corpus.index;
  const report = await withRetrievers(run, { ...corpus, names }, (open) =>
    evaluateCollection({
      ...settings,
      ...runFiles(run),
      name: basename(options.queries),
      facts: {
        kind: 'queries',
        path: options.queries,
        qrels: options.qrels ?? null,
        documents: view.passages.length,
        unjudged_questions: asked.unjudged,
        unknown_questions: asked.unknown,
        unknown,
      },
      questions,
      stale,
      retrievers: names.map((name) => open(name, '--retriever')),
      embedder: { model: view.embedder.model, fingerprint: view.embedder.fingerprint },
      searched: { corpus_tag: view.tag, truth_tag: truth.view.tag, as_of: truth.view.as_of },
      isStale: (id) => truth.passage(id)?.verdict !== null,
      versionsOf: ({ grades }) => pairs([...grades].flatMap(([id, grade]) => (grade >= 1 ? [id] : []))),
      ...(asked.judged && plan ? { negatives: () => judged(run, { plan, corpus, truth, questions }) } : {}),
      progress,
    }),
  );
  await keepEval(run, corpus.store, report);
  return report;
}

/** Nothing scored is no pass. */
function refuseWithoutGold(found: {
  readonly questions: readonly CollectionQuestion[];
  readonly stale: readonly StaleJudgement[];
  readonly tag: string;
  readonly path: string;
}): void {
  const [first] = found.stale;
  if (first === undefined || found.questions.some(({ grades }) => grades.size > 0)) return;
  throw new RaftCorpusError(`no question has a judged passage that holds in ${found.tag}`, {
    where: `${found.path}: e.g. question ${first.question_id}`,
    fix: 'See that the judgements are of this corpus and this date; --truth TAG judges by another refresh.',
  });
}

/** On the state that is true, whichever is searched. */
async function judged(
  run: Run<QuestionsOptions>,
  {
    corpus: { config, store, embedder, index },
    truth,
    ...asked
  }: Pick<Plan, 'corpus'> & {
    readonly plan: NegativesPlan;
    readonly truth: ViewIndex;
    readonly questions: readonly CollectionQuestion[];
  },
) {
  const hasModel = index.view.vectors.length > 0;
  const state = hasModel ? await withVectors(truth, store) : truth;
  return collectionHardness(run, {
    ...{ ...asked, config },
    corpus: corpusOfView(state, labelNames(config)),
    fingerprint: embedder.fingerprint,
    ...(hasModel ? { embedder } : {}),
  });
}

interface Asked {
  readonly questions: readonly (CollectionQuestion & { readonly where: string })[];
  /** Whether anything is known of what answers them. */
  readonly judged: boolean;
  readonly unjudged: number;
  readonly unknown: number;
  /** Where the judgements are from. */
  readonly where: string;
}

async function readAsked({ options, io, progress }: Run<QuestionsOptions>, { unknown }: EvalSettings): Promise<Asked> {
  const { queries, qrels } = options;
  progress.update('read the questions', 0);
  if (qrels !== undefined) {
    const files = { queries: resolve(io.cwd, queries), qrels: resolve(io.cwd, qrels) };
    const read = await readJudged(files, (path) => (path === files.queries ? queries : qrels));
    if (unknown !== 'drop') {
      refuseUnknown(read.unknown, qrels, `Add them to ${queries}, or leave their judgements out: --unknown drop.`);
    }
    return {
      questions: read.questions,
      judged: true,
      unjudged: read.unjudged,
      unknown: read.unknown.length,
      where: qrels,
    };
  }
  const all = await readQuestions(resolve(io.cwd, queries), queries);
  const questions = all.flatMap((question) =>
    question.grades === null ? [] : [{ ...question, grades: question.grades }],
  );
  if (questions.length > 0) {
    return { questions, judged: true, unjudged: all.length - questions.length, unknown: 0, where: queries };
  }
  const nothing = new Map<string, number>();
  return {
    questions: all.map((one) => ({ ...one, grades: nothing })),
    judged: false,
    unjudged: 0,
    unknown: 0,
    where: queries,
  };
}

/** Measures of questions of which nobody says what answers them: what needs no judgement. */
function withoutJudgements({ runs, queries }: QuestionsOptions, { measures }: EvalSettings): readonly string[] {
  const needsNone = (name: string): boolean => ['nothing', 'stale'].includes(parseMeasure(name).needs);
  if (runs === undefined && measures === undefined) {
    throw new RaftCorpusError('the questions have no judgements: there is nothing to score them by', {
      where: queries,
      fix: 'Give --qrels FILE or "relevant" in each line; or write what is found with --runs DIR; or measure what needs none: -m stale-hit@5.',
    });
  }
  const wrong = measures?.find((name) => !needsNone(name));
  if (wrong !== undefined) {
    throw new RaftCorpusError(`${wrong} needs judgements, and the questions have none`, {
      where: queries,
      fix: 'Give --qrels FILE, or "relevant" in each line; stale-hit@k needs none.',
    });
  }
  return measures ?? COLLECTION_MEASURES.filter(needsNone);
}

interface Settled {
  readonly questions: readonly CollectionQuestion[];
  readonly stale: readonly StaleJudgement[];
  readonly unknown: UnknownCounts;
}

/** Judgements as they hold now; questions with a relevant passage that does not are put aside. */
function settle(
  { questions, judged, where }: Asked,
  {
    truth,
    searched,
    settings,
  }: { readonly truth: ViewIndex; readonly searched: ViewIndex; readonly settings: EvalSettings },
): Settled {
  if (!judged) return { questions, stale: [], unknown: { documents: 0, judgements: 0, relevant: 0, policy: 'zero' } };
  const isKnown = (id: string): boolean => truth.passage(id) !== undefined || searched.passage(id) !== undefined;
  const settled = settleUnknown(questions, { isKnown, policy: settings.unknown ?? 'zero', where });
  const now = settled.questions.map((question) => ({ question, ...judgedNow(question, truth) }));
  return {
    questions: now.flatMap(({ question, grades, stale }) => (stale.length > 0 ? [] : [{ ...question, grades }])),
    stale: now.flatMap(({ stale }) => stale),
    unknown: settled.unknown,
  };
}
