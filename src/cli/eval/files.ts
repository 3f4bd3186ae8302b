/** `raft-corpus eval --beir` and `--corpus`: files evaluated without a store, and without a config unless one is named. */
import { basename, join, relative, resolve } from 'node:path';
import type { LoadedConfig } from '../../config/load.js';
import { RaftCorpusError } from '../../core/errors.js';
import { type BeirFiles, findBeirFiles } from '../../dataset/beir/files.js';
import { readJudged, refuseUnknown } from '../../dataset/beir/read-judged.js';
import { readTexts } from '../../dataset/readers/collection.js';
import { embedderOfVectors } from '../../evals/collection/embedder-of-vectors.js';
import {
  type CollectionFacts,
  type CollectionReport,
  evaluateCollection,
} from '../../evals/collection/evaluate-collection.js';
import { rowsOfTexts } from '../../evals/collection/text-rows.js';
import { describeUnknown, settleUnknown } from '../../evals/collection/unknown.js';
import { parseMeasure } from '../../evals/measures/parse-measure.js';
import type { QuestionModel } from '../../evals/retrieve/question-vectors.js';
import { openRowRetrievers } from '../../evals/retrieve/retriever.js';
import { SEARCH_KINDS } from '../../search/config.js';
import {
  type CollectionVectors,
  checkSameLength,
  collectionVectors,
  corpusOfRecords,
  titledText,
} from '../collection.js';
import type { Run } from '../command.js';
import { openConfiguredReranker } from '../open.js';
import { choice } from '../options.js';
import { needsVectors } from '../retrievers.js';
import { collectionHardness, type NegativesPlan, planNegatives } from './collection-negatives.js';
import type { EvalCollectionOptions } from './flags.js';
import { type EvalSettings, evalSettings, runFiles } from './settings.js';

/** Texts and judged questions, checked against each other. */
type Collection = Awaited<ReturnType<typeof readFiles>>;

/** @throws RaftCorpusError for what is wrong with options or files, before any text is embedded */
export async function evalFiles(run: Run<EvalCollectionOptions>): Promise<CollectionReport> {
  const { options, progress } = run;
  const config = options.config === undefined ? null : await run.config();
  const names = namesOf(options.retriever, config);
  const plan = await planNegatives(run);
  const settings = evalSettings(options, names);
  checkMeasures(settings);
  const collection = await readFiles(run, settings);
  const reranker =
    names.some((name) => name.endsWith('-reranked')) && config ? await openConfiguredReranker(config, run) : undefined;
  const vectors = collectionVectors(run);
  try {
    const isDense = needsVectors(names);
    const model = isDense || plan?.needsVectors ? await embedded(collection, vectors) : null;
    const texts = collection.texts.map((text) => ({ id: text.id, text: titledText(text) }));
    const open = openRowRetrievers({
      rows: rowsOfTexts({ name: collection.facts.path, texts, vectors: model?.rows ?? null }),
      questions: model?.questions ?? WORDS_ALONE,
      ...(config ? { search: config.search } : {}),
      ...(reranker && config?.reranker ? { reranker: { model: reranker, depth: config.reranker.depth } } : {}),
    });
    return await evaluateCollection({
      ...settings,
      ...runFiles(run),
      name: basename(resolve(run.io.cwd, collection.facts.path)),
      facts: collection.facts,
      questions: collection.questions,
      retrievers: names.flatMap((name) => open(name) ?? []),
      embedder: (isDense && model?.embedder) || null,
      ...(plan ? { negatives: () => judged(run, { plan, config, collection, model }) } : {}),
      progress,
    });
  } finally {
    await vectors.close();
    await reranker?.close();
  }
}

/** Files have one state: what asks for versions has no value in them, and nobody should wait to see that. */
function checkMeasures({ measures = [], gates }: EvalSettings): void {
  for (const name of [...measures, ...gates.map(({ measure }) => measure)]) {
    if (!['stale', 'pairs'].includes(parseMeasure(name).needs)) continue;
    throw new RaftCorpusError(`${name} asks what is current, and files do not say`, {
      fix: 'Measure it on a store: raft-corpus eval SUITE, or --queries FILE.',
    });
  }
}

/** For retrievers that compare words and ask for no vector. */
const WORDS_ALONE: QuestionModel = {
  model: 'none',
  fingerprint: '',
  vectorsOf: () => Promise.reject(new TypeError('nobody asks for vectors of words')),
};

/** Where a collection's files lie, and how messages call them. */
interface CollectionFiles extends BeirFiles {
  /** A folder, or the file of documents. */
  readonly path: string;
  /** The split, or the file. */
  readonly judgedBy: string;
  name(path: string): string;
}

async function filesOf({ options, io }: Run<EvalCollectionOptions>): Promise<CollectionFiles> {
  const { beir, corpus, queries, qrels, split = 'test' } = options;
  if (beir !== undefined) {
    const folder = resolve(io.cwd, beir);
    const name = (path: string): string => join(beir, relative(folder, path));
    return { ...(await findBeirFiles(folder, split, beir)), path: beir, judgedBy: split, name };
  }
  if (corpus === undefined || queries === undefined || qrels === undefined) {
    throw new RaftCorpusError('a collection is --corpus, --queries and --qrels', {
      fix: 'Give all three, or a folder that has them with --beir.',
    });
  }
  const at = (path: string): string => resolve(io.cwd, path);
  const names = new Map([corpus, queries, qrels].map((path) => [at(path), path]));
  const name = (path: string): string => names.get(path) ?? path;
  return { corpus: at(corpus), queries: at(queries), qrels: at(qrels), path: corpus, judgedBy: qrels, name };
}

async function readFiles(run: Run<EvalCollectionOptions>, settings: EvalSettings) {
  const files = await filesOf(run);
  const { name } = files;
  run.progress.update('read the collection', 0);
  const judged = await readJudged(files, name);
  if (settings.unknown !== 'drop') {
    refuseUnknown(judged.unknown, name(files.qrels), 'Add them there, or leave their judgements out: --unknown drop.');
  }
  const texts = await readTexts(files.corpus, name(files.corpus));
  if (texts.length === 0) {
    throw new RaftCorpusError('there is no document in the file', {
      where: name(files.corpus),
      fix: 'Each line is {"_id": …, "title"?: …, "text": …}.',
    });
  }
  const known = new Set(texts.map(({ id }) => id));
  const { questions, unknown } = settleUnknown(judged.questions, {
    isKnown: (id) => known.has(id),
    policy: settings.unknown ?? 'zero',
    where: name(files.qrels),
  });
  if (unknown.judgements > 0) run.progress.warn(describeUnknown(unknown));
  const facts: CollectionFacts = {
    kind: 'files',
    path: files.path,
    qrels: files.judgedBy,
    documents: texts.length,
    unjudged_questions: judged.unjudged,
    unknown_questions: judged.unknown.length,
    unknown,
  };
  return { texts, questions, facts };
}

/** Texts and questions as vectors; `embedder` is null for vectors of files, which do not say what made them. */
async function embedded({ texts, questions }: Collection, vectors: CollectionVectors) {
  const passages = await vectors.passages(texts);
  const asked = await vectors.queries(questions.map(({ text }) => text));
  checkSameLength(asked, passages);
  const embedder = passages.embedder ?? asked.embedder;
  const made = embedder ?? { model: 'vectors from a file', fingerprint: 'given' };
  return {
    rows: { data: passages.data, dims: passages.dims, embedder: made },
    questions: { ...made, vectorsOf: async () => asked.data },
    queryVectors: asked.data,
    embedder,
    judge: embedderOfVectors({ questions, data: asked.data, dims: asked.dims, opened: await vectors.model() }),
  };
}

interface ToJudge {
  readonly plan: NegativesPlan;
  readonly config: LoadedConfig | null;
  readonly collection: Collection;
  readonly model: Awaited<ReturnType<typeof embedded>> | null;
}

async function judged(run: Run<EvalCollectionOptions>, { plan, config, collection, model }: ToJudge) {
  return collectionHardness(run, {
    ...{ plan, config, questions: collection.questions },
    corpus: corpusOfRecords(collection.texts, model?.rows ?? null),
    fingerprint: model?.judge.fingerprint ?? null,
    ...(model ? { queryVectors: model.queryVectors, embedder: model.judge } : {}),
  });
}

/** What is asked for, else dense, lexical and hybrid (and what a configured cross-encoder makes of the last). */
function namesOf(asked: readonly string[] | undefined, config: LoadedConfig | null): readonly string[] {
  if (asked === undefined) return [...SEARCH_KINDS, ...(config?.reranker ? ['hybrid-reranked'] : [])];
  for (const name of asked) {
    choice('--retriever', name, [...SEARCH_KINDS, ...SEARCH_KINDS.map((kind) => `${kind}-reranked`)]);
    if (!name.endsWith('-reranked') || config?.reranker !== undefined) continue;
    throw new RaftCorpusError(`--retriever ${name} needs a cross-encoder`, {
      where: config?.file ?? '--config',
      fix: 'Name a config that has one: reranker: { model: FOLDER_OR_HUB_NAME }.',
    });
  }
  return [...new Set(asked)];
}
