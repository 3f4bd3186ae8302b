/**
 * Feature-extraction models through @xenova/transformers' tokenizers and onnxruntime: the bundled model, a local
 * folder, or a hub name. Not `pipeline('feature-extraction')`, whose pooling is the bottleneck (docs/benchmarks.md).
 *
 * The bundled model gives a text the same bytes in any batch. Dynamically quantised hub models choose their scales per
 * batch: there the same texts in the same order give the same vectors, and other batches differ slightly.
 */
import { join } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { sha256 } from '../../core/hash.js';
import { type Progress, SILENT } from '../../core/progress.js';
import type { Embedder, EmbedKind } from '../embedder.js';
import { bundledModelsDir, locateModel } from '../locate/locate-model.js';
import { batchByLength } from '../model/batches.js';
import { createTokenizer, longestInput } from '../model/load-tokenizer.js';
import { readModelFiles } from '../model/model-files.js';
import { openSession } from '../model/session.js';
import { createTextEncoder, type Encoded, type TextEncoder } from '../model/text-encoder.js';
import type { Pooling } from './pooling.js';
import { createVectorizer, type Vectorizer } from './vectorizer.js';

/** How to open a model. */
export interface TransformersOptions {
  /** `bundled`, a folder (relative to `root`), or a hub name `owner/name`. */
  readonly model: string;
  readonly root: string;
  /** Folder that holds `bundled/`; default: this package's own. */
  readonly modelsDir?: string | undefined;
  /** Never download. */
  readonly offline?: boolean | undefined;
  readonly queryPrefix?: string | undefined;
  readonly passagePrefix?: string | undefined;
  /** Default mean. */
  readonly pooling?: Pooling | undefined;
  /** Default true: onnx/model_quantized.onnx. */
  readonly quantized?: boolean | undefined;
  /** Cut texts after so many tokens; never more than the model states. */
  readonly maxTokens?: number | undefined;
  /** Where hub models are kept; default `.raft-corpus/models` below `root`. */
  readonly cacheDir?: string | undefined;
  /** Base address of the hub. */
  readonly hubUrl?: string | undefined;
  readonly progress?: Progress | undefined;
}

/** Part of every fingerprint: raise it when the code comes to compute other vectors from the same files. */
const VECTOR_VERSION = 'transformers/1';
/** Texts tokenised at a time; among these the batches are formed. */
const CHUNK = 4096;
/** Small enough that a batch's activations stay in the processor's cache: 4,096 tokens are up to half as fast. */
const BATCH = { maxTokens: 512, maxRows: 256 };

/**
 * Opens a model and measures its dimensions with one run.
 * @throws RaftCorpusError naming the file that is missing, truncated or no text encoder, or a hub that cannot be reached
 */
export async function openTransformersEmbedder(options: TransformersOptions): Promise<Embedder> {
  const { model, root, quantized = true, pooling = 'mean', progress = SILENT } = options;
  const folder = await locateModel({
    key: 'embedder.model',
    model,
    root,
    quantized,
    progress,
    modelsDir: options.modelsDir ?? bundledModelsDir(),
    cacheDir: options.cacheDir ?? join(root, '.raft-corpus', 'models'),
    offline: options.offline ?? false,
    hubUrl: options.hubUrl,
  });
  const files = await readModelFiles(folder, quantized);
  const tokenizer = createTokenizer(files);
  const maxTokens = longestInput(tokenizer, files, options.maxTokens);
  const encoder = createTextEncoder(tokenizer, maxTokens);
  const session = await openSession({ weights: files.weights, padId: tokenizer.pad_token_id ?? 0 });
  const vectorizer = createVectorizer({
    session,
    pooling,
    pooledOutput: pooledOutputOf(files.config),
    weights: files.weights,
  });
  const { dims } = await vectorizer.run([encodeProbe(encoder)]);
  const prefixes = { query: options.queryPrefix ?? '', passage: options.passagePrefix ?? '' };
  const fingerprint = sha256(
    VECTOR_VERSION,
    ...files.digests,
    prefixes.query,
    prefixes.passage,
    pooling,
    quantized ? 'quantized' : 'full',
    String(maxTokens),
  );
  return createEmbedder({ model, weights: files.weights, fingerprint, dims, maxTokens, encoder, vectorizer, prefixes });
}

interface Parts {
  readonly model: string;
  /** Path of the ONNX file, for errors. */
  readonly weights: string;
  readonly fingerprint: string;
  readonly dims: number;
  readonly maxTokens: number;
  readonly encoder: TextEncoder;
  readonly vectorizer: Vectorizer;
  readonly prefixes: Readonly<Record<EmbedKind, string>>;
}

function createEmbedder(parts: Parts): Embedder {
  const { encoder, prefixes, dims } = parts;
  const counts = { texts: 0, truncated: 0, empty: 0 };
  let open: Parts | undefined = parts;
  const encode = (text: string, prefix: string): Encoded => {
    // Whitespace says nothing, with a prefix or without: no vector rather than that of the prefix.
    const encoded = text.trim() === '' ? { ids: new Int32Array(0), truncated: false } : encoder.encode(prefix + text);
    counts.texts += 1;
    if (encoded.truncated) counts.truncated += 1;
    if (encoded.ids.length === 0) counts.empty += 1;
    return encoded;
  };
  return {
    model: parts.model,
    fingerprint: parts.fingerprint,
    dims,
    maxTokens: parts.maxTokens,
    embed: async (texts, kind) => {
      const out = new Float32Array(texts.length * dims);
      for (let start = 0; start < texts.length; start += CHUNK) {
        const rows = texts.slice(start, start + CHUNK).map((text) => encode(text, prefixes[kind]));
        for (const batch of batchByLength(
          rows.map((row) => row.ids.length),
          BATCH,
        )) {
          if (open === undefined) throw new Error('embed() after close()');
          const made = await open.vectorizer.run(batch.map((index) => rows[index] as Encoded));
          if (made.dims !== dims) throw changingLength([dims, made.dims], parts.weights);
          const { vectors } = made;
          batch.forEach((index, i) => {
            out.set(vectors.subarray(i * dims, (i + 1) * dims), (start + index) * dims);
          });
        }
      }
      return out;
    },
    countTokens: (text) => encoder.count(text),
    stats: () => ({ ...counts }),
    // onnxruntime-node 1.14 frees a session when it is collected; dropping the reference is all there is to do.
    close: async () => {
      open = undefined;
    },
  };
}

/** Any text with a token will do to see the shape of an output. */
function encodeProbe(encoder: TextEncoder): Encoded {
  const probe = encoder.encode('a 1 あ');
  return probe.ids.length > 0 ? probe : { ids: new Int32Array(1), truncated: false };
}

/** An output [rows, tokens, tokens], of attention say, has the axes of token vectors and is none. */
function changingLength(found: readonly number[], weights: string): RaftCorpusError {
  return new RaftCorpusError(`the model's vectors have no fixed length: ${found.join(' numbers, then ')}`, {
    where: weights,
    fix: 'Use a model exported for feature extraction, whose output is last_hidden_state.',
  });
}

function pooledOutputOf(config: Readonly<Record<string, unknown>>): string | undefined {
  const name = config['pooled_output'];
  return typeof name === 'string' ? name : undefined;
}
