/**
 * The hand-written key agrees with the files: what it names exists, and what differs between the snapshots is named.
 * The comparison is made from the files alone; mangaassist-refresh.test.ts holds a refresh against the key.
 */
import { describe, expect, it } from 'vitest';
import { PAGE_SOURCES, page, pageExists, pageNames, records, unwrapped } from './shop-files.js';
import { docsOf, type KeyDrift, readKey, shownFact } from './shop-key.js';

const key = readKey();
const { after } = key;
const entriesOf = (source: string, verdict: string): string[] =>
  after.entries.filter((entry) => entry.source === source && entry.verdict === verdict).flatMap(docsOf);
const isRefused = (source: string, doc: string): boolean =>
  after.refused.some((one) => one.source === source && one.doc === doc);
const sectionsWith = (at: { snapshot: string; source: string; doc: string }, quote: string): readonly string[] =>
  page(at.snapshot, at.source, at.doc).sections.filter((section) => section.includes(quote));

/** Columns that are no part of an entry's passage. */
const UNSEEN = new Set(['stock', 'updated_at']);
describe('the key and the catalog', () => {
  it.each(['series', 'products'] as const)(
    '%s: names every entry that came, went or changed, and no other',
    (source) => {
      const [april, july] = [records('2026-04', source), records('2026-07', source)];
      const gone = [...april.keys()].filter((id) => !july.has(id));
      const come = [...july.keys()].filter((id) => !april.has(id));
      const changed = [...april].flatMap(([id, before]) => {
        const now = july.get(id);
        const isChanged =
          now && Object.keys(before).some((f) => !UNSEEN.has(f) && !Object.is(String(before[f]), String(now[f])));
        return isChanged && !isRefused(source, id) ? [id] : [];
      });
      expect(entriesOf(source, 'removed').sort()).toEqual(gone.sort());
      expect(
        after.added
          .filter((one) => one.source === source)
          .flatMap(({ docs }) => docs)
          .sort(),
      ).toEqual(come.sort());
      expect(entriesOf(source, 'superseded').sort()).toEqual(changed.sort());
    },
  );

  it('names every field that changed, with both values', () => {
    for (const entry of after.entries.filter(({ verdict }) => verdict === 'superseded')) {
      for (const id of docsOf(entry)) {
        const before = records('2026-04', entry.source).get(id) ?? {};
        const now = records('2026-07', entry.source).get(id) ?? {};
        const fields = Object.keys(before).filter(
          (field) => !UNSEEN.has(field) && JSON.stringify(before[field]) !== JSON.stringify(now[field]),
        );
        if (entry.severity === 'cosmetic') {
          expect(fields, id).toEqual(['synopsis_en']);
          const words = (text: unknown): string => String(text).replace(/[^\p{L}\p{N}]+/gu, ' ');
          expect(words(now['synopsis_en'])).toBe(words(before['synopsis_en']));
          continue;
        }
        const drift = fields.map((field) => ({
          field,
          old: shownFact(field, before[field]),
          new: shownFact(field, now[field]),
        }));
        const byField = (a: KeyDrift, b: KeyDrift): number => a.field.localeCompare(b.field);
        expect([...(entry.drift ?? [])].sort(byField), id).toEqual(drift.sort(byField));
      }
    }
  });

  it('has timestamps that only move forward, but for what is refused', () => {
    for (const source of ['series', 'products'] as const) {
      const july = records('2026-07', source);
      for (const [id, before] of records('2026-04', source)) {
        const now = july.get(id);
        if (now === undefined) continue;
        const isBehind = String(now['updated_at']) < String(before['updated_at']);
        expect(isBehind, id).toBe(isRefused(source, id));
      }
    }
  });

  it('changes stock counts, which are no part of the corpus', () => {
    const july = records('2026-07', 'products');
    const restocked = [...records('2026-04', 'products')].filter(
      ([id, before]) => july.has(id) && july.get(id)?.['stock'] !== before['stock'],
    );
    expect(restocked.length).toBeGreaterThan(200);
  });
});

describe('the key and the pages', () => {
  it('quotes one section of the April page, and its successor one of July', () => {
    for (const { source, doc, quote, verdict, successor } of after.passages) {
      expect(sectionsWith({ snapshot: '2026-04', source, doc }, quote).length, `${doc}: ${quote}`).toBe(1);
      const stillThere = sectionsWith({ snapshot: '2026-07', source, doc }, quote).length === 1;
      expect(stillThere, `${doc}: ${quote}`).toBe(verdict === 'contradicted');
      if (typeof successor !== 'string') continue;
      expect(sectionsWith({ snapshot: '2026-07', source, doc }, successor).length, `${doc}: ${successor}`).toBe(1);
    }
  });

  it('names every section that is gone from a page, and no other', () => {
    const superseded = after.passages.filter(({ verdict }) => verdict === 'superseded');
    const flagged = new Set(
      superseded.map(({ source, doc, quote }) => {
        const [section = ''] = sectionsWith({ snapshot: '2026-04', source, doc }, quote);
        return `${source}/${doc}: ${unwrapped(section)}`;
      }),
    );
    const gone = PAGE_SOURCES.flatMap((source) =>
      pageNames('2026-04', source)
        .filter((doc) => pageExists('2026-07', source, doc) && !isRefused(source, doc))
        .flatMap((doc) => {
          const now = new Set(page('2026-07', source, doc).sections.map(unwrapped));
          const before = page('2026-04', source, doc).sections.map(unwrapped);
          return before.filter((section) => !now.has(section)).map((section) => `${source}/${doc}: ${section}`);
        }),
    );
    expect([...flagged].sort()).toEqual(gone.sort());
    expect(flagged.size).toBe(superseded.length);
  });

  it('names every page that is gone, expired or announced', () => {
    const of = (verdict: string): string[] =>
      after.documents.filter((one) => one.verdict === verdict).map(({ source, doc }) => `${source}/${doc}`);
    const pages = (snapshot: string): string[] =>
      PAGE_SOURCES.flatMap((source) => pageNames(snapshot, source).map((doc) => `${source}/${doc}`));
    const july = new Set(pages('2026-07'));
    expect(of('removed').sort()).toEqual(
      pages('2026-04')
        .filter((name) => !july.has(name))
        .sort(),
    );
    const dated = (test: (front: Readonly<Record<string, unknown>>) => boolean): string[] =>
      [...july].filter((name) => {
        const [source = '', doc = ''] = name.split('/');
        return test(page('2026-07', source, doc).front);
      });
    expect(of('expired').sort()).toEqual(dated((front) => String(front['valid_to'] ?? '9') <= '2026-07-15').sort());
    expect(of('pending').sort()).toEqual(dated((front) => String(front['valid_from'] ?? '0') > '2026-07-15').sort());
  });

  it('gives changed pages a newer timestamp, leaves the others alone, and lets the refused go back', () => {
    for (const source of PAGE_SOURCES) {
      for (const doc of pageNames('2026-04', source).filter((name) => pageExists('2026-07', source, name))) {
        const [before, now] = [page('2026-04', source, doc), page('2026-07', source, doc)];
        const order = String(now.front['updated_at']).localeCompare(String(before.front['updated_at']));
        const expected = isRefused(source, doc) ? -1 : before.body === now.body ? 0 : 1;
        expect(order, doc).toBe(expected);
      }
    }
  });

  it('names changes that nobody should notice, which are in the files', () => {
    for (const { source, doc, quote } of after.quiet.filter(
      (one) => one.source === 'policies' || one.source === 'guides',
    )) {
      const before = page('2026-04', source, doc).sections.filter((text) => text.includes(quote));
      expect(before.length, `${doc}: ${quote}`).toBe(1);
      if (isRefused(source, doc)) continue;
      const now = page('2026-07', source, doc).sections.map(unwrapped);
      expect(now).toContain(unwrapped(before[0] ?? ''));
    }
  });

  it('has every event and every verdict that the shop is there to show', () => {
    const all = [...after.passages, ...after.documents, ...after.entries, ...after.quiet];
    const events = new Set(all.map(({ event }) => event));
    for (const event of [
      'new volume',
      'price',
      'completed series',
      'cancelled series',
      'delisted product',
      'changed age rating',
      'shorter return window',
      'new free-shipping threshold',
      'expired campaign',
      'announced campaign',
      'guide nobody updated',
      "yesterday's volume count",
      'translation lag',
      'cosmetic edit',
      'modality',
      'renamed heading',
      'moved section',
      'removed passage',
      'removed document',
      'refused document',
    ]) {
      expect(events, event).toContain(event);
    }
    const flagged = [...after.passages, ...after.documents, ...after.entries];
    expect(new Set(flagged.map(({ verdict }) => verdict))).toEqual(
      new Set(['superseded', 'removed', 'expired', 'pending', 'contradicted']),
    );
    expect(key.later.overdue.sources).toEqual(['guides']);
    expect(after.refused.length).toBeGreaterThanOrEqual(2);
  });
});
