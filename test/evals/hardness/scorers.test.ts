import { describe, expect, it } from 'vitest';
import type { Reranker } from '../../../src/embed/reranker.js';
import { bm25Scorer } from '../../../src/evals/hardness/scorers/bm25.js';
import { CANARY_SCORERS } from '../../../src/evals/hardness/scorers/canaries.js';
import { embedderScorer, rerankerScorer } from '../../../src/evals/hardness/scorers/models.js';
import { ngramScorer } from '../../../src/evals/hardness/scorers/ngram.js';
import type { Scorer } from '../../../src/evals/hardness/scorers/scorer.js';
import { TITLE_OVERLAP } from '../../../src/evals/hardness/scorers/title-overlap.js';
import { buildLexicalIndex } from '../../../src/search/lexical/lexical-index.js';
import { hashEmbedder } from '../../helpers/hash-embedder.js';
import { CORPUS } from './small-shop.js';

const of = (text: string, title = '') => ({ id: `${title}/${text}`, title, text });
const scoresOf = async (scorer: Scorer, query: string, texts: readonly ReturnType<typeof of>[]) =>
  Array.from((await scorer.score([{ query, texts }]))[0]!);

describe('BM25', () => {
  it('scores a text of the corpus as a search of the corpus does', async () => {
    const scorer = bm25Scorer(CORPUS);
    const index = buildLexicalIndex(
      CORPUS.map(({ title, text }) => (text.includes(title) ? text : `${title}\n${text}`)),
    );
    for (const query of ['How many volumes of Salt Road are out?', '『紙の庭』は何巻まで出ていますか']) {
      const hits = index.search([query], { k: 20 })[0]!;
      expect(hits.length).toBe(20);
      const own = (await scorer.score([{ query, texts: hits.map(({ index: row }) => CORPUS[row]!) }]))[0]!;
      for (const [i, { score }] of hits.entries()) expect(own[i]).toBeCloseTo(score, 10);
    }
  });

  it('scores a text that is not in the corpus, a term that no text has as the rarest', async () => {
    const scorer = bm25Scorer([of('the lamp'), of('the road')]);
    const [zebra, lamp, none] = await scoresOf(scorer, 'zebra lamp', [of('a zebra'), of('a lamp'), of('nothing')]);
    expect(zebra).toBeGreaterThan(lamp!);
    expect(none).toBe(0);
  });
});

describe('character n-grams', () => {
  const scorer = ngramScorer(CORPUS);

  it('are cosines: 1 for the same text, 0 for one that shares nothing', async () => {
    const [same, none] = await scoresOf(scorer, 'Glass Orchard', [of('glass  orchard!'), of('木曜日')]);
    expect(same).toBeCloseTo(1, 6);
    expect(none).toBe(0);
  });

  it('find inflected, compounded and differently written words, in both languages', async () => {
    const english = [of('refunds for returned parcels'), of('the weather in spring')];
    const [near, far] = await scoresOf(scorer, 'refunding a return', english);
    expect(near).toBeGreaterThan(far!);
    const [kana, other] = await scoresOf(scorer, 'まんがの返品', [of('マンガノ返品条件'), of('銅の日記の作者')]);
    expect(kana).toBeGreaterThan(0.3);
    expect(other).toBeLessThan(kana!);
  });

  it('weigh rare ones above common ones', async () => {
    const [rare, common] = await scoresOf(scorer, 'zzyzx volumes', [of('zzyzx'), of('volumes')]);
    expect(rare).toBeGreaterThan(common!);
  });

  it('score each text by itself, in whatever company and order', async () => {
    const texts = CORPUS.slice(0, 6);
    const [list] = await scorer.score([{ query: 'Salt Road volumes', texts }]);
    const [, turned] = await scorer.score([
      { query: 'another question', texts: CORPUS.slice(3, 9) },
      { query: 'Salt Road volumes', texts: texts.toReversed() },
    ]);
    expect(Array.from(turned!).reverse()).toEqual(Array.from(list!));
  });
});

describe('an embedder', () => {
  it('embeds each text once, and none that has a vector already', async () => {
    const embedder = hashEmbedder();
    const known = new Float32Array(embedder.dims);
    known[0] = 1;
    const scorer = embedderScorer(embedder, (id) => (id === '/stored' ? known : undefined));
    const lists = [
      { query: 'a', texts: [of('x'), of('stored'), of('y')] },
      { query: 'b', texts: [of('x'), of('stored')] },
    ];
    const scores = await scorer.score(lists);
    await scorer.score(lists);
    expect(embedder.seen.toSorted()).toEqual(['a', 'b', 'x', 'y']);
    const [asked] = [await embedder.embed(['a'], 'query')];
    expect(scores[0]![1]).toBeCloseTo(asked[0]!, 6);
    expect(scorer.name).toBe(`embedder:${embedder.fingerprint}`);
  });
});

describe('a cross-encoder', () => {
  const reranker = (scores: readonly number[]): Reranker => ({
    model: 'judge',
    fingerprint: 'f',
    maxTokens: 512,
    score: async (pairs) => Float64Array.from(pairs, (_, i) => scores[i]!),
    stats: () => ({ pairs: 0, truncated: 0 }),
    close: async () => {},
  });
  const texts = [of('x'), of('y'), of('z')];

  it('is read as log-odds where it gives shares, certainty too', async () => {
    const [high, low, certain] = await scoresOf(rerankerScorer(reranker([0.9, 0.1, 1])), 'q', texts);
    expect(high).toBeCloseTo(-low!, 10);
    expect(Number.isFinite(certain)).toBe(true);
    expect(certain).toBeGreaterThan(high!);
  });

  it('is read as it is where it gives logits', async () => {
    expect(await scoresOf(rerankerScorer(reranker([0.9, -8, 4])), 'q', texts)).toEqual([0.9, -8, 4]);
  });
});

describe('titles', () => {
  it('count the words of the question that they hold, and read no text', async () => {
    const texts = [of('volumes of Salt Road', 'Glass'), of('', 'The Salt Road'), of('', '塩の道の巻')];
    const [glass, salt, ja] = await scoresOf(TITLE_OVERLAP, 'Salt Road volumes', texts);
    expect([glass, ja]).toEqual([0, 0]);
    expect(salt).toBeCloseTo(2 / 3, 10);
    expect((await scoresOf(TITLE_OVERLAP, '塩の道は何巻', texts))[2]).toBeGreaterThan(0.3);
    expect(await scoresOf(TITLE_OVERLAP, '?!', texts)).toEqual([0, 0, 0]);
  });
});

describe('canaries', () => {
  it('take ids by bytes, as trec_eval does', () => {
    const of = (id: string) => ({ id, title: '', text: '', relevant: false, origin: null, score: null });
    // U+FF5E is below a surrogate pair by bytes and above it by code units.
    expect(CANARY_SCORERS.highest_id([of('\u{1F600}'), of('\uFF5E'), of('a')])).toEqual([2, 1, 0]);
  });
});
