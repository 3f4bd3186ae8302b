import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RefreshReport } from '../../src/corpus/refresh/report.js';
import type { Embedder } from '../../src/embed/embedder.js';
import type { PassageRow } from '../../src/store/rows.js';
import { basecampPolicies, githubPolicies, hasRealData, REAL_DATA } from '../fixtures/real-sources.js';
import { blocksOf, diffTrees, readTree, stands, type Tree } from './page-diff.js';
import { bundledEmbedder, type RealStore, realStore } from './real-store.js';

const PAGES = [
  { name: 'policies-basecamp', source: basecampPolicies, old: '2020-07-31', now: '2023-12-27' },
  { name: 'policies-github', source: githubPolicies, old: '2022-09-03', now: '2026-03-25' },
] as const;

describe.skipIf(!hasRealData).each(PAGES)('$name of ../shared/data, old then new', ({ name, source, old, now }) => {
  let embedder: Embedder;
  let store: RealStore;
  let trees: { old: Tree; now: Tree };
  let diff: ReturnType<typeof diffTrees>;
  let first: RefreshReport;
  let second: RefreshReport;
  let before: PassageRow[];
  let after: PassageRow[];

  beforeAll(async () => {
    embedder = await bundledEmbedder();
    store = realStore(source, embedder);
    trees = { old: readTree(join(REAL_DATA, name, 'old')), now: readTree(join(REAL_DATA, name, 'new')) };
    diff = diffTrees(trees.old, trees.now);
    first = await store.refresh({ snapshot: 'old', asOf: old });
    before = await store.passages(1);
    second = await store.refresh({ snapshot: 'new', asOf: now });
    after = await store.passages(2);
  });
  afterAll(() => embedder?.close());

  const flaggedIn = (path: string): PassageRow[] =>
    after.filter((row) => row.doc_id === path && row.verdict !== null && row.verdict !== 'contradicted');

  it('counts documents as a comparison of the files does', () => {
    expect(first.sources[0]).toMatchObject({ added: trees.old.size, removed: 0, changed: 0, refused: 0 });
    expect(second.sources[0]).toMatchObject({
      added: diff.added.length,
      changed: diff.changed.length,
      removed: diff.removed.length,
      unchanged: diff.unchanged.length,
      refused: 0,
    });
  });

  it('flags every document that is gone or no longer says what it said, and no other', () => {
    const lost = diff.changed.filter((path) =>
      blocksOf(trees.old.get(path) ?? '').some((block) => !stands(block, trees.now.get(path) ?? '')),
    );
    const flagged = [...trees.old.keys()].filter((path) => flaggedIn(path).length > 0).sort();
    expect(flagged).toEqual([...lost, ...diff.removed].sort());
  });

  it('flags every passage whose text is gone, and none whose text still stands', () => {
    const wrong = before.flatMap((row) => {
      const page = trees.now.get(row.doc_id);
      const held = page !== undefined && stands(row.text, page);
      const flag = after.find(({ passage_id }) => passage_id === row.passage_id)?.verdict ?? null;
      const expected = page === undefined ? 'removed' : held ? null : 'superseded';
      return flag === expected ? [] : [{ doc: row.doc_id, text: row.text, flag, expected }];
    });
    expect(wrong).toEqual([]);
  });

  it('names successors that are there and current, for what was superseded', () => {
    const current = new Map(after.filter((row) => row.verdict === null).map((row) => [row.passage_id, row]));
    const superseded = after.filter((row) => row.verdict === 'superseded');
    expect(superseded.length).toBeGreaterThan(0);
    for (const row of superseded) {
      if (row.superseded_by !== null) expect(current.get(row.superseded_by)?.doc_id).toBe(row.doc_id);
      expect(row.stale_since).toMatch(/^20\d\d-/);
      expect(['material', 'cosmetic']).toContain(row.severity);
    }
  });

  it('keeps exact offsets into the stored text of each version, which is the file itself', async () => {
    const documents = await store.allDocuments();
    const text = new Map(documents.map((row) => [`${row.doc_key}/${row.doc_hash}`, row.text]));
    for (const row of [...before, ...after]) {
      expect(text.get(`${row.doc_key}/${row.doc_hash}`)?.slice(row.span_start, row.span_end)).toBe(row.text);
    }
    for (const row of await store.documents(2)) expect(row.text).toBe(trees.now.get(row.doc_id));
  });

  it('is idempotent', async () => {
    const again = await store.refresh({ snapshot: 'new', asOf: now });
    expect(again.sources[0]).toMatchObject({ added: 0, changed: 0, removed: 0, embedded: 0 });
    expect(again.newly_stale).toEqual({});
    expect(again.stale).toEqual(second.stale);
    expect(await store.passages(3)).toEqual(after);
  });

  it('comes to the same current passages, under the same ids, as a first refresh of the new tree', async () => {
    const fresh = realStore(source, embedder);
    await fresh.refresh({ snapshot: 'new', asOf: now });
    const essence = (rows: readonly PassageRow[]) =>
      rows
        .filter((row) => row.verdict === null || row.verdict === 'contradicted')
        .map(({ first_seen_at: _, added_in: __, stale_since: ___, ...row }) => row);
    expect(essence(after)).toEqual(essence(await fresh.passages(1)));
  });
});
