import { expect, it } from 'vitest';
import { openTransformersEmbedder } from '../../../src/embed/transformers/open-transformers.js';

const embedder = await openTransformersEmbedder({ model: 'bundled', root: process.cwd() });

async function vectors(texts: readonly string[]): Promise<Float32Array[]> {
  const all = await embedder.embed(texts, 'passage');
  return texts.map((_, i) => all.slice(i * embedder.dims, (i + 1) * embedder.dims));
}

const cosine = (a: Float32Array | undefined, b: Float32Array | undefined): number =>
  Array.from(a ?? []).reduce((sum, x, d) => sum + x * (b?.[d] ?? 0), 0);

it.each([
  ['ワンピース 第12巻', 'ワンピース 12巻', 'ワンピース Vol. 12', 'ﾜﾝﾋﾟｰｽ　第１２巻'],
  ['スーパーマン', 'スーパ-マン', 'スーパーーマン', 'ｽｰﾊﾟｰﾏﾝ'],
  ['価格は1,980円', '価格は1980円', '価格は１９８０円'],
  ['Attack on Titan', 'ATTACK ON TITAN', 'Ａｔｔａｃｋ　ｏｎ　Ｔｉｔａｎ'],
  ['ひらがな', 'ヒラガナ'],
])('gives spellings of one text one vector: %s', async (...spellings) => {
  const [first, ...others] = await vectors(spellings);
  for (const other of others) expect(other).toEqual(first);
});

it.each([
  ['ワンピース 第12巻', 'ワンピース 第13巻'],
  ['返品は30日以内に承ります。', '返品は14日以内に承ります。'],
  ['配送料は500円です。', '配送料は600円です。'],
  ['released on 2024-05-01', 'released on 2024-05-02'],
])('keeps near texts near, yet apart: %s / %s', async (a, b) => {
  const [x, y] = await vectors([a, b]);
  expect(cosine(x, y)).toBeGreaterThan(0.4);
  expect(cosine(x, y)).toBeLessThan(0.98);
});

it('gives a text the same bytes alone, among others and beside a long one', async () => {
  const texts = ['返品はできますか', 'a', `${'進撃の巨人 attack on titan. '.repeat(300)}`, '第3巻'];
  const together = await vectors(texts);
  for (const [i, text] of texts.entries()) expect((await vectors([text]))[0]).toEqual(together[i]);
});

it('survives what it cannot read: no vector, or a finite one', async () => {
  const [emoji, blank, korean, cyrillic, long] = await vectors([
    '🎉🎉',
    ' \n',
    '원피스 12권',
    'Манга',
    '漫'.repeat(100_000),
  ]);
  expect(emoji?.every((x) => x === 0)).toBe(true);
  expect(blank?.every((x) => x === 0)).toBe(true);
  for (const vector of [korean, cyrillic, long]) expect(vector?.every(Number.isFinite)).toBe(true);
  expect(cosine(long, long)).toBeCloseTo(1, 5);
});
