import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../src/corpus/document.js';
import type { FactSpec } from '../../../src/corpus/sources/config-fields.js';
import { renderEntry } from '../../../src/corpus/sources/render.js';

const SPECS: readonly FactSpec[] = [
  { field: 'volumes', column: 'v', unit: 'volumes', label: { en: 'Volumes', ja: '巻数' } },
  { field: 'price_jpy', column: 'p', label: { en: 'Price', ja: '価格' } },
  { field: 'releaseDate', column: 'r' },
  { field: 'year', column: 'y' },
  { field: 'digital', column: 'd', label: 'Digital' },
];
const FACTS: readonly Fact[] = [
  { field: 'volumes', value: { type: 'number', value: 1, unit: 'volumes' } },
  { field: 'price_jpy', value: { type: 'money', value: 1650, currency: 'JPY' } },
  { field: 'releaseDate', value: { type: 'date', value: '2026-04-01' } },
  { field: 'year', value: { type: 'number', value: 1997 } },
  { field: 'digital', value: { type: 'boolean', value: true } },
  { field: 'isbn', value: null },
];
const render = (lang: string | null, facts = FACTS) =>
  renderEntry({ title: 'Moon\nHarbor', facts, texts: [] }, SPECS, lang).text;

describe('renderEntry', () => {
  it('reads as English, as Japanese, and as both', () => {
    expect(render('en')).toBe(
      'Moon Harbor\nVolumes: 1 volume\nPrice: ¥1,650\nRelease Date: 2026-04-01\nYear: 1997\nDigital: Yes',
    );
    expect(render('ja')).toBe(
      'Moon Harbor\n巻数：1巻\n価格：1,650円\nRelease Date：2026年4月1日\nYear：1997\nDigital：はい',
    );
    expect(render('mixed')).toContain('Volumes (巻数): 1 volume\nPrice (価格): ¥1,650');
    const genres: Fact = { field: 'genres_ja', value: { type: 'list', value: ['日常', '恋愛'] } };
    const specs: readonly FactSpec[] = [{ field: 'genres_ja', column: 'g', label: 'ジャンル' }];
    expect(renderEntry({ title: 'T', facts: [genres], texts: [] }, specs, 'mixed').text).toBe(
      'T\nジャンル：日常、恋愛',
    );
    expect(render(null)).toBe(render('en'));
  });

  it.each([
    [12.5, 'USD', '$12.50'],
    [1234567.891, 'USD', '$1,234,567.891'],
    [-5, 'GBP', '-£5.00'],
    [20, 'CAD', '20.00 CAD'],
    [4995.5, 'JPY', '¥4,995.5'],
  ])('writes %d %s as %s', (value, currency, text) => {
    const facts: Fact[] = [{ field: 'price_jpy', value: { type: 'money', value, currency } }];
    expect(render('en', facts)).toBe(`Moon Harbor\nPrice: ${text}`);
  });

  it('covers the text with blocks in order, spoilers apart, whatever it holds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '。', '\n', ' ', '\r', '\t', '😀') });
    const texts = fc.array(fc.record({ column: fc.constant('t'), text, spoiler: fc.boolean() }));
    fc.assert(
      fc.property(text, texts, (title, columns) => {
        const rendered = renderEntry({ title, facts: FACTS, texts: columns }, SPECS, 'en');
        let end = 0;
        for (const block of rendered.blocks) {
          expect(block.start).toBeGreaterThanOrEqual(end);
          expect(rendered.text.slice(end, block.start).trim()).toBe('');
          const covered = rendered.text.slice(block.start, block.end);
          expect(covered).toBe(covered.trim());
          expect(covered).not.toBe('');
          end = block.end;
        }
        expect(end).toBe(rendered.text.length);
        const hidden = columns
          .filter(({ spoiler }) => spoiler)
          .map((column) => column.text.replace(/\s/g, ''))
          .join('');
        const marked = rendered.blocks
          .filter((block) => block.spoiler)
          .map(({ start, end: to }) => rendered.text.slice(start, to));
        expect(marked.join('').replace(/\s/g, '')).toBe(hidden);
      }),
    );
  });
});
