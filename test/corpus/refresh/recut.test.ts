import { describe, expect, it } from 'vitest';
import { catalog, createShop, page, policies } from '../../helpers/shop.js';

const PARAGRAPHS = Array.from(
  { length: 6 },
  (_, i) =>
    `Paragraph ${i + 1} says at some length what customers of shelf ${i + 1} may bring back, and within how many days.`,
);

describe('a change of passages.maxTokens', () => {
  it('cuts documents anew that did not change, flags nothing, and gives old ids back when it is undone', async () => {
    const shop = createShop({ sources: [catalog(), policies()] });
    shop.write('policies/returns.md', page('2026-01-01', `# Returns\n\n${PARAGRAPHS.join('\n\n')}`));
    shop.entries([{ sku: 'a', title: 'Aoi Umi', synopsis: PARAGRAPHS.slice(0, 4).join(' '), volumes: 3 }]);
    await shop.refresh('2026-02-01');
    const whole = await shop.passages(1);

    const small = await shop.refresh('2026-02-02', { maxTokens: 40 });
    const pieces = await shop.passages(2);
    expect(pieces.length).toBeGreaterThan(whole.length + 4);
    expect(small.newly_stale).toEqual({});
    expect(small.sources.map(({ unchanged, changed }) => [unchanged, changed])).toEqual([
      [1, 0],
      [1, 0],
    ]);
    expect(small.sources.map(({ passages }) => passages).reduce((sum, n) => sum + n, 0)).toBe(pieces.length);
    expect(pieces.every((row) => row.verdict === null)).toBe(true);

    await shop.refresh('2026-02-03');
    const again = await shop.passages(3);
    expect(again.map((row) => row.passage_id).sort()).toEqual(whole.map((row) => row.passage_id).sort());

    const repeated = await shop.refresh('2026-02-04');
    expect(repeated.sources.map(({ embedded, rechunked }) => [embedded, rechunked])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});
