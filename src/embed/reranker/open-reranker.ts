/**
 * Cross-encoders through @xenova/transformers' tokenizers and onnxruntime: a local folder or a hub name.
 * `pipeline('text-classification')` of the library takes no pairs.
 *
 * Dynamically quantised models choose their scales per batch: the same pairs in the same order give the same scores, and
 * other batches differ slightly.
 */
import { join } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { sha256 } from '../../core/hash.js';
import type { Progress } from '../../core/progress.js';
import { bundledModelsDir, locateModel } from '../locate/locate-model.js';
import { batchByLength } from '../model/batches.js';
import { createTokenizer, longestInput } from '../model/load-tokenizer.js';
import { type ModelFiles, readModelFiles } from '../model/model-files.js';
import { type ModelSession, openSession } from '../model/session.js';
import type { Reranker } from '../reranker.js';
import type { RerankerConfig } from './config.js';
import { createPairEncoder, type EncodedPair } from './pair-encoder.js';
import { type ScoreHead, scoreHead } from './score-head.js';

/** What the configuration cannot know. */
export interface OpenRerankerContext {
  /** Folder of the config file: a model folder is relative to it. */
  readonly root: string;
  /** Where hub models are kept; default `.raft-corpus/models` below `root`. */
  readonly cacheDir?: string | undefined;
  /** Base address of the hub. */
  readonly hubUrl?: string | undefined;
  readonly progress: Progress;
}

/** Part of every fingerprint: raise it when the code comes to compute other scores from the same files. */
const SCORE_VERSION = 'cross-encoder/1';
const OUTPUT = 'logits';
/** Pairs tokenised at a time; among these the batches are formed. */
const CHUNK = 2048;
/** Small enough that a batch's activations stay in the processor's cache. */
const BATCH = { maxTokens: 512, maxRows: 64 };

/**
 * Opens the configured cross-encoder.
 * @throws RaftCorpusError when the model is missing, damaged, no cross-encoder, or cannot be downloaded
 */
export async function openReranker(config: RerankerConfig, context: OpenRerankerContext): Promise<Reranker> {
  const { model, quantized } = config;
  const folder = await locateModel({
    key: 'reranker.model',
    model,
    root: context.root,
    quantized,
    progress: context.progress,
    modelsDir: bundledModelsDir(),
    cacheDir: context.cacheDir ?? join(context.root, '.raft-corpus', 'models'),
    offline: config.offline,
    hubUrl: context.hubUrl,
  });
  const files = await readModelFiles(folder, quantized);
  const tokenizer = createTokenizer(files);
  const maxTokens = longestInput(tokenizer, files, config.maxTokens);
  const encode = createPairEncoder(tokenizer, maxTokens);
  if (encode === undefined) throw noCrossEncoder(files, 'its tokenizer has no template for pairs');
  const session = await openSession({ weights: files.weights, padId: tokenizer.pad_token_id ?? 0 });
  if (!session.outputNames.includes(OUTPUT)) {
    throw noCrossEncoder(files, `its outputs are ${session.outputNames.join(', ')}`);
  }
  const probe = await session.run([encode('a', 'a')], OUTPUT);
  if (probe.dims.length !== 2) throw noCrossEncoder(files, `its logits have shape [${probe.dims.join(', ')}]`);
  const head = scoreHead(files, probe.dims[1] ?? 0);
  const fingerprint = sha256(
    SCORE_VERSION,
    ...files.digests,
    quantized ? 'quantized' : 'full',
    String(maxTokens),
    head.name,
  );
  return createReranker({ model, fingerprint, maxTokens, encode, session, head, files });
}

interface Parts {
  readonly model: string;
  readonly fingerprint: string;
  readonly maxTokens: number;
  readonly encode: (query: string, text: string) => EncodedPair;
  readonly session: ModelSession;
  readonly head: ScoreHead;
  readonly files: ModelFiles;
}

function createReranker(parts: Parts): Reranker {
  const counts = { pairs: 0, truncated: 0 };
  let open: Parts | undefined = parts;
  return {
    model: parts.model,
    fingerprint: parts.fingerprint,
    maxTokens: parts.maxTokens,
    score: async (pairs) => {
      const scores = new Float64Array(pairs.length);
      for (let start = 0; start < pairs.length; start += CHUNK) {
        const rows = pairs.slice(start, start + CHUNK).map(({ query, text }) => parts.encode(query, text));
        counts.pairs += rows.length;
        counts.truncated += rows.filter((row) => row.truncated).length;
        const lengths = rows.map((row) => row.ids.length);
        for (const batch of batchByLength(lengths, BATCH)) {
          if (open === undefined) throw new Error('score() after close()');
          const values = await scoreBatch(
            open,
            batch.map((index) => rows[index] as EncodedPair),
          );
          batch.forEach((index, i) => {
            scores[start + index] = values[i] ?? Number.NaN;
          });
        }
      }
      return scores;
    },
    stats: () => ({ ...counts }),
    close: async () => {
      open = undefined;
    },
  };
}

async function scoreBatch({ session, head, files }: Parts, rows: readonly EncodedPair[]): Promise<number[]> {
  const { data, dims } = await session.run(rows, OUTPUT);
  const labels = dims[1] ?? 0;
  if (dims[0] !== rows.length || dims.length !== 2) {
    throw noCrossEncoder(files, `its logits have shape [${dims.join(', ')}] for ${rows.length} pairs`);
  }
  return rows.map((_, r) => {
    const score = head.score(data.subarray(r * labels, (r + 1) * labels));
    if (Number.isFinite(score)) return score;
    throw new RaftCorpusError('the reranker gave a value that is not finite', {
      where: files.weights,
      fix: 'The weights are damaged or overflow: fetch the model again, or set reranker.quantized: false.',
    });
  });
}

function noCrossEncoder(files: ModelFiles, why: string): RaftCorpusError {
  return new RaftCorpusError(`the model is no cross-encoder: ${why}`, {
    where: files.weights,
    fix: 'Use a model exported for text-classification on pairs (output logits), such as Xenova/bge-reranker-base.',
  });
}
