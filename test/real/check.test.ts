/**
 * Rows made from yesterday's corpus and checked against today's: the rows that are named must be those that a comparison
 * of the source files, with none of the project's code, says are no longer true.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fact } from '../../src/corpus/document.js';
import { sourceSchema } from '../../src/corpus/sources/config.js';
import type { CorpusView, ViewPassage } from '../../src/corpus/view.js';
import type { RaftRow } from '../../src/dataset/raft-row.js';
import type { Embedder } from '../../src/embed/embedder.js';
import { corpusOfView } from '../../src/negatives/corpus.js';
import { buildRaft } from '../../src/raft/build.js';
import { createRowJudge, type RowVerdict } from '../../src/raft/check/check-row.js';
import { splitSentences } from '../../src/text/segment.js';
import { CorpusNow } from '../../src/verify/claims/document-now.js';
import { isRotten, verdictOf } from '../../src/verify/claims/finding.js';
import { judgeClaims } from '../../src/verify/claims/judge.js';
import { indexView } from '../../src/verify/view-index.js';
import {
  basecampPolicies,
  githubPolicies,
  hasRealData,
  lnreleaseCatalog,
  REAL_DATA,
} from '../fixtures/real-sources.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { hashEmbedder } from '../helpers/hash-embedder.js';
import { readTree } from './page-diff.js';
import { bundledEmbedder, type RealStore, realStore } from './real-store.js';

/** Words as a reader sees them: no link targets, numbers of lists, markup, punctuation or case. */
function words(text: string): string {
  const visible = text.replace(/\]\([^)]*\)/g, ']').replace(/^\s*\d+\.\s/gm, '');
  return ` ${(
    visible
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ')} `;
}

async function buildRows(view: CorpusView, embedder: Embedder, examples: number): Promise<RaftRow[]> {
  const { rows } = await buildRaft({ index: indexView(view), embedder, seed: 1, examples });
  const made: RaftRow[] = [];
  for await (const { row } of rows) made.push(row);
  return made;
}

function judgeRows(rows: readonly RaftRow[], now: CorpusView): { row: RaftRow; judged: RowVerdict }[] {
  const index = indexView(now);
  const judge = createRowJudge({ index, corpus: corpusOfView(index) });
  return rows.map((row) => ({ row, judged: judge.judge(row) }));
}

const PAGES = [
  { name: 'policies-basecamp', source: basecampPolicies, old: '2020-07-31', now: '2023-12-27', sentences: 900 },
  { name: 'policies-github', source: githubPolicies, old: '2022-09-03', now: '2026-03-25', sentences: 4000 },
] as const;

describe.skipIf(!hasRealData).each(PAGES)('$name of ../shared/data', ({ name, source, old, now, sentences }) => {
  let views: { old: CorpusView; now: CorpusView };
  let rows: RaftRow[];
  const pages = hasRealData
    ? new Map([...readTree(join(REAL_DATA, name, 'new'))].map(([path, page]) => [path, words(page)]))
    : new Map<string, string>();

  /** Whether a quote of a page is gone; of a page that is gone, whether all of the passage stands nowhere else either. */
  const isGone = (passage: Pick<ViewPassage, 'doc_id' | 'text'>, quote: string): boolean => {
    const page = pages.get(passage.doc_id);
    if (page !== undefined) return !page.includes(words(quote));
    return !standsElsewhere(passage.text);
  };
  const elsewhere = new Map<string, boolean>();
  const standsElsewhere = (text: string): boolean => {
    const known = elsewhere.get(text) ?? [...pages.values()].some((page) => page.includes(words(text)));
    elsewhere.set(text, known);
    return known;
  };
  /** A page that went and whose passage another page has, but for its links or cut otherwise: nobody can say which it is. */
  const isSplitUp = (passage: Pick<ViewPassage, 'doc_id' | 'text'>): boolean =>
    !pages.has(passage.doc_id) && !isGone(passage, passage.text);

  beforeAll(async () => {
    const store = realStore(source);
    await store.refresh({ snapshot: 'old', asOf: old });
    const before = await store.corpus(old);
    rows = await buildRows(before, hashEmbedder(), 120);
    await store.refresh({ snapshot: 'new', asOf: now });
    views = { old: before, now: await store.corpus(now) };
  });

  it('names every sentence that a page no longer says, and none that it still says', () => {
    const corpus = new CorpusNow(indexView(views.now));
    const wrong: unknown[] = [];
    let asked = 0;
    for (const passage of views.old.passages) {
      for (const span of splitSentences(passage.text)) {
        const quote = passage.text.slice(span.start, span.end);
        if (words(quote).trim() === '') continue;
        asked += 1;
        const verdict = verdictOf(judgeClaims({ evidence: [{ ...passage, quotes: [span] }], facts: [] }, corpus));
        const isRight =
          isRotten(verdict) === isGone(passage, quote) || (verdict === 'source_removed' && isSplitUp(passage));
        if (!isRight) wrong.push({ verdict, doc: passage.doc_id, quote });
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(sentences);
  });

  it('names exactly the rows whose quoted sentences are gone', () => {
    expect(rows.length).toBeGreaterThan(0);
    const quotesOf = (row: RaftRow) =>
      row.quotes.map(({ passage_id, start, end }) => {
        const entry = row.context.find((candidate) => candidate.passage_id === passage_id)!;
        return { entry, quote: entry.text.slice(start, end) };
      });
    const gone = rows.filter((row) => quotesOf(row).some(({ entry, quote }) => isGone(entry, quote)));
    const named = judgeRows(rows, views.now).filter(({ judged }) => isRotten(judged.verdict));
    expect(named.map(({ row }) => row.id)).toEqual(gone.map((row) => row.id));
  });
});

describe.skipIf(!hasRealData)('lnrelease-catalog of ../shared/data, 2025 then 2026', () => {
  const DATES = ['2025-07-31', '2026-08-22'] as const;
  const FIELDS = ['isbn', 'release_date'] as const;
  const folder = tempFolder();
  let embedder: Embedder;
  let store: RealStore;
  let snapshots: readonly ReadonlyMap<string, Readonly<Record<string, string>>>[];
  let views: { old: CorpusView; now: CorpusView };
  let judged: { row: RaftRow; judged: RowVerdict }[];

  beforeAll(async () => {
    const files = DATES.map((date) => readBooks(date));
    // The whole catalog passes too; short series of which something changed, and some others, keep this short.
    const changed = changedSeries(files);
    const isKept = ([series = '']: readonly string[]) => changed.has(series) || series.length === 28;
    const isbns = new Set((files[0] ?? []).filter(isKept).map((row) => row[6]));
    isbns.delete('');
    const kept = files.map((rows) => rows.filter((row) => isKept(row) || isbns.has(row[6])));
    for (const [i, date] of DATES.entries()) {
      const path = join(folder.path, 'lnrelease-catalog/snapshots', date, 'books.csv');
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, (kept[i] ?? []).map(csvLine).join(''));
    }
    snapshots = kept.map((rows) => new Map(rows.map((row) => [keyOfBook(row), entryOfBook(row)] as const).reverse()));
    embedder = await bundledEmbedder();
    const { fields } = lnreleaseCatalog;
    const facts = Object.fromEntries(Object.entries(fields?.facts ?? {}).filter(([name]) => isField(name)));
    store = realStore(sourceSchema.parse({ ...lnreleaseCatalog, fields: { ...fields, facts } }), embedder, folder.path);
    await store.refresh({ snapshot: DATES[0], asOf: DATES[0] });
    const old = await store.corpus(DATES[0]);
    const rows = await buildRows(old, embedder, 240);
    await store.refresh({ snapshot: DATES[1], asOf: DATES[1] });
    views = { old, now: await store.corpus(DATES[1]) };
    judged = judgeRows(rows, views.now);
  });
  afterAll(() => embedder?.close());

  it('names exactly the rows that state a fact which the files no longer state', () => {
    const answering = judged.filter(({ row }) => row.facts.length > 0);
    expect(answering.length).toBeGreaterThan(80);
    const [, now] = snapshots;
    const moved = new Set([...(now ?? [])].map(([key, entry]) => statedOf(key, entry)));
    const isUntrue = ({ doc_id, field, value }: RaftRow['facts'][number]): boolean => {
      const entry = now?.get(doc_id);
      if (entry !== undefined) return entry[field] !== String(value);
      // Series and volume may be called otherwise, with all that the record states as it was.
      return !moved.has(statedOf(doc_id, snapshots[0]?.get(doc_id) ?? {}));
    };
    const untrue = answering.filter(({ row }) => row.facts.some(isUntrue));
    const named = answering.filter(({ judged: { verdict } }) => isRotten(verdict));
    expect(named.map(({ row }) => row.id)).toEqual(untrue.map(({ row }) => row.id));
    expect(named.filter(({ judged: { verdict } }) => verdict === 'answer_changed').length).toBeGreaterThan(2);
  });

  it('tells old → new as the files have it', () => {
    const [before, now] = snapshots;
    const changes = judged.flatMap(({ row, judged: { findings } }) =>
      findings.filter(({ kind }) => kind === 'answer_changed').map((finding) => ({ row, finding })),
    );
    for (const { finding } of changes) {
      const key = finding.doc_id ?? '';
      for (const { field, old, new: fresh } of finding.drift) {
        expect([String(old), String(fresh ?? '')]).toEqual([before?.get(key)?.[field], now?.get(key)?.[field]]);
      }
    }
  });

  it('lets refusals be, unless a book of their context has got the value that was asked for', () => {
    const [, now] = snapshots;
    const refusals = judged.filter(({ row }) => row.facts.length === 0);
    expect(refusals.length).toBeGreaterThan(10);
    const isKnown = ({ unknown, context }: RaftRow): boolean =>
      context.some(({ doc_id, title }) => {
        const value = now?.get(doc_id)?.[unknown?.field ?? ''] ?? '';
        return unknown?.subjects.includes(title) === true && value !== '';
      });
    const known = refusals.filter(({ row }) => isKnown(row)).map(({ row }) => row.id);
    expect(refusals.filter(({ judged: { verdict } }) => isRotten(verdict)).map(({ row }) => row.id)).toEqual(known);
  });

  it('names every fact that the files no longer state, and none that they still state', () => {
    const corpus = new CorpusNow(indexView(views.now));
    const old = [...views.old.documents.values()];
    const facts = old.flatMap(({ source_id, doc_id, facts }) =>
      (facts as readonly Fact[]).flatMap(({ field, value }) =>
        value === null ? [] : [{ source_id, doc_id, field, value: value.value as string }],
      ),
    );
    expect(facts.length).toBeGreaterThan(500);
    // No passage leads from a book to another one here: a series with another key is another book.
    const wrong = facts.filter((fact) => {
      const verdict = verdictOf(judgeClaims({ evidence: [], facts: [fact] }, corpus));
      const now = snapshots[1]?.get(fact.doc_id)?.[fact.field];
      return verdict !== (now === undefined ? 'source_removed' : now === fact.value ? 'valid' : 'answer_changed');
    });
    expect(wrong).toEqual([]);
  });

  function isField(name: string): boolean {
    return (FIELDS as readonly string[]).includes(name);
  }
  function readBooks(date: string): string[][] {
    const rows: string[][] = parse(readFileSync(join(REAL_DATA, 'lnrelease-catalog/snapshots', date, 'books.csv')));
    return rows.map((row) => row.map((cell) => cell.trim()));
  }
  function csvLine(row: readonly string[]): string {
    return `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;
  }
  function keyOfBook([series = '', , ...rest]: readonly string[]): string {
    const [publisher, name, volume, format] = rest;
    return [series, publisher, name, volume, format].map((part) => part?.replace(/[\\/]/g, '\\$&')).join(' / ');
  }
  function entryOfBook([, , , , , , isbn = '', day = '']: readonly string[]) {
    return { isbn, release_date: day === '0001-01-01' ? '' : day };
  }
  function statedOf(key: string, entry: Readonly<Record<string, string>>): string {
    return [key.split(' / ')[2], ...FIELDS.map((field) => entry[field])].join('\t');
  }
  /** Short series of which a row went or has other cells. */
  function changedSeries([old = [], now = []]: readonly string[][][]): ReadonlySet<string> {
    const lines = new Set(now.map((row) => row.join('\t')));
    const sizes = new Map<string, number>();
    for (const [series = ''] of old) sizes.set(series, (sizes.get(series) ?? 0) + 1);
    const gone = old.filter((row) => !lines.has(row.join('\t'))).map(([series = '']) => series);
    return new Set(gone.filter((series) => (sizes.get(series) ?? 0) <= 8));
  }
});
