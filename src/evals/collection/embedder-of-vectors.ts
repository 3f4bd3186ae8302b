/** Vectors that are there already, as the embedder that made them: who judges negatives asks for few others. */
import { RaftCorpusError } from '../../core/errors.js';
import type { Embedder } from '../../embed/embedder.js';

export interface GivenVectors {
  readonly questions: readonly { readonly text: string }[];
  /** Row-major [questions × dims], rows L2-normalised or zero. */
  readonly data: Float32Array;
  readonly dims: number;
  /** The model that made vectors; null: all of them came from files, and nobody can make another. */
  readonly opened: Embedder | null;
}

/** Looks questions up, and makes only what is not there; `close` closes nothing. */
export function embedderOfVectors({ questions, data, dims, opened }: GivenVectors): Embedder {
  const rows = new Map(questions.map(({ text }, row) => [text, row]));
  const embed: Embedder['embed'] = async (texts, kind) => {
    const known = texts.map((text) => (kind === 'query' ? rows.get(text) : undefined));
    if (known.includes(undefined)) return opened === null ? refuse(kind) : opened.embed(texts, kind);
    const vectors = new Float32Array(texts.length * dims);
    for (const [i, row = 0] of known.entries()) vectors.set(data.subarray(row * dims, (row + 1) * dims), i * dims);
    return vectors;
  };
  const { model, fingerprint } = opened ?? { model: 'of the given vectors', fingerprint: 'given' };
  return {
    ...{ model, fingerprint, dims, embed },
    maxTokens: opened?.maxTokens ?? Number.POSITIVE_INFINITY,
    countTokens: (text) => opened?.countTokens(text) ?? 0,
    stats: () => opened?.stats() ?? { texts: 0, truncated: 0, empty: 0 },
    close: async () => {},
  };
}

function refuse(kind: 'query' | 'passage'): never {
  const what = kind === 'query' ? 'a question' : 'a text';
  throw new RaftCorpusError(`the negatives have ${what} that is not in the collection, and the files no vector of it`, {
    fix: 'Let texts be embedded: leave --corpus-vectors and --query-vectors away; or compare words alone: -r lexical.',
  });
}
