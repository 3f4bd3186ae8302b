import { describe, expect, it } from 'vitest';
import { sourceSchema } from '../../src/corpus/sources/config.js';
import { hasRealData } from '../fixtures/real-sources.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { diffTrees, stands } from './page-diff.js';
import { checkOut, readHistory } from './page-history.js';
import { realStore } from './real-store.js';

const SOURCE = sourceSchema.parse({
  id: 'policies',
  kind: 'policy',
  path: 'pages/**/*.md',
  timestamps: ['sidecar:times.json'],
});
/** Commits from one refresh to the next; all 150 pass too, in a minute and a half. */
const EVERY = 25;

describe.skipIf(!hasRealData)('five years of policies-basecamp (../shared/data), refresh by refresh', () => {
  const folder = tempFolder();

  it('flags what each step took away, and gives every past state back as it was', { timeout: 120_000 }, async () => {
    const history = readHistory('policies-basecamp');
    const steps = history.filter((_, i) => i % EVERY === 0 || i === history.length - 1);
    const store = realStore(SOURCE, undefined, folder.path);
    const exported = [];
    for (const [i, commit] of steps.entries()) {
      checkOut(commit, folder.path);
      const report = await store.refresh({ asOf: commit.date });
      const diff = diffTrees(steps[i - 1]?.tree ?? new Map(), commit.tree);
      const { added, changed, removed, refused } = report.sources[0] ?? {};
      expect([added, changed, removed, refused]).toEqual([
        diff.added.length,
        diff.changed.length,
        diff.removed.length,
        0,
      ]);
      exported.push({ commit, report, passages: await store.view(commit.date) });
      const documents = await store.documents(i + 1);
      expect(new Map(documents.map((row) => [row.doc_id, row.text]))).toEqual(commit.tree);
    }

    for (const [i, { commit, report, passages }] of exported.entries()) {
      expect(await store.view(commit.date, report.tag)).toEqual(passages);
      // Two commits of one second: the date selects the later of them.
      if (exported[i + 1]?.commit.date !== commit.date) expect(await store.view(commit.date)).toEqual(passages);
      expect(report.sources[0]?.passages).toBe(passages.filter(({ verdict }) => verdict === null).length);
    }
    const wrong = exported.flatMap(({ commit, passages }) =>
      passages.filter((passage) => {
        const page = commit.tree.get(passage.doc_id);
        const expected = page === undefined ? 'removed' : stands(passage.text, page) ? null : 'superseded';
        return passage.verdict !== expected;
      }),
    );
    expect(wrong.map(({ doc_id, verdict, text }) => ({ doc_id, verdict, text }))).toEqual([]);
  });
});
