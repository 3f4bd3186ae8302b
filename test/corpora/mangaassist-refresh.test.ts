/** The main promise of a refresh, on the sample shop: what the hand-written key names is flagged, and nothing else. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { SILENT } from '../../src/core/progress.js';
import { refresh } from '../../src/corpus/refresh/refresh.js';
import type { RefreshReport } from '../../src/corpus/refresh/report.js';
import { loadView, type ViewPassage } from '../../src/corpus/view.js';
import type { Embedder } from '../../src/embed/embedder.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import { readReviewed } from '../../src/evals/hardness/evidence/labels.js';
import { resolveGold } from '../../src/evals/suite/gold.js';
import { loadSuite } from '../../src/evals/suite/suite.js';
import { openStore, type Store } from '../../src/store/store.js';
import { indexView } from '../../src/verify/view-index.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { SHOP, SUITE } from './shop-files.js';
import { differencesFromKey, type KeyPassage, readKey } from './shop-key.js';

const MODEL = fileURLToPath(new URL('../../models/bundled', import.meta.url));
const key = readKey();
const instant = (day: string): string => `${day}T00:00:00.000Z`;

describe.skipIf(!existsSync(MODEL))('two refreshes of the sample shop (needs the bundled model: scripts/)', () => {
  const folder = tempFolder();
  const path = join(folder.path, 'store');
  const scratch = join(folder.path, 'scratch');
  let embedder: Embedder;
  let store: Store;
  let april: RefreshReport;
  let july: RefreshReport;

  const run = async (at: { snapshot: string; as_of: string }): Promise<RefreshReport> => {
    const config = await loadConfig({ cwd: SHOP });
    return refresh({
      store: path,
      sources: config.sources,
      statements: config.statements,
      embedder,
      root: config.root,
      scratch,
      maxTokens: config.passages.maxTokens,
      asOf: instant(at.as_of),
      clock: { now: () => new Date(instant(at.as_of)) },
      writer: { host: 'test', pid: 1, isAlive: () => false },
      toolVersion: '0.0.0',
      onError: 'stop',
      allowShrink: false,
      dryRun: false,
      snapshot: at.snapshot,
      progress: SILENT,
    });
  };
  const view = (day: string) => loadView(store, { asOf: instant(day), documents: true });
  const passagesAt = async (day: string): Promise<readonly ViewPassage[]> => (await view(day)).passages;

  beforeAll(async () => {
    mkdirSync(scratch);
    const config = await loadConfig({ cwd: SHOP });
    embedder = await openEmbedder(config.embedder, { root: config.root, progress: SILENT });
    april = await run(key.before);
    july = await run(key.after);
    store = await openStore(path);
  });
  afterAll(async () => {
    store.close();
    await embedder.close();
  });

  it('flags nothing in April', async () => {
    const stale = (await passagesAt(key.before.as_of)).filter(({ verdict }) => verdict !== null);
    expect(stale).toHaveLength(key.before.flagged);
    expect(april.sources.every(({ refused }) => refused === 0)).toBe(true);
  });

  it('flags in July what the key names, as the key says it, and nothing else', async () => {
    expect(differencesFromKey(await passagesAt(key.after.as_of), key)).toEqual([]);
  });

  it('would notice a flag too many, one too few, and another value', async () => {
    const passages = await passagesAt(key.after.as_of);
    const [first, ...others] = key.after.passages;
    const fewer = { ...key, after: { ...key.after, passages: others } };
    expect(differencesFromKey(passages, fewer)).toEqual([expect.stringContaining('the key does not say so')]);
    const current = passages.map((one) => (one.doc_id === 'S004' ? { ...one, verdict: null } : one));
    expect(differencesFromKey(current, key)).toEqual(['S004: no such passage']);
    const drift = [{ field: 'return_window', old: '30 days', new: '7 days' }];
    const other = { ...key, after: { ...key.after, passages: [{ ...(first as KeyPassage), drift }, ...others] } };
    expect(differencesFromKey(passages, other)).toEqual([expect.stringContaining('no drift return_window')]);
  });

  it('refuses what is older than the store, and says so', () => {
    const refused = july.sources.flatMap(({ id, refused_documents }) =>
      refused_documents.map(({ doc_id }) => ({ source: id, doc: doc_id })),
    );
    const byDoc = (a: { doc: string }, b: { doc: string }): number => (a.doc < b.doc ? -1 : 1);
    expect(refused.sort(byDoc)).toEqual(key.after.refused.map(({ source, doc }) => ({ source, doc })).sort(byDoc));
  });

  it('keeps the ids of passages whose change nobody should notice', async () => {
    const before = new Set((await passagesAt(key.before.as_of)).map(({ passage_id }) => passage_id));
    const now = await passagesAt(key.after.as_of);
    for (const { source, doc, quote } of key.after.quiet) {
      const [found] = now.filter((one) => one.source_id === source && one.doc_id === doc && one.text.includes(quote));
      expect(before.has(found?.passage_id ?? ''), `${doc}: ${quote}`).toBe(true);
    }
  });

  it('leaves the rest to the calendar: overdue guides, campaigns that begin and end', async () => {
    const { later } = key;
    const september = await passagesAt(later.as_of);
    const overdue = september.filter(({ verdict }) => verdict === 'overdue');
    expect(new Set(overdue.map(({ source_id }) => source_id))).toEqual(new Set(later.overdue.sources));
    const unflagged = (await passagesAt(key.after.as_of)).filter(
      ({ source_id, verdict }) => verdict === null && later.overdue.sources.includes(source_id),
    );
    expect(overdue.map(({ passage_id }) => passage_id)).toEqual(unflagged.map(({ passage_id }) => passage_id));
    const expired = september.filter(({ verdict }) => verdict === 'expired').map(({ doc_id }) => doc_id);
    expect(new Set(expired)).toEqual(new Set(later.expired.map(({ doc }) => doc)));
    expect(september.filter(({ verdict }) => verdict === 'pending')).toEqual([]);
    const august = await passagesAt(later.in_force.as_of);
    for (const { doc } of later.in_force.documents) {
      const verdicts = august.filter(({ doc_id }) => doc_id === doc).map(({ verdict }) => verdict);
      expect(new Set(verdicts), doc).toEqual(new Set([null]));
    }
  });

  it('still has every answer of the eval suite in a current passage', async () => {
    const suite = await loadSuite(SUITE);
    const index = indexView(await view(key.after.as_of));
    expect(suite.questions.flatMap((question) => resolveGold(question, index).stale)).toEqual([]);
  });

  it('has every passage that a reviewed label judges, now or as it was', async () => {
    const path = join(SUITE, '../reviewed.jsonl');
    const { labels } = await readReviewed({ path, name: 'reviewed.jsonl' });
    const known = new Set((await passagesAt(key.after.as_of)).map(({ passage_id }) => passage_id));
    expect(labels.filter(({ passage_id }) => !known.has(passage_id))).toEqual([]);
  });

  it('changes nothing when it is repeated', async () => {
    const again = await run(key.after);
    for (const { id, added, changed, removed, embedded } of again.sources) {
      expect({ id, added, changed, removed, embedded }).toEqual({ id, added: 0, changed: 0, removed: 0, embedded: 0 });
    }
    expect(again.stale).toEqual(july.stale);
  });
});
