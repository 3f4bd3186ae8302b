/** The sample shop keeps its promises: size, both languages, and the generator's bytes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../scripts/make-sample-shop.js';
import { PAGE_SOURCES, page, pageExists, pageNames, records, SHOP } from './shop-files.js';

const SNAPSHOTS = ['2026-04', '2026-07'] as const;
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

describe('the generated catalog', () => {
  it('is what the generator writes, byte for byte', () => {
    const files = generatedFiles();
    expect([...files.keys()].sort()).toEqual(
      SNAPSHOTS.flatMap((snapshot) => [`${snapshot}/products.jsonl`, `${snapshot}/series.jsonl`]).sort(),
    );
    for (const [name, content] of files) expect(readFileSync(join(SHOP, name), 'utf8') === content, name).toBe(true);
  });

  it.each(SNAPSHOTS)('of %s has at least 60 series, 600 products and 20 spoilers', (snapshot) => {
    const series = [...records(snapshot, 'series').values()];
    expect(series.length).toBeGreaterThanOrEqual(60);
    expect(records(snapshot, 'products').size).toBeGreaterThanOrEqual(600);
    const spoiled = series.filter((one) => one['spoiler_en'] !== null);
    expect(spoiled.length).toBeGreaterThanOrEqual(20);
    for (const one of spoiled) expect(String(one['spoiler_ja'])).toMatch(JAPANESE);
  });

  it.each(SNAPSHOTS)('of %s is bilingual, and no two synopses begin alike', (snapshot) => {
    const series = [...records(snapshot, 'series').values()];
    for (const one of series) {
      expect(String(one['synopsis_ja']), String(one['series_id'])).toMatch(JAPANESE);
      expect(String(one['synopsis_en']).match(/[.?!](\s|$)/g)?.length ?? 0).toBeGreaterThanOrEqual(2);
    }
    for (const field of ['title_en', 'title_ja', 'author']) {
      expect(new Set(series.map((one) => one[field])).size, field).toBe(series.length);
    }
    const openings = series.map((one) => String(one['synopsis_en']).split(' ').slice(0, 4).join(' '));
    expect(new Set(openings).size).toBe(openings.length);
  });

  it.each(SNAPSHOTS)(
    'of %s sells every volume that a series has, under codes that no real book can have',
    (snapshot) => {
      const products = [...records(snapshot, 'products').values()];
      const codes = products.map((product) => String(product['item_code']));
      expect(new Set(codes).size).toBe(codes.length);
      for (const code of codes) {
        const digits = [...code.replaceAll('-', '')].map(Number);
        expect(code.startsWith('290-') && digits.length === 13, code).toBe(true);
        expect(digits.reduce((sum, digit, i) => sum + digit * (i % 2 === 0 ? 1 : 3), 0) % 10, code).toBe(0);
      }
      const gone = new Set(['S013', 'S020', 'S039']); // lost volumes by July: out of print
      for (const one of records(snapshot, 'series').values()) {
        const onSale = products.filter(
          (product) =>
            product['series_id'] === one['series_id'] &&
            product['format'] === 'paperback' &&
            product['availability'] !== 'preorder',
        );
        if (!gone.has(String(one['series_id']))) expect(onSale.length, String(one['series_id'])).toBe(one['volumes']);
      }
    },
  );

  it.each(SNAPSHOTS)('of %s knows no date that had not come when it was exported, but for pre-orders', (snapshot) => {
    const exported = `${snapshot}-10`;
    for (const row of [...records(snapshot, 'series').values(), ...records(snapshot, 'products').values()]) {
      expect(String(row['updated_at']).slice(0, 10) <= exported, JSON.stringify(row)).toBe(true);
      if ('release_date' in row && row['availability'] !== 'preorder') {
        expect(String(row['release_date']) <= exported, String(row['sku'])).toBe(true);
      }
    }
  });
});

describe('the pages', () => {
  it('are at least 16 policies and guides in both languages', () => {
    for (const snapshot of SNAPSHOTS) {
      const pairs = PAGE_SOURCES.flatMap((source) =>
        pageNames(snapshot, source).filter(
          (name) => name.endsWith('.en.md') && pageExists(snapshot, source, name.replace('.en.', '.ja.')),
        ),
      );
      expect(pairs.length).toBeGreaterThanOrEqual(16);
    }
  });

  it('say in their front matter what they are, in the language of their name', () => {
    for (const snapshot of SNAPSHOTS) {
      for (const source of PAGE_SOURCES) {
        for (const name of pageNames(snapshot, source)) {
          const { front, body, sections } = page(snapshot, source, name);
          expect(front['title'], name).toBe(/^# (.*)$/m.exec(body)?.[1]);
          expect(front['lang'], name).toBe(name.split('.').at(-2));
          expect(String(front['updated_at']) <= `${snapshot}-10`, name).toBe(true);
          expect(sections.length, name).toBeGreaterThanOrEqual(3);
          expect(JAPANESE.test(body), name).toBe(front['lang'] === 'ja');
        }
      }
    }
  });

  it('have the same sections in both languages', () => {
    for (const snapshot of SNAPSHOTS) {
      for (const source of PAGE_SOURCES) {
        for (const name of pageNames(snapshot, source).filter((each) => each.endsWith('.ja.md'))) {
          const twin = page(snapshot, source, name.replace('.ja.', '.en.'));
          expect(page(snapshot, source, name).sections.length, name).toBe(twin.sections.length);
        }
      }
    }
  });
});
