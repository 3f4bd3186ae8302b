/** `raft-corpus eval --beir`: a folder in BEIR format, evaluated without a store, and without a config unless one is named. */
import { basename, join, relative, resolve } from 'node:path';
import type { LoadedConfig } from '../config/load.js';
import { RaftCorpusError } from '../core/errors.js';
import { findBeirFiles } from '../dataset/beir/files.js';
import { readJudged, refuseUnknown } from '../dataset/beir/read-judged.js';
import { readTexts } from '../dataset/readers/collection.js';
import {
  type CollectionFacts,
  type CollectionReport,
  evaluateCollection,
} from '../evals/collection/evaluate-collection.js';
import { rowsOfTexts } from '../evals/collection/text-rows.js';
import { describeUnknown, settleUnknown } from '../evals/collection/unknown.js';
import type { QuestionModel } from '../evals/retrieve/question-vectors.js';
import { openRowRetrievers } from '../evals/retrieve/retriever.js';
import { SEARCH_KINDS } from '../search/config.js';
import { type CollectionVectors, checkSameLength, collectionVectors, titledText } from './collection.js';
import type { Run } from './command.js';
import type { EvalCollectionOptions } from './eval-flags.js';
import { type EvalSettings, evalSettings } from './eval-settings.js';
import { openConfiguredReranker } from './open.js';
import { choice } from './options.js';

type BeirOptions = EvalCollectionOptions & { readonly beir: string };

/** A folder's texts and judged questions, checked against each other. */
type Collection = Awaited<ReturnType<typeof readFolder>>;

/** @throws RaftCorpusError for what is wrong with options or files, before any text is embedded */
export async function evalBeir(run: Run<BeirOptions>): Promise<CollectionReport> {
  const { options, progress } = run;
  const config = options.config === undefined ? null : await run.config();
  const names = namesOf(options.retriever, config);
  const settings = evalSettings(options, names);
  const collection = await readFolder(run, settings);
  const reranker =
    names.some((name) => name.endsWith('-reranked')) && config ? await openConfiguredReranker(config, run) : undefined;
  const vectors = collectionVectors(run);
  try {
    const model = names.some((name) => !name.startsWith('lexical')) ? await embedded(collection, vectors) : null;
    const texts = collection.texts.map((text) => ({ id: text.id, text: titledText(text) }));
    const open = openRowRetrievers({
      rows: rowsOfTexts({ name: options.beir, texts, vectors: model?.rows ?? null }),
      questions: model?.questions ?? WORDS_ALONE,
      ...(config ? { search: config.search } : {}),
      ...(reranker && config?.reranker ? { reranker: { model: reranker, depth: config.reranker.depth } } : {}),
    });
    return await evaluateCollection({
      ...settings,
      name: basename(resolve(run.io.cwd, options.beir)),
      facts: collection.facts,
      questions: collection.questions,
      retrievers: names.flatMap((name) => open(name) ?? []),
      embedder: model?.embedder ?? null,
      progress,
    });
  } finally {
    await vectors.close();
    await reranker?.close();
  }
}

/** For retrievers that compare words and ask for no vector. */
const WORDS_ALONE: QuestionModel = {
  model: 'none',
  fingerprint: '',
  vectorsOf: () => Promise.reject(new TypeError('nobody asks for vectors of words')),
};

async function readFolder(run: Run<BeirOptions>, settings: EvalSettings) {
  const { options, io, progress } = run;
  const split = options.split ?? 'test';
  const folder = resolve(io.cwd, options.beir);
  const files = await findBeirFiles(folder, split, options.beir);
  const name = (path: string): string => join(options.beir, relative(folder, path));
  progress.update('read the collection', 0);
  const judged = await readJudged(files, name);
  if (settings.unknown !== 'drop') {
    refuseUnknown(judged.unknown, name(files.qrels), 'Add them there, or leave their judgements out: --unknown drop.');
  }
  const texts = await readTexts(files.corpus, name(files.corpus));
  if (texts.length === 0) throw new RaftCorpusError('there is no document in the file', { where: name(files.corpus) });
  const known = new Set(texts.map(({ id }) => id));
  const { questions, unknown } = settleUnknown(judged.questions, {
    isKnown: (id) => known.has(id),
    policy: settings.unknown ?? 'zero',
    where: name(files.qrels),
  });
  if (unknown.judgements > 0) progress.warn(describeUnknown(unknown));
  const facts: CollectionFacts = {
    kind: 'beir',
    path: options.beir,
    qrels: split,
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
    embedder,
  };
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
