/** A tiny deterministic embedder for tests whose subject is not what vectors mean. It remembers what it embedded. */
import { sha256 } from '../../src/core/hash.js';
import type { Embedder } from '../../src/embed/embedder.js';

export interface HashEmbedder extends Embedder {
  /** Every text that went through the model, in order. */
  readonly seen: string[];
}

const MAX_TOKENS = 512;

/** @param failAfter texts after which `embed` throws, as a process that dies would stop */
export function hashEmbedder(
  options: { readonly model?: string; readonly dims?: number; readonly failAfter?: number } = {},
): HashEmbedder {
  const { model = 'hash', dims = 8, failAfter = Number.POSITIVE_INFINITY } = options;
  const seen: string[] = [];
  let truncated = 0;
  return {
    model,
    fingerprint: sha256('hash embedder', model, String(dims)),
    dims,
    maxTokens: MAX_TOKENS,
    seen,
    countTokens: (text) => Math.ceil(text.length / 4),
    stats: () => ({ texts: seen.length, truncated, empty: 0 }),
    close: async () => {},
    embed: async (texts) => {
      if (seen.length + texts.length > failAfter) throw new Error('the model went away');
      seen.push(...texts);
      truncated += texts.filter((text) => text.length > 4 * MAX_TOKENS).length;
      const out = new Float32Array(texts.length * dims);
      texts.forEach((text, i) => {
        out.set(vectorOf(text, dims), i * dims);
      });
      return out;
    },
  };
}

function vectorOf(text: string, dims: number): Float32Array {
  const digest = sha256(text);
  const raw = Float32Array.from({ length: dims }, (_, i) => Number.parseInt(digest.slice(i * 2, i * 2 + 2), 16) - 127);
  const norm = Math.hypot(...raw);
  return raw.map((value) => value / norm);
}
