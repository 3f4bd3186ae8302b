import { describe, expect, it } from 'vitest';
import type { PoolSet } from '../../../../src/evals/hardness/pool.js';
import { minedWith } from '../../../../src/evals/hardness/pools/who-mined.js';
import { corpusOfTexts } from '../../../../src/negatives/corpus.js';
import { hashEmbedder } from '../../../helpers/hash-embedder.js';

const TEXTS = ['a ferry leaves at noon', 'the kitchen is closed', 'books come on friday'];
const QUERY = 'when does the ferry leave';

async function world() {
  const embedder = hashEmbedder();
  const vectors = await embedder.embed(TEXTS, 'passage');
  const texts = TEXTS.map((text, i) => ({ passage_id: `p${i}`, text }));
  const corpus = corpusOfTexts({ texts, vectors, dims: embedder.dims });
  const query = await embedder.embed([QUERY], 'query');
  const cosine = (i: number) => query.reduce((sum, value, d) => sum + value * (vectors[i * embedder.dims + d] ?? 0), 0);
  const setOf = (score: (i: number) => number | null, origin = 'dense'): PoolSet => ({
    ...{ name: 'file', ordered: false, mined_by: null },
    pools: [
      {
        query_id: 'q',
        query: QUERY,
        candidates: TEXTS.map((text, i) => ({
          ...{ id: `p${i}`, title: '', text, relevant: i === 0, score: score(i) },
          origin: i === 0 ? null : origin,
        })),
      },
    ],
  });
  return { embedder, corpus, cosine, setOf };
}

describe('who mined a set', () => {
  it('is the embedder whose cosines the rows hold, and BM25 where negatives came from it', async () => {
    const { embedder, corpus, cosine, setOf } = await world();
    const name = `embedder:${embedder.fingerprint}`;
    expect(await minedWith(setOf(cosine), { corpus, embedder })).toEqual([name]);
    expect(await minedWith(setOf(cosine, 'lexical'), { corpus, embedder })).toEqual([name, 'bm25']);
  });

  it('is not known where other scores stand there, or none', async () => {
    const { embedder, corpus, cosine, setOf } = await world();
    expect(
      await minedWith(
        setOf((i) => cosine(i) + 0.01),
        { corpus, embedder },
      ),
    ).toBeNull();
    expect(
      await minedWith(
        setOf(() => null),
        { corpus, embedder },
      ),
    ).toBeNull();
  });

  it('is what the set says, where it says something', async () => {
    const { embedder, corpus, cosine, setOf } = await world();
    const said = { ...setOf(cosine), mined_by: ['reranker:x'] };
    expect(await minedWith(said, { corpus, embedder })).toEqual(['reranker:x']);
  });
});
