/** From a batch of token ids to one vector a row: picks the model's output, checks its shape, pools and normalises. */
import { RaftCorpusError } from '../../core/errors.js';
import type { ModelSession, RunOutput, TokenRow } from '../model/session.js';
import { writeNormalised } from '../normalise.js';
import { type Pooling, poolRow } from './pooling.js';

/** What to make vectors with. */
export interface VectorizerOptions {
  readonly session: ModelSession;
  readonly pooling: Pooling;
  /** Name of an output [rows, dims] that holds each row's sum of token vectors, where the model has one. */
  readonly pooledOutput: string | undefined;
  /** Path of the ONNX file, for errors. */
  readonly weights: string;
}

/** Makes vectors, row-major [rows × dims], each of length 1. */
export interface Vectorizer {
  /**
   * @returns the vectors of `rows` (at least one) and their length
   * @throws RaftCorpusError when the output has no sequence axis, another shape, or values that are not finite
   */
  run(rows: readonly TokenRow[]): Promise<{ readonly vectors: Float32Array; readonly dims: number }>;
}

const TOKEN_OUTPUTS = ['last_hidden_state', 'token_embeddings'];

/** @throws RaftCorpusError when the model has no output of token vectors */
export function createVectorizer({ session, pooling, pooledOutput, weights }: VectorizerOptions): Vectorizer {
  const pooled = pooling === 'mean' && pooledOutput !== undefined && session.outputNames.includes(pooledOutput);
  const output = pooled ? pooledOutput : tokenOutput(session.outputNames, weights);
  return {
    run: async (rows) => {
      const result = await session.run(rows, output);
      const width = Math.max(...rows.map((row) => row.ids.length));
      checkShape({ result, wanted: pooled ? [rows.length] : [rows.length, width], output, weights });
      const dims = result.dims.at(-1) ?? 0;
      const vectors = new Float32Array(rows.length * dims);
      const tokens = { data: result.data, width: pooled ? 1 : width, dims };
      rows.forEach((row, r) => {
        // One vector a row is one token a row: the same pooling, and the sum's scale is lost in the normalisation.
        const vector = poolRow(tokens, r, pooled ? 1 : row.ids.length, pooling);
        if (!writeNormalised(vector, vectors, r * dims)) throw notFinite(weights);
      });
      return { vectors, dims };
    },
  };
}

function tokenOutput(names: readonly string[], weights: string): string {
  const found = TOKEN_OUTPUTS.find((name) => names.includes(name)) ?? names.find((name) => name !== 'logits');
  if (found !== undefined) return found;
  throw new RaftCorpusError(`the model gives no token vectors: its outputs are ${names.join(', ')}`, {
    where: weights,
    fix: 'Use a model exported for feature extraction (output last_hidden_state), not one with a head for another task.',
  });
}

interface ShapeCheck {
  readonly result: RunOutput;
  /** All axes but the last. */
  readonly wanted: readonly number[];
  readonly output: string;
  readonly weights: string;
}

function checkShape({ result, wanted, output, weights }: ShapeCheck): void {
  const { dims } = result;
  if (dims.length === wanted.length + 1 && wanted.every((size, axis) => dims[axis] === size)) return;
  throw new RaftCorpusError(
    `output "${output}" has shape [${dims.join(', ')}]; wanted [${[...wanted, 'dims'].join(', ')}]`,
    {
      where: weights,
      fix: 'Use a model exported for feature extraction, whose output has a sequence axis (last_hidden_state).',
    },
  );
}

function notFinite(weights: string): RaftCorpusError {
  return new RaftCorpusError('the embedding model gave a value that is not finite', {
    where: weights,
    fix: 'The weights are damaged or overflow: fetch the model again, or set embedder.quantized: false.',
  });
}
