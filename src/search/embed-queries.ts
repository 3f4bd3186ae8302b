/** Questions become vectors in batches, so that a large set does not become one tensor. */
import type { Embedder } from '../embed/embedder.js';

const BATCH = 256;

/** Row-major query vectors [questions.length × embedder.dims], in order. */
export async function embedQueries(embedder: Embedder, questions: readonly string[]): Promise<Float32Array> {
  const vectors = new Float32Array(questions.length * embedder.dims);
  for (let start = 0; start < questions.length; start += BATCH) {
    vectors.set(await embedder.embed(questions.slice(start, start + BATCH), 'query'), start * embedder.dims);
  }
  return vectors;
}
