/** Embedders and cross-encoders as scorers. */
import type { Embedder, EmbedKind } from '../../../embed/embedder.js';
import type { Reranker } from '../../../embed/reranker.js';
import { fullText, type ScorableText, type Scorer, type ScoringList } from './scorer.js';

/** Texts that a model embeds at once. */
const BATCH = 256;
/** A cross-encoder reads every pair anew: a few random passages must do. */
const RERANKER_DRAWS = 8;
/** Nearer to 0 and 1 than this, a share is as good as either. */
const EPSILON = 1e-9;

/**
 * Cosine by an embedder. Each distinct text is embedded once.
 *
 * @param vectorOf vectors that are there already (a store's), L2-normalised; undefined for a text without one
 */
export function embedderScorer(
  embedder: Embedder,
  vectorOf: (id: string) => Float32Array | undefined = () => undefined,
): Scorer {
  const queries = new Map<string, Float32Array>();
  const passages = new Map<string, Float32Array>();
  return {
    name: `embedder:${embedder.fingerprint}`,
    label: `the embedder ${embedder.model}`,
    kind: 'model',
    score: async (lists) => {
      const distinct = new Set(lists.flatMap(({ texts }) => texts));
      const vectors = new Map([...distinct].map((text) => [text, vectorOf(text.id)]));
      const rest = [...distinct].filter((text) => vectors.get(text) === undefined);
      await embedAll(embedder, 'query', { texts: lists.map(({ query }) => query), into: queries });
      await embedAll(embedder, 'passage', { texts: rest.map(fullText), into: passages });
      for (const text of rest) vectors.set(text, passages.get(fullText(text)));
      return lists.map(({ query, texts }) => {
        const asked = queries.get(query) as Float32Array;
        return Float64Array.from(texts, (text) => dot(asked, vectors.get(text) as Float32Array));
      });
    },
  };
}

async function embedAll(
  embedder: Embedder,
  kind: EmbedKind,
  { texts, into }: { readonly texts: readonly string[]; readonly into: Map<string, Float32Array> },
): Promise<void> {
  const fresh = [...new Set(texts)].filter((text) => !into.has(text));
  for (let start = 0; start < fresh.length; start += BATCH) {
    const batch = fresh.slice(start, start + BATCH);
    const rows = await embedder.embed(batch, kind);
    for (const [i, text] of batch.entries()) into.set(text, rows.slice(i * embedder.dims, (i + 1) * embedder.dims));
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/**
 * A cross-encoder. Scores that are all shares in [0, 1] went through a sigmoid or softmax, which presses everything that
 * does not answer against 0: they are read as log-odds, so that distances between them mean something.
 */
export function rerankerScorer(reranker: Reranker): Scorer {
  return {
    name: `reranker:${reranker.model}`,
    label: `the cross-encoder ${reranker.model}`,
    kind: 'model',
    draws: RERANKER_DRAWS,
    score: async (lists) => {
      const scores = await reranker.score(lists.flatMap(pairsOf));
      const isShare = scores.every((score) => score >= 0 && score <= 1);
      const read = isShare ? scores.map(logOdds) : scores;
      let at = 0;
      return lists.map(({ texts }) => {
        at += texts.length;
        return read.subarray(at - texts.length, at);
      });
    },
  };
}

function pairsOf({ query, texts }: ScoringList): { query: string; text: string }[] {
  return texts.map((text: ScorableText) => ({ query, text: fullText(text) }));
}

function logOdds(share: number): number {
  const inside = Math.min(1 - EPSILON, Math.max(EPSILON, share));
  return Math.log(inside / (1 - inside));
}
