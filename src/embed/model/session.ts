/**
 * Runs an encoder's ONNX graph on batches of token ids. The session is onnxruntime's own, without the wrapping of
 * @xenova/transformers, whose tensors and pooling are the slow part of its pipeline.
 */
// The default import: named imports of this CommonJS module pass tsc and fail in Node.
import ort from 'onnxruntime-node';
import { messageOf, RaftCorpusError } from '../../core/errors.js';

type Session = Awaited<ReturnType<typeof ort.InferenceSession.create>>;
type Tensor = InstanceType<typeof ort.Tensor>;

/** One input of a model. */
export interface TokenRow {
  /** Token ids, special tokens included. */
  readonly ids: Int32Array;
  /** Token type of each id; left out where all are 0. */
  readonly types?: Uint8Array | undefined;
}

/** One output of a run. */
export interface RunOutput {
  /** Row-major values. */
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** A loaded graph. */
export interface ModelSession {
  readonly outputNames: readonly string[];
  /**
   * Runs rows padded to the longest and gives the output named `output`; `rows` must not be empty.
   * @throws RaftCorpusError when the run fails or the output is no float32
   */
  run(rows: readonly TokenRow[], output: string): Promise<RunOutput>;
}

/** How to open a graph. */
export interface SessionOptions {
  /** Path of the ONNX file. */
  readonly weights: string;
  /** Id that fills short rows; the attention mask hides it. */
  readonly padId: number;
}

const KNOWN_INPUTS = new Set(['input_ids', 'attention_mask', 'token_type_ids']);

/**
 * Opens an ONNX file.
 * @throws RaftCorpusError naming the file when it is truncated, no ONNX, or wants inputs that a text encoder has not
 */
export async function openSession({ weights, padId }: SessionOptions): Promise<ModelSession> {
  const session = await create(weights);
  const unknown = session.inputNames.filter((name) => !KNOWN_INPUTS.has(name));
  if (unknown.length > 0 || !session.inputNames.includes('input_ids')) {
    throw new RaftCorpusError(`the model is no text encoder: its inputs are ${session.inputNames.join(', ')}`, {
      where: weights,
      fix: 'Use an encoder exported with the inputs input_ids, attention_mask and token_type_ids.',
    });
  }
  return {
    outputNames: session.outputNames,
    run: async (rows, output) => {
      const result = await session.run(feedsOf(rows, session.inputNames, padId), [output]).catch((cause: unknown) => {
        throw new RaftCorpusError(`the model failed on a batch: ${firstLine(cause)}`, {
          where: weights,
          fix: 'Use a float32 or int8 export (no float16) for onnxruntime 1.14 with int64 inputs, and the tokenizer that belongs to it.',
          cause,
        });
      });
      // One output is asked for and one comes; onnxruntime-node 1.14 returns it under the name of the first output.
      const [tensor] = Object.values(result);
      if (tensor?.data instanceof Float32Array) return { data: tensor.data, dims: tensor.dims };
      throw new RaftCorpusError(`output "${output}" of the model is ${tensor?.type ?? 'missing'}, not float32`, {
        where: weights,
        fix: 'Use a float32 or an int8-quantised export.',
      });
    },
  };
}

async function create(weights: string): Promise<Session> {
  try {
    return await ort.InferenceSession.create(weights, { logSeverityLevel: 4 });
  } catch (cause) {
    throw new RaftCorpusError(`onnxruntime cannot load the model: ${firstLine(cause)}`, {
      where: weights,
      fix: 'The file is probably truncated or no ONNX model: fetch it again, or use embedder.model: bundled.',
      cause,
    });
  }
}

/** onnxruntime's messages run on with stack addresses. */
function firstLine(error: unknown): string {
  return (messageOf(error).split('\n')[0] ?? '').slice(0, 300);
}

function feedsOf(rows: readonly TokenRow[], inputs: readonly string[], padId: number): Record<string, Tensor> {
  const width = Math.max(...rows.map((row) => row.ids.length));
  const size = rows.length * width;
  // Little-endian int64 written as pairs of int32: no BigInt per token. Ids are never negative.
  const ids = new Int32Array(size * 2);
  const mask = new Int32Array(size * 2);
  const types = new Int32Array(size * 2);
  rows.forEach((row, r) => {
    for (let i = 0; i < width; i++) {
      const at = (r * width + i) * 2;
      const real = i < row.ids.length;
      ids[at] = real ? (row.ids[i] ?? 0) : padId;
      mask[at] = real ? 1 : 0;
      types[at] = row.types?.[i] ?? 0;
    }
  });
  const tensor = (pairs: Int32Array): Tensor =>
    new ort.Tensor('int64', new BigInt64Array(pairs.buffer), [rows.length, width]);
  const feeds: Record<string, Tensor> = { input_ids: tensor(ids) };
  if (inputs.includes('attention_mask')) feeds['attention_mask'] = tensor(mask);
  if (inputs.includes('token_type_ids')) feeds['token_type_ids'] = tensor(types);
  return feeds;
}
