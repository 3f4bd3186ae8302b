/** A cross-encoder as judge: what it holds for an answer is dropped, or it decides the order. */
import { describe, expect, it } from 'vitest';
import type { Reranker } from '../../src/embed/reranker.js';
import { corpusOfTexts } from '../../src/negatives/corpus.js';
import { mineHardNegatives } from '../../src/negatives/mine.js';
import type { RerankOptions } from '../../src/negatives/options.js';

/** Scores a text by its number: `text 7 = 0.7`. */
function readingReranker(): Reranker & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    model: 'reading',
    fingerprint: '0',
    maxTokens: 512,
    asked,
    score: async (pairs) => {
      asked.push(...pairs.map(({ text }) => text));
      return Float64Array.from(pairs, ({ text }) => Number(/= (.+)$/.exec(text)?.[1]));
    },
    stats: () => ({ pairs: asked.length, truncated: 0 }),
    close: async () => {},
  };
}

/** Cosines fall from a to f; the cross-encoder sees it otherwise. */
const judged = { a: 0.6, b: 0.9, c: 0.1, d: 0.6, e: 0.3, f: 0.2 };

async function mine(rerank: Omit<RerankOptions, 'reranker'>, over: object = {}) {
  const reranker = readingReranker();
  const ids = Object.keys(judged);
  const angles = ids.map((_, i) => (i * Math.PI) / 12);
  const { rows } = await mineHardNegatives({
    corpus: corpusOfTexts({
      texts: Object.entries(judged).map(([id, score]) => ({ passage_id: id, text: `text ${id} = ${score}` })),
      vectors: Float32Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)])),
      dims: 2,
    }),
    queries: [{ query_id: 'q', text: 'question', oracle_ids: ['a'] }],
    queryVectors: Float32Array.of(1, 0),
    numNegatives: 2,
    relativeMargin: null,
    nearDuplicate: null,
    diversity: null,
    seed: 0,
    rerank: { reranker, ...rerank },
    ...over,
  });
  return { row: rows[0]!, asked: reranker.asked, ids: rows[0]!.negatives.map(({ passage_id }) => passage_id) };
}

describe('rerank', () => {
  it('drops what scores above the weakest positive, keeps equality, and asks for no more than it needs', async () => {
    const { row, ids, asked } = await mine({});
    expect(ids).toEqual(['c', 'd']);
    expect(row.dropped).toMatchObject({ above_reranker_score: 1 });
    expect(row.negatives[1]).toMatchObject({ reranker_score: 0.6 });
    expect(asked).not.toContain('text f = 0.2');
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('takes a ceiling or a margin of its own', async () => {
    expect((await mine({ maxScore: 0.3 })).ids).toEqual(['c', 'e']);
    expect((await mine({ relativeMargin: 0.5 })).ids).toEqual(['c', 'e']);
  });

  it('rescores as sentence-transformers does: its scores meet the margins and decide the order', async () => {
    const { row, ids } = await mine({ mode: 'rescore' }, { absoluteMargin: 0.3 });
    expect(ids).toEqual(['e', 'f']);
    expect(row.dropped).toMatchObject({ above_absolute_margin: 2 });
    expect(row.negatives[0]!.margin).toBeCloseTo(0.3, 10);
    expect((await mine({ mode: 'rescore' }, { rangeMin: 1, rangeMax: 3 })).ids).toEqual(['d', 'c']);
  });
});
