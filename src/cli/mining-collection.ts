/** Collections that are no corpus of the store: texts, queries, judgements and vectors in files. */
import { resolve } from 'node:path';
import { RaftCorpusError } from '../core/errors.js';
import { beirFiles, readBeirQueries, readTexts, type TextRecord } from '../dataset/readers/collection.js';
import { readNpy } from '../dataset/readers/npy.js';
import type { Embedder } from '../embed/embedder.js';
import { corpusOfTexts, type MiningCorpus } from '../negatives/corpus.js';
import { readQueries } from '../negatives/read-queries.js';
import type { MiningQuery } from '../negatives/types.js';
import type { CommonOptions, Run } from './command.js';
import { openBundledEmbedder, openConfiguredEmbedder } from './open.js';

export interface CollectionOptions extends CommonOptions {
  readonly queries?: string;
  readonly beir?: string;
  readonly split: string;
  readonly corpus?: string;
  readonly corpusVectors?: string;
  readonly queryVectors?: string;
  readonly minGrade: string;
  readonly onBadPositive: string;
}

export interface Collection {
  readonly corpus: MiningCorpus;
  readonly queries: readonly MiningQuery[];
  /** Row-major [queries.length × dims]. */
  readonly queryVectors: Float32Array;
}

/** Texts that become vectors at once. */
const EMBED_BATCH = 256;

/**
 * Reads a collection; what has no vectors is embedded with the config's model where `--config` names one, else the bundled one.
 *
 * @throws RaftCorpusError naming file and line of what is wrong, or the vectors that do not fit
 */
export async function readCollection(run: Run<CollectionOptions>): Promise<Collection> {
  const { options, io, progress } = run;
  const at = (path: string): string => resolve(io.cwd, path);
  const corpusFile =
    options.corpus ?? (options.beir === undefined ? undefined : beirFiles(at(options.beir), options.split).corpus);
  if (corpusFile === undefined) throw new RaftCorpusError('there is no corpus', { fix: 'Give --corpus or --beir.' });
  progress.update('read the collection', 0);
  const texts = await readTexts(at(corpusFile), corpusFile);
  const queries = await queriesOf(options, at);
  if (queries.length === 0)
    throw new RaftCorpusError('there is no question to mine for', { fix: 'See the queries file.' });
  if (options.onBadPositive !== 'drop') checkPositives(queries, texts);
  const open = lazily(() => openModel(run));
  const embed = async (asked: readonly string[], kind: 'query' | 'passage') => {
    const embedder = await open.get();
    const data = new Float32Array(asked.length * embedder.dims);
    for (let start = 0; start < asked.length; start += EMBED_BATCH) {
      progress.update(kind === 'query' ? 'embed queries' : 'embed texts', start, asked.length);
      data.set(await embedder.embed(asked.slice(start, start + EMBED_BATCH), kind), start * embedder.dims);
    }
    return { data, dims: embedder.dims, rows: asked.length };
  };
  try {
    const given =
      vectorsOfRecords(texts) ?? (await fileVectors(options.corpusVectors, { rows: texts.length, at, what: 'texts' }));
    const passages =
      given ??
      (await embed(
        texts.map(({ title, text }) => (title === '' ? text : `${title}\n${text}`)),
        'passage',
      ));
    const asked =
      (await fileVectors(options.queryVectors, { rows: queries.length, at, what: 'queries' })) ??
      (await embed(
        queries.map(({ text }) => text),
        'query',
      ));
    if (asked.dims !== passages.dims) {
      throw new RaftCorpusError(`queries have vectors of ${asked.dims}, the corpus of ${passages.dims}`, {
        fix: 'Give vectors of both, made by one model.',
      });
    }
    const corpus = corpusOfTexts({
      texts: texts.map(({ id, title, text, doc_id, group, lang }) => ({
        passage_id: id,
        title,
        text,
        ...(doc_id === undefined ? {} : { doc_id }),
        ...(group === undefined ? {} : { group }),
        ...(lang === undefined ? {} : { lang }),
      })),
      vectors: passages.data,
      dims: passages.dims,
    });
    return { corpus, queries, queryVectors: asked.data };
  } finally {
    await open.close();
  }
}

/** Before anything is embedded, which may take long. */
function checkPositives(queries: readonly MiningQuery[], texts: readonly TextRecord[]): void {
  const known = new Set(texts.map(({ id }) => id));
  for (const { query_id, oracle_ids } of queries) {
    const missing = oracle_ids.find((id) => !known.has(id));
    if (missing !== undefined) {
      throw new RaftCorpusError('a positive is not in the corpus', {
        where: `query ${query_id}, passage ${missing}`,
        fix: 'Add the text, correct the query, or let go of such positives: --on-bad-positive drop.',
      });
    }
  }
}

async function queriesOf(options: CollectionOptions, at: (path: string) => string): Promise<readonly MiningQuery[]> {
  if (options.queries !== undefined) return readQueries({ path: at(options.queries), name: options.queries });
  if (options.beir === undefined) {
    throw new RaftCorpusError('there are no queries', { fix: 'Give --queries FILE, or --beir FOLDER.' });
  }
  const least = Number(options.minGrade);
  if (!(least > 0)) {
    throw new RaftCorpusError(`--min-grade cannot be ${JSON.stringify(options.minGrade)}`, {
      fix: 'It is a grade above 0.',
    });
  }
  const judged = await readBeirQueries(at(options.beir), options.split);
  return judged.map(({ id, text, grades }) => {
    const withGrade = (test: (grade: number) => boolean): string[] =>
      [...grades].flatMap(([passage, grade]) => (test(grade) ? [passage] : []));
    return {
      query_id: id,
      text,
      oracle_ids: withGrade((grade) => grade >= least),
      excluded_ids: withGrade((grade) => grade > 0 && grade < least),
      judged_negative_ids: withGrade((grade) => grade <= 0),
    };
  });
}

/** Vectors of a column; null when no line has one. */
function vectorsOfRecords(texts: readonly TextRecord[]) {
  const dims = texts.find(({ vector }) => vector !== undefined)?.vector?.length;
  if (dims === undefined) return null;
  const data = new Float32Array(texts.length * dims);
  for (const [row, { vector, where }] of texts.entries()) {
    if (vector?.length !== dims) {
      throw new RaftCorpusError(`a vector of ${vector?.length ?? 0} numbers among those of ${dims}`, {
        where,
        fix: 'Give every text a vector of one model.',
      });
    }
    data.set(vector, row * dims);
  }
  return { data: normalised(data, dims), rows: texts.length, dims };
}

async function fileVectors(
  path: string | undefined,
  expected: { readonly rows: number; readonly at: (path: string) => string; readonly what: string },
) {
  if (path === undefined) return null;
  const matrix = await readNpy(expected.at(path), path);
  if (matrix.rows !== expected.rows) {
    throw new RaftCorpusError(`${matrix.rows} vectors for ${expected.rows} ${expected.what}`, {
      where: path,
      fix: `Row i is the vector of the i-th of the ${expected.what}.`,
    });
  }
  return { ...matrix, data: normalised(matrix.data, matrix.dims) };
}

/** Cosines are what is compared, so rows of any length are brought to length 1; NaN stays, and is refused later. */
function normalised(data: Float32Array, dims: number): Float32Array {
  for (let base = 0; base < data.length; base += dims) {
    let squares = 0;
    for (let i = base; i < base + dims; i++) squares += (data[i] as number) * (data[i] as number);
    if (squares === 0 || Math.abs(squares - 1) < 1e-6) continue;
    const scale = 1 / Math.sqrt(squares);
    for (let i = base; i < base + dims; i++) data[i] = (data[i] as number) * scale;
  }
  return data;
}

async function openModel(run: Run<CollectionOptions>): Promise<Embedder> {
  if (run.options.config !== undefined) return openConfiguredEmbedder(await run.config(), run);
  return openBundledEmbedder(run);
}

/** Opened when first asked for, closed if it was. */
function lazily<T extends { close(): Promise<void> }>(open: () => Promise<T>) {
  let opened: Promise<T> | undefined;
  return {
    get: (): Promise<T> => {
      opened ??= open();
      return opened;
    },
    close: async (): Promise<void> => {
      await (await opened)?.close();
    },
  };
}
