import { describe, expect, it } from 'vitest';
import type { Embedder } from '../../../src/embed/embedder.js';
import type { Reranker } from '../../../src/embed/reranker.js';
import { openRetrievers, retrieverNames } from '../../../src/evals/retrieve/retriever.js';
import { suiteRetrievers } from '../../../src/evals/suite/suite-retrievers.js';
import { hashingEmbedder, passageId, shopDocuments, smallView } from '../../helpers/small-view.js';

const view = await smallView([
  ...shopDocuments(),
  {
    source: 'policies',
    doc: 'returns.en.md@old',
    kind: 'policy',
    title: 'Returns',
    texts: ['You can return printed books within 30 days of delivery.'],
    stale: { verdict: 'superseded', severity: 'material' },
  },
]);
const open = openRetrievers({ view, embedder: hashingEmbedder() });
const OLD = passageId('returns.en.md@old');
const find = async (name: string, question: string, k = 5) =>
  ((await open(name)?.retrieve([question], k)) ?? [[]])[0]?.map((hit) => hit.passage_id) ?? [];

describe('openRetrievers', () => {
  it('finds what a question asks for, each in its way', async () => {
    for (const name of retrieverNames(false)) {
      expect((await find(name, 'return printed books within days of delivery')).slice(0, 2), name).toContain(
        passageId('returns.en.md'),
      );
      expect((await find(name, '返品は何日以内'))[0], name).toBe(passageId('returns.ja.md'));
    }
  });

  it('leaves stale passages out of every -current retriever, and only there', async () => {
    for (const kind of ['dense', 'lexical', 'hybrid']) {
      expect(await find(kind, 'return printed books within 30 days')).toContain(OLD);
      expect(await find(`${kind}-current`, 'return printed books within 30 days', 100)).not.toContain(OLD);
    }
  });

  it('scores current passages by words as if the stale ones had never been', async () => {
    const alone = await smallView(shopDocuments());
    const without = openRetrievers({ view: alone, embedder: hashingEmbedder() })('lexical');
    const question = ['printed books'];
    expect(await open('lexical-current')?.retrieve(question, 10)).toEqual(await without?.retrieve(question, 10));
  });

  it('embeds questions once for all retrievers that are asked them, and other questions anew', async () => {
    const embedder = hashingEmbedder();
    const asked: string[] = [];
    const counting: Embedder = {
      ...embedder,
      embed: (texts, kind) => {
        asked.push(...texts);
        return embedder.embed(texts, kind);
      },
    };
    const shared = openRetrievers({ view, embedder: counting });
    for (const name of ['dense', 'hybrid', 'hybrid-current']) await shared(name)?.retrieve(['books', '返品'], 3);
    expect(asked).toEqual(['books', '返品']);
    expect(await shared('dense')?.retrieve(['shipping'], 3)).toEqual(await open('dense')?.retrieve(['shipping'], 3));
    expect(asked).toEqual(['books', '返品', 'shipping']);
  });

  it('asks again after a model that failed', async () => {
    const embedder = hashingEmbedder();
    let works = false;
    const shaky: Embedder = {
      ...embedder,
      embed: async (texts, kind) => (works ? embedder.embed(texts, kind) : Promise.reject(new Error('down'))),
    };
    const dense = openRetrievers({ view, embedder: shaky })('dense');
    await expect(dense?.retrieve(['books'], 3)).rejects.toThrow('down');
    works = true;
    expect((await dense?.retrieve(['books'], 3))?.[0]).toHaveLength(3);
  });

  it('refuses to hold vectors of another model against those of the view; words need none', () => {
    const other = openRetrievers({ view, embedder: { ...hashingEmbedder(), fingerprint: 'f'.repeat(64) } });
    for (const name of ['dense', 'hybrid-current']) expect(() => other(name)).toThrow('never mixed');
    expect(other('lexical')).toBeDefined();
  });

  it('finds by title and headings, which stand in no text', async () => {
    expect((await find('lexical', 'Copper Bell Vol. 2'))[0]).toBe(passageId('P8-2'));
  });

  it('says how it ranks', () => {
    expect(open('hybrid')?.settings).toMatchObject({ kind: 'hybrid', model: 'hashing', fusion: 'weighted' });
    expect(open('lexical')?.settings).not.toHaveProperty('model');
  });

  it('knows no other name, and reranks only with a cross-encoder', () => {
    for (const name of ['bm25', 'dense-', 'hybrid-reranked', 'current', '']) expect(open(name)).toBeUndefined();
  });

  it("puts the best in a cross-encoder's order and leaves out what it did not read", async () => {
    const model: Reranker = {
      model: 'old-first',
      fingerprint: 'x',
      maxTokens: 99,
      score: async (pairs) => Float64Array.from(pairs, ({ text }) => (text.includes('30 days') ? 1 : 0)),
      stats: () => ({ pairs: 0, truncated: 0 }),
      close: async () => {},
    };
    const retriever = openRetrievers({ view, embedder: hashingEmbedder(), reranker: { model, depth: 4 } })(
      'lexical-reranked',
    );
    const [hits = []] = (await retriever?.retrieve(['return printed books within 14 days'], 10)) ?? [];
    expect(hits.map((hit) => hit.passage_id)[0]).toBe(OLD);
    expect(hits.length).toBeLessThanOrEqual(4);
    expect(retriever?.settings).toMatchObject({ reranker: 'old-first', rerank_depth: 4 });
  });
});

describe('suiteRetrievers', () => {
  const gate = { id: 'g', measure: 'R@10', min: 0.5 };
  it("takes the suite's own, else the configured one in both scopes, and what gates name", () => {
    const config = { retriever: 'hybrid', reranking: false };
    expect(suiteRetrievers({ retrievers: [], gates: [] }, config)).toEqual(['hybrid', 'hybrid-current']);
    const gates = ['dense', 'bm25', 'hybrid'].map((retriever) => ({ ...gate, retriever }));
    expect(suiteRetrievers({ retrievers: ['lexical'], gates }, config)).toEqual(['lexical', 'dense', 'hybrid']);
    expect(suiteRetrievers({ retrievers: [], gates: [] }, { ...config, reranking: true })).toContain(
      'hybrid-current-reranked',
    );
  });
});
