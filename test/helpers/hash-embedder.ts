/** A model that needs no weights: for tests and benchmarks in which what a vector means is irrelevant. */
import type { Embedder } from '../../src/embed/embedder.js';

/** Counts the texts that went through it. */
export interface HashEmbedder extends Embedder {
  embedded(): number;
}

/** Letters and their neighbours hashed into `dims` places; equal texts give equal vectors. */
export function hashEmbedder(dims = 64): HashEmbedder {
  let count = 0;
  return {
    model: 'hash',
    fingerprint: 'ab'.repeat(32),
    dims,
    maxTokens: 512,
    countTokens: (text) => Math.ceil(text.length / 4),
    embed: async (texts) => {
      count += texts.length;
      const vectors = new Float32Array(texts.length * dims);
      for (const [i, text] of texts.entries()) vectors.set(hashed(text, dims), i * dims);
      return vectors;
    },
    embedded: () => count,
    close: async () => {},
  };
}

function hashed(text: string, dims: number): Float32Array {
  const vector = new Float32Array(dims);
  for (let i = 0; i < text.length; i++) {
    const place = (text.charCodeAt(i) * 31 + (text.charCodeAt(i + 1) || 0)) % dims;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
}
