/** A dataset of the sample shop's April, repaired in July: what died is made anew, nothing else is touched. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load.js';
import { SILENT } from '../../../src/core/progress.js';
import { registerArtifact } from '../../../src/corpus/downstream.js';
import { refresh } from '../../../src/corpus/refresh/refresh.js';
import type { RefreshReport } from '../../../src/corpus/refresh/report.js';
import { loadView } from '../../../src/corpus/view.js';
import type { DatasetManifest } from '../../../src/dataset/manifest.js';
import { type RaftRow, SPLITS } from '../../../src/dataset/raft-row.js';
import type { Embedder } from '../../../src/embed/embedder.js';
import { openEmbedder } from '../../../src/embed/open-embedder.js';
import { corpusOfView } from '../../../src/negatives/corpus.js';
import { buildRaft } from '../../../src/raft/build.js';
import { type CheckedRow, checkDataset } from '../../../src/raft/check/check-dataset.js';
import { createRowJudge } from '../../../src/raft/check/check-row.js';
import { checkManifest } from '../../../src/raft/check/dataset-notices.js';
import { CheckTally } from '../../../src/raft/check/report.js';
import { prepareRepair, type Repair } from '../../../src/raft/repair/repair.js';
import { writeRepaired } from '../../../src/raft/repair/write-repaired.js';
import { writeDataset } from '../../../src/raft/write-dataset.js';
import { openStore, type Store } from '../../../src/store/store.js';
import { isRotten } from '../../../src/verify/claims/finding.js';
import { verifyRow } from '../../../src/verify/row.js';
import { indexView, type ViewIndex } from '../../../src/verify/view-index.js';
import { SHOP } from '../../corpora/shop-files.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const MODEL = fileURLToPath(new URL('../../../models/bundled', import.meta.url));
const instant = (day: string): string => `${day}T00:00:00.000Z`;

describe.skipIf(!existsSync(MODEL))('a dataset of the sample shop, three months later', () => {
  const temp = tempFolder();
  const folder = join(temp.path, 'raft');
  const repaired = join(temp.path, 'repaired');
  let embedder: Embedder;
  let store: Store;
  let july: RefreshReport;
  let index: ViewIndex;
  let before: readonly CheckedRow[];
  let repair: Repair;

  const refreshTo = async (snapshot: string, day: string): Promise<RefreshReport> => {
    const config = await loadConfig({ cwd: SHOP });
    return refresh({
      store: join(temp.path, 'store'),
      sources: config.sources,
      statements: config.statements,
      embedder,
      root: config.root,
      scratch: temp.path,
      maxTokens: config.passages.maxTokens,
      asOf: instant(day),
      clock: { now: () => new Date(instant(day)) },
      writer: { host: 'test', pid: 1, isAlive: () => false },
      toolVersion: '0.0.0',
      onError: 'stop',
      allowShrink: false,
      dryRun: false,
      snapshot,
      progress: SILENT,
    });
  };
  const indexAt = async (day: string): Promise<ViewIndex> =>
    indexView(await loadView(store, { asOf: instant(day), vectors: true, documents: true }));
  const check = async (path: string, at: ViewIndex): Promise<CheckedRow[]> => {
    const checked: CheckedRow[] = [];
    const judge = createRowJudge({ index: at, corpus: corpusOfView(at) });
    for await (const row of checkDataset(path, judge)) checked.push(row);
    return checked;
  };
  const lines = (path: string, split: string): string[] =>
    readFileSync(join(path, `${split}.jsonl`), 'utf8')
      .trimEnd()
      .split('\n');
  const rowsOf = (path: string): RaftRow[] =>
    SPLITS.flatMap((split) => lines(path, split).map((line) => JSON.parse(line)));
  const manifestOf = (path: string): DatasetManifest => JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'));
  const prepare = (path: string): Promise<Repair> =>
    prepareRepair({ folder: path, index, embedder, corpus: corpusOfView(index), manifest: manifestOf(path) });

  beforeAll(async () => {
    const config = await loadConfig({ cwd: SHOP });
    embedder = await openEmbedder(config.embedder, { root: SHOP, progress: SILENT });
    await refreshTo('2026-04', '2026-04-15');
    store = await openStore(join(temp.path, 'store'));
    const april = await indexAt('2026-04-15');
    const build = await buildRaft({ index: april, embedder, seed: 1, examples: 100, absent: 'split', twins: 1 });
    const target = { build, view: april.view, path: folder, name: 'shop', toolVersion: '0' };
    const { items } = await writeDataset({ ...target, formats: { formats: ['chat'] } });
    writeFileSync(join(folder, 'notes.txt'), 'Mine.');
    expect((await check(folder, april)).filter(({ verdict }) => verdict !== 'valid')).toEqual([]);
    await registerArtifact(store, {
      kind: 'dataset',
      name: 'shop',
      path: 'raft',
      tag: april.view.tag,
      createdAt: instant('2026-04-15'),
      items,
    });
    july = await refreshTo('2026-07', '2026-07-15');
    index = await indexAt('2026-07-15');
    before = await check(folder, index);
    repair = await prepare(folder);
    const written = await writeRepaired({ folder, out: repaired, repair, index, toolVersion: '1' });
    expect(written.items).toHaveLength(rowsOf(repaired).length);
  }, 60_000);
  afterAll(async () => {
    store?.close();
    await embedder?.close();
  });

  it('has rotten rows, cosmetic ones, and as many on stale passages as the refresh said', () => {
    const tally = new CheckTally();
    for (const row of before) tally.add(row);
    const { verdicts, rest_on_stale, rotten } = tally.result();
    expect(rotten).toBeGreaterThan(10);
    expect(verdicts.answer_changed).toBeGreaterThan(0);
    expect(verdicts.cosmetic).toBeGreaterThan(0);
    expect(july.downstream[0]!.invalidated).toBe(rest_on_stale);
  });

  it('keeps the bytes and the places of every row that holds', () => {
    for (const split of SPLITS) {
      const rotten = new Set(
        before.filter((row) => row.split === split && isRotten(row.verdict)).map(({ line }) => line),
      );
      const kept = lines(folder, split).filter((_, i) => !rotten.has(i + 1));
      const fresh = new Set([...repair.rows.values()].flat());
      expect(lines(repaired, split).filter((line) => !fresh.has(line))).toEqual(kept);
    }
    expect(readFileSync(join(repaired, 'notes.txt'), 'utf8')).toBe('Mine.');
  });

  it('is clean afterwards: true, sound, and disjoint by lineage', async () => {
    const after = await check(repaired, index);
    expect(after.filter(({ verdict }) => isRotten(verdict))).toEqual([]);
    expect(rowsOf(repaired).flatMap((row) => verifyRow(row))).toEqual([]);
    expect(manifestOf(repaired).leaks).toEqual({ lineages: 0, oracles: 0, answer_spans: 0, questions: 0 });
    expect(new Set(rowsOf(repaired).map(({ id }) => id)).size).toBe(rowsOf(repaired).length);
    expect((await checkManifest({ folder: repaired, tag: index.view.tag })).notices).toEqual([]);
  });

  it('has new rows of the kinds that died, and says what is short', () => {
    const kinds = (rows: readonly RaftRow[]) => {
      const counts = new Map<string, number>();
      for (const { type, lang, oracle_present } of rows) {
        const kind = `${type} ${lang} ${oracle_present}`;
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
      return counts;
    };
    const [was, is] = [kinds(rowsOf(folder)), kinds(rowsOf(repaired))];
    const lacking = new Map<string, number>();
    for (const { type, lang, oracle_present, wanted, found } of repair.shortages) {
      const kind = `${type} ${lang} ${oracle_present}`;
      lacking.set(kind, (lacking.get(kind) ?? 0) + wanted - found);
    }
    for (const [kind, count] of was)
      expect([kind, is.get(kind) ?? 0]).toEqual([kind, count - (lacking.get(kind) ?? 0)]);
    expect(repair.replaced).toBeGreaterThan(repair.shortages.length);
  });

  it('records in the manifest what it came from', () => {
    const { repaired_from, corpus, counts, files } = manifestOf(repaired);
    expect(corpus.tag).toBe(july.tag);
    expect(counts.rows).toBe(rowsOf(repaired).length);
    expect(repaired_from).toMatchObject({ tag: 'r-000001', kept: repair.kept, replaced: repair.replaced });
    expect(Object.values(repaired_from!.dropped).reduce((a, b) => a + b, 0)).toBe(before.length - repair.kept);
    expect(files['formats/chat/train.jsonl']!.rows).toBe(lines(repaired, 'train').length);
  });

  it('has nothing to be repaired again', async () => {
    const again = await prepare(repaired);
    expect([again.plan.dead.size, again.rows.size, again.kept]).toEqual([0, 0, rowsOf(repaired).length]);
  });

  it('drops lines that are no rows, and tells which files were edited', async () => {
    const edited = join(temp.path, 'edited');
    mkdirSync(edited);
    cpSync(repaired, edited, { recursive: true });
    writeFileSync(join(edited, 'test.jsonl'), `${readFileSync(join(edited, 'test.jsonl'), 'utf8')}not json\n`);
    const { notices } = await checkManifest({ folder: edited, tag: july.tag, refreshes: [{ tag: july.tag, n: 2 }] });
    expect(notices).toEqual([expect.stringContaining('test.jsonl is not as it was built')]);
    const again = await prepare(edited);
    expect(again.dropped).toEqual({ unknown: 1 });
    await writeRepaired({ folder: edited, out: edited, repair: again, index, toolVersion: '1' });
    expect(lines(edited, 'test')).toEqual(lines(repaired, 'test'));
    expect(manifestOf(edited).repaired_from?.repaired_from?.tag).toBe('r-000001');
  });
});
