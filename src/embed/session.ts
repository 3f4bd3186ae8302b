/**
 * Runs an encoder's ONNX graph on batches of token ids. The session is onnxruntime's own, without the wrapping of
 * @xenova/transformers, whose tensors and pooling are the slow part of its pipeline.
 */
// The default import: named imports of this CommonJS module pass tsc and fail in Node.
import ort from 'onnxruntime-node';
import { messageOf, RaftCorpusError } from '../core/errors.js';
import type { Encoded } from './text-encoder.js';

type Session = Awaited<ReturnType<typeof ort.InferenceSession.create>>;
type Tensor = InstanceType<typeof ort.Tensor>;

/** What a run gives: token vectors, or sums already pooled in the graph. */
export interface RunOutput {
  readonly data: Float32Array;
  /** [rows, width, dims] or, pooled, [rows, dims]. */
  readonly dims: readonly number[];
}

/** A loaded graph. */
export interface ModelSession {
  /** Whether {@link ModelSession.run} gives one vector a row. */
  readonly pooled: boolean;
  /** Runs rows padded to the longest; `rows` must not be empty. */
  run(rows: readonly Encoded[]): Promise<RunOutput>;
}

/** How to open a graph. */
export interface SessionOptions {
  readonly weights: string;
  readonly padId: number;
  /** Name of an output [rows, dims] that holds each row's sum of token vectors, where the model has one. */
  readonly pooledOutput: string | undefined;
}

const KNOWN_INPUTS = new Set(['input_ids', 'attention_mask', 'token_type_ids']);

/**
 * Opens an ONNX file.
 * @throws RaftCorpusError naming the file when it is truncated, no ONNX, or wants inputs that a text encoder has not
 */
export async function openSession(options: SessionOptions): Promise<ModelSession> {
  const { weights, padId, pooledOutput } = options;
  const session = await create(weights);
  const unknown = session.inputNames.filter((name) => !KNOWN_INPUTS.has(name));
  if (unknown.length > 0 || !session.inputNames.includes('input_ids')) {
    throw new RaftCorpusError(`the model is no text encoder: its inputs are ${session.inputNames.join(', ')}`, {
      where: weights,
      fix: 'Use an encoder exported for feature extraction (inputs input_ids, attention_mask, token_type_ids).',
    });
  }
  const pooled = pooledOutput !== undefined && session.outputNames.includes(pooledOutput);
  const output = pooled ? pooledOutput : tokenOutput(session.outputNames);
  return {
    pooled,
    run: async (rows) => {
      const result = await session.run(feedsOf(rows, session.inputNames, padId), [output]);
      // One output is asked for and one comes; onnxruntime-node 1.14 returns it under the name of the first output.
      const [tensor] = Object.values(result);
      if (!(tensor?.data instanceof Float32Array)) {
        throw new RaftCorpusError(`output "${output}" of the model is ${tensor?.type ?? 'missing'}, not float32`, {
          where: weights,
          fix: 'Use a float32 or an int8-quantised export.',
        });
      }
      checkShape({ dims: tensor.dims, rows: rows.length, pooled, output, weights });
      return { data: tensor.data, dims: tensor.dims };
    },
  };
}

async function create(weights: string): Promise<Session> {
  try {
    return await ort.InferenceSession.create(weights, { logSeverityLevel: 3 });
  } catch (cause) {
    throw new RaftCorpusError(`onnxruntime cannot load the model: ${messageOf(cause).slice(0, 300)}`, {
      where: weights,
      fix: 'The file is probably truncated or no ONNX model: fetch it again, or use embedder.model: bundled.',
      cause,
    });
  }
}

function tokenOutput(names: readonly string[]): string {
  return ['last_hidden_state', 'token_embeddings'].find((name) => names.includes(name)) ?? names[0] ?? '';
}

interface ShapeCheck {
  readonly dims: readonly number[];
  readonly rows: number;
  readonly pooled: boolean;
  readonly output: string;
  readonly weights: string;
}

function checkShape({ dims, rows, pooled, output, weights }: ShapeCheck): void {
  if (dims.length === (pooled ? 2 : 3) && dims[0] === rows) return;
  const wanted = pooled ? 'rows × dims' : 'rows × tokens × dims';
  throw new RaftCorpusError(`output "${output}" has shape [${dims.join(', ')}]; wanted ${wanted} for ${rows} rows`, {
    where: weights,
    fix: 'Use a model exported for feature extraction, whose output has a sequence axis (last_hidden_state).',
  });
}

function feedsOf(rows: readonly Encoded[], inputs: readonly string[], padId: number): Record<string, Tensor> {
  const width = Math.max(...rows.map((row) => row.ids.length));
  const size = rows.length * width;
  // Little-endian int64 written as pairs of int32: no BigInt per token. Ids are never negative.
  const ids = new Int32Array(size * 2);
  const mask = new Int32Array(size * 2);
  rows.forEach((row, r) => {
    for (let i = 0; i < width; i++) {
      const real = i < row.ids.length;
      ids[(r * width + i) * 2] = real ? (row.ids[i] ?? 0) : padId;
      mask[(r * width + i) * 2] = real ? 1 : 0;
    }
  });
  const tensor = (pairs: Int32Array): Tensor =>
    new ort.Tensor('int64', new BigInt64Array(pairs.buffer), [rows.length, width]);
  const feeds: Record<string, Tensor> = { input_ids: tensor(ids) };
  if (inputs.includes('attention_mask')) feeds['attention_mask'] = tensor(mask);
  if (inputs.includes('token_type_ids')) feeds['token_type_ids'] = tensor(new Int32Array(size * 2));
  return feeds;
}
