import { describe, expect, it } from 'vitest';
import { checkSameModel } from '../../src/corpus/same-model.js';
import type { Embedder } from '../../src/embed/embedder.js';
import { hashEmbedder } from '../helpers/hash-embedder.js';
import { catalog, createShop } from '../helpers/shop.js';

/** A model behind a server: the same name and fingerprint, whatever is loaded there. */
function remote(loaded: string): Embedder & { readonly seen: readonly string[] } {
  const hash = hashEmbedder();
  return {
    ...hash,
    model: 'served',
    fingerprint: 'a'.repeat(64),
    remote: true,
    embed: (texts, kind) =>
      hash.embed(
        texts.map((text) => `${loaded}: ${text}`),
        kind,
      ),
  };
}

const rows = ['one', 'two', 'three', 'four'].map((text) => ({ title: '', heading_path: [], text }));
const stored = async (embedder: Embedder) => ({
  rows,
  vectors: await embedder.embed(
    rows.map(({ text }) => text),
    'passage',
  ),
});

describe('checkSameModel', () => {
  it('is silent for the same model, with three passages in one call', async () => {
    const embedder = remote('one');
    const known = await stored(embedder);
    await checkSameModel(known, embedder, 'here');
    expect(embedder.seen.slice(4)).toEqual(['one: one', 'one: two', 'one: three']);
  });

  it('forgives rounding, and nothing more', async () => {
    const embedder = remote('one');
    const { vectors } = await stored(embedder);
    const float16 = vectors.map((value) => Math.round(value * 1024) / 1024);
    await checkSameModel({ rows, vectors: float16 }, embedder, 'here');
    await expect(
      checkSameModel({ rows, vectors: vectors.map((value) => Math.sign(value) / Math.sqrt(8)) }, embedder, 'here'),
    ).rejects.toThrow('another model');
  });

  it('refuses another model, with the way out', async () => {
    const known = await stored(remote('one'));
    await expect(checkSameModel(known, remote('two'), 'store')).rejects.toMatchObject({
      name: 'RaftCorpusError',
      where: 'store',
      message: expect.stringContaining('serves another model as "served"'),
      fix: expect.stringMatching(/embedder\.revision.*refresh --reembed/),
    });
  });

  it('leaves alone what has no direction, what is empty, and models whose weights the fingerprint covers', async () => {
    const embedder = remote('one');
    await checkSameModel({ rows, vectors: new Float32Array(32) }, embedder, 'here');
    await checkSameModel({ rows: [], vectors: new Float32Array() }, embedder, 'here');
    const known = await stored(remote('two'));
    await checkSameModel(known, hashEmbedder(), 'here');
    expect(embedder.seen).toEqual([]);
  });
});

describe('refresh', () => {
  it('adds nothing to a store when the server has another model', async () => {
    const shop = createShop({ sources: [catalog()] });
    const entry = (sku: string) => ({ sku, title: sku, synopsis: `The story of ${sku}.` });
    shop.entries([entry('A')]);
    await shop.refresh('2026-01-01', { embedder: remote('one') });
    shop.entries([entry('A'), entry('B')]);
    await expect(shop.refresh('2026-01-02', { embedder: remote('two') })).rejects.toThrow('another model');
    expect(await shop.allPassages()).toHaveLength(1);
    await shop.refresh('2026-01-02', { embedder: remote('one') });
    expect(await shop.passages(2)).toHaveLength(2);
  });
});
