/** The answer of `/v1/embeddings`, read with suspicion: a vector is right in every respect, or there is none. */
import { MalformedAnswer } from '../../endpoint/errors.js';
import { writeNormalised } from '../normalise.js';

/** What an answer must be. */
export interface Expected {
  /** Texts that were sent. */
  readonly count: number;
  /** Length of each vector; learnt from the answer when not known yet. */
  readonly dims: number | undefined;
}

/** A good answer. */
export interface Embeddings {
  /** Row-major [count × dims], L2-normalised, in the order of the texts. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** Tokens as the server counts them; 0 when it does not say. */
  readonly tokens: number;
}

/** @throws MalformedAnswer naming what is wrong */
export function readEmbeddings(answer: unknown, { count, dims }: Expected): Embeddings {
  const data = field(answer, 'data');
  if (!Array.isArray(data)) {
    throw new MalformedAnswer(
      'JSON that has no list `data`',
      'The address must be that of an OpenAI-compatible API with /embeddings; most end in /v1.',
    );
  }
  if (data.length !== count) throw new MalformedAnswer(`${data.length} vectors for ${count} texts`);
  const rows = inOrder(data);
  const width = dims ?? vectorOf(rows[0]).length;
  if (width === 0) throw new MalformedAnswer('an empty vector');
  const vectors = new Float32Array(count * width);
  rows.forEach((row, i) => {
    writeRow(vectorOf(row), { vectors, width, at: i, known: dims !== undefined });
  });
  const tokens = field(field(answer, 'usage'), 'prompt_tokens');
  return { vectors, dims: width, tokens: typeof tokens === 'number' && tokens >= 0 ? tokens : 0 };
}

/** Items by their `index`; the position says nothing. A single item needs none. */
function inOrder(data: readonly unknown[]): readonly unknown[] {
  if (data.length === 1) return data;
  const rows = new Array<unknown>(data.length);
  const seen = new Set<number>();
  for (const item of data) {
    const index = field(item, 'index');
    const isGood = typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < data.length;
    if (!isGood || seen.has(index)) {
      throw new MalformedAnswer(
        isGood
          ? `two vectors for the text of index ${index}`
          : 'a vector that does not say by a valid `index` whose it is',
        'Set embedder.batchSize: 1 for a server that does not number its vectors.',
      );
    }
    seen.add(index);
    rows[index] = item;
  }
  return rows;
}

/** Numbers, or the base64 of little-endian float32 that some servers send without being asked. */
function vectorOf(item: unknown): ArrayLike<unknown> {
  const value = field(item, 'embedding');
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string') throw new MalformedAnswer('an item without a vector `embedding`');
  const bytes = Buffer.from(value, 'base64');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value) || bytes.length % 4 !== 0)
    throw new MalformedAnswer('a vector as text that is not the base64 of float32 numbers');
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
}

interface Row {
  readonly vectors: Float32Array;
  readonly width: number;
  readonly at: number;
  /** Whether the width was known before this answer. */
  readonly known: boolean;
}

function writeRow(vector: ArrayLike<unknown>, { vectors, width, at, known }: Row): void {
  if (vector.length !== width) {
    throw new MalformedAnswer(
      known
        ? `a vector of ${vector.length} numbers where those of this model have ${width}`
        : `vectors of ${width} and of ${vector.length} numbers`,
      'Another model answers than before, or several behind one address: look at what the server serves.',
    );
  }
  let squares = 0;
  for (let d = 0; d < width; d++) {
    const value = vector[d];
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new MalformedAnswer(
        `a vector that holds ${value === null ? 'null' : typeof value === 'number' ? 'a number that is not finite' : `a ${typeof value}`} in place of a number`,
        'The model on the server overflows or its weights are damaged: load it again, with float32 in place of float16.',
      );
    squares += value * value;
  }
  if (squares === 0) throw new MalformedAnswer('a vector of zeros for a text that is not empty');
  if (!writeNormalised(vector as ArrayLike<number>, vectors, at * width))
    throw new MalformedAnswer('a vector of numbers too large to have a length');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
