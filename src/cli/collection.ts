/** Collections that are no corpus of the store, as commands read them: vectors that files bring, or a model makes. */
import { resolve } from 'node:path';
import { RaftCorpusError } from '../core/errors.js';
import { once } from '../core/once.js';
import type { EmbedderName } from '../corpus/embedder-check.js';
import type { TextRecord } from '../dataset/readers/collection.js';
import { readNpy } from '../dataset/readers/npy.js';
import type { Embedder, EmbedKind } from '../embed/embedder.js';
import { corpusOfTexts, type MiningCorpus } from '../negatives/corpus.js';
import type { CommonOptions, Run } from './command.js';
import { openBundledEmbedder, openConfiguredEmbedder } from './open.js';

export interface VectorOptions extends CommonOptions {
  readonly corpusVectors?: string;
  readonly queryVectors?: string;
}

/** Vectors of consecutive texts. */
export interface TextVectors {
  /** Row-major [rows × dims], rows L2-normalised or zero. */
  readonly data: Float32Array;
  readonly rows: number;
  readonly dims: number;
  /** Which model made them; null: they came from a file, which does not say. */
  readonly embedder: EmbedderName | null;
}

export interface CollectionVectors {
  /** Vectors that the records carry, else those of `--corpus-vectors`, else made. */
  passages(texts: readonly TextRecord[]): Promise<TextVectors>;
  /** Those of `--query-vectors`, else made. */
  queries(texts: readonly string[]): Promise<TextVectors>;
  /** The model that made vectors; null: it was not needed. */
  model(): Promise<Embedder | null>;
  /** Closes the model, if one was opened. */
  close(): Promise<void>;
}

/** What is searched of a text: its title, a line end, and the text, as trainers of BEIR collections join them. */
export function titledText({ title, text }: Pick<TextRecord, 'title' | 'text'>): string {
  return title === '' ? text : `${title}\n${text}`;
}

/**
 * What is mined from.
 *
 * @param vectors of the texts, in their order; null: only words are compared
 */
export function corpusOfRecords(
  texts: readonly TextRecord[],
  vectors: { readonly data: Float32Array; readonly dims: number } | null,
): MiningCorpus {
  return corpusOfTexts({
    texts: texts.map(({ id, title, text, doc_id, group, lang }) => ({
      passage_id: id,
      title,
      text,
      ...(doc_id === undefined ? {} : { doc_id }),
      ...(group === undefined ? {} : { group }),
      ...(lang === undefined ? {} : { lang }),
    })),
    vectors: vectors?.data ?? new Float32Array(),
    dims: vectors?.dims ?? 0,
  });
}

/** Texts that become vectors at once. */
const EMBED_BATCH = 256;

/** What has no vectors is embedded with the config's model where `--config` names one, else the bundled one. */
export function collectionVectors(run: Run<VectorOptions>): CollectionVectors {
  const { options, io } = run;
  let opened: Promise<Embedder> | undefined;
  const model = once(() => {
    opened = openModel(run);
    return opened;
  });
  const file = async (path: string | undefined, of: { readonly rows: number; readonly what: string }) =>
    path === undefined ? null : fileVectors({ path: resolve(io.cwd, path), name: path, ...of });
  const made = async (texts: readonly string[], kind: EmbedKind) => embedAll(await model(), texts, { kind, run });
  return {
    passages: async (texts) =>
      vectorsOfRecords(texts) ??
      (await file(options.corpusVectors, { rows: texts.length, what: 'texts' })) ??
      (await made(texts.map(titledText), 'passage')),
    queries: async (texts) =>
      (await file(options.queryVectors, { rows: texts.length, what: 'queries' })) ?? (await made(texts, 'query')),
    model: async () => (await opened) ?? null,
    close: async () => {
      await (await opened?.catch(() => undefined))?.close();
    },
  };
}

/** @throws RaftCorpusError when queries and passages have vectors of different lengths */
export function checkSameLength(queries: TextVectors, passages: TextVectors): void {
  if (queries.dims === passages.dims) return;
  throw new RaftCorpusError(`queries have vectors of ${queries.dims}, the corpus of ${passages.dims}`, {
    fix: 'Give vectors of both, made by one model.',
  });
}

async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
  { kind, run }: { readonly kind: EmbedKind; readonly run: Run<CommonOptions> },
): Promise<TextVectors> {
  const { dims, model, fingerprint } = embedder;
  const data = new Float32Array(texts.length * dims);
  for (let start = 0; start < texts.length; start += EMBED_BATCH) {
    run.progress.update(kind === 'query' ? 'embed queries' : 'embed texts', start, texts.length);
    data.set(await embedder.embed(texts.slice(start, start + EMBED_BATCH), kind), start * dims);
  }
  return { data, dims, rows: texts.length, embedder: { model, fingerprint } };
}

/** Vectors of a column; null when no line has one. */
function vectorsOfRecords(texts: readonly TextRecord[]): TextVectors | null {
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
  return { data: normalised(data, dims), rows: texts.length, dims, embedder: null };
}

interface VectorFile {
  readonly path: string;
  readonly name: string;
  /** How many there must be, and of what. */
  readonly rows: number;
  readonly what: string;
}

async function fileVectors({ path, name, rows, what }: VectorFile): Promise<TextVectors> {
  const matrix = await readNpy(path, name);
  if (matrix.rows !== rows) {
    throw new RaftCorpusError(`${matrix.rows} vectors for ${rows} ${what}`, {
      where: name,
      fix: `Row i is the vector of the i-th of the ${what}.`,
    });
  }
  return { ...matrix, data: normalised(matrix.data, matrix.dims), embedder: null };
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

async function openModel(run: Run<CommonOptions>): Promise<Embedder> {
  if (run.options.config !== undefined) return openConfiguredEmbedder(await run.config(), run);
  return openBundledEmbedder(run);
}
