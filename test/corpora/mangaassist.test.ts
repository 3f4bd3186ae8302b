/** The sample shop keeps its promises: size, both languages, the generator's bytes, and a suite that can be answered. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { generatedFiles } from '../../scripts/make-sample-shop.js';
import { PAGE_SOURCES, page, pageExists, pageNames, records, SHOP, SUITE } from './shop-files.js';

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

interface SuiteGold {
  readonly source: string;
  readonly doc: string;
  readonly fact?: string;
  readonly value?: unknown;
  readonly quote?: string;
}

interface SuiteQuestion {
  readonly id: string;
  readonly question: string;
  readonly lang: string;
  readonly type: string;
  readonly gold: readonly SuiteGold[];
}

describe('the eval suite', () => {
  const { questions } = parse(readFileSync(SUITE, 'utf8')) as { questions: readonly SuiteQuestion[] };
  const key = parse(readFileSync(join(SHOP, 'expected.yaml'), 'utf8')) as {
    after: {
      refused: readonly { source: string; doc: string }[];
      passages: readonly Flagged[];
      documents: readonly Flagged[];
    };
  };
  /** What was refused in July is still what April said. */
  const snapshotOf = ({ source, doc }: SuiteGold): string =>
    key.after.refused.some((one) => one.source === source && one.doc === doc) ? '2026-04' : '2026-07';

  it('has at least 80 questions of every type in three kinds of language, each asked once', () => {
    expect(questions.length).toBeGreaterThanOrEqual(80);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(new Set(questions.map(({ lang }) => lang))).toEqual(new Set(['en', 'ja', 'mixed']));
    expect(new Set(questions.map(({ type }) => type)).size).toBe(6);
    expect(questions.filter(({ lang }) => lang !== 'en').length).toBeGreaterThanOrEqual(35);
    for (const { id, type, gold } of questions) expect(gold.length === 0, id).toBe(type === 'unanswerable');
  });

  it('quotes what exactly one section of a page says, or a catalog entry', () => {
    for (const { id, gold } of questions) {
      for (const one of gold.filter(({ quote }) => quote !== undefined)) {
        const snapshot = snapshotOf(one);
        const texts =
          one.source === 'series' || one.source === 'products'
            ? Object.values(records(snapshot, one.source).get(one.doc) ?? {}).map(String)
            : page(snapshot, one.source, one.doc).sections;
        expect(texts.filter((text) => text.includes(one.quote ?? '')).length, `${id} ${one.doc}`).toBe(1);
      }
    }
  });

  it('asks for facts that the catalog of July states', () => {
    for (const { id, gold } of questions) {
      for (const { source, doc, fact, value } of gold.filter((one) => one.fact !== undefined)) {
        const record = records('2026-07', source as 'series' | 'products').get(doc);
        expect(record?.[fact ?? ''], `${id} ${doc} ${fact}`).toBe(value);
      }
    }
  });

  it('never takes a stale passage for an answer', () => {
    const stale = [...key.after.passages, ...key.after.documents].filter(({ verdict }) => verdict !== 'superseded');
    for (const { id, gold } of questions) {
      for (const { source, doc, quote } of gold) {
        const wrong = stale.filter(
          (one) => one.source === source && one.doc === doc && (one.quote === undefined || one.quote === quote),
        );
        expect(wrong, id).toEqual([]);
      }
    }
  });
});

interface Flagged {
  readonly source: string;
  readonly doc: string;
  readonly quote?: string;
  readonly verdict: string;
}
