import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RaftRow } from '../../../src/dataset/raft-row.js';
import { corpusOfView } from '../../../src/negatives/corpus.js';
import { buildRaft } from '../../../src/raft/build.js';
import { checkDataset } from '../../../src/raft/check/check-dataset.js';
import { createRowJudge } from '../../../src/raft/check/check-row.js';
import { prepareRepair, type Repair } from '../../../src/raft/repair/repair.js';
import { repairSettings } from '../../../src/raft/repair/repair-settings.js';
import { readManifest } from '../../../src/raft/repair/write-repaired.js';
import { writeDataset } from '../../../src/raft/write-dataset.js';
import { indexView } from '../../../src/verify/view-index.js';
import { hashingEmbedder, type SmallDocument, shopDocuments, smallView, yen } from '../../helpers/small-view.js';

const embedder = hashingEmbedder();
const folder = join(mkdtempSync(join(tmpdir(), 'repair-')), 'raft');

beforeAll(async () => {
  const index = indexView(await smallView(shopDocuments()));
  const build = await buildRaft({ index, embedder, seed: 1, examples: 90, distractors: 3 });
  await writeDataset({ build, view: index.view, path: folder, name: 'small', toolVersion: '0' });
});

const trainRows = (): RaftRow[] =>
  readFileSync(join(folder, 'train.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const repaired = async (documents: readonly SmallDocument[]): Promise<Repair> => {
  const index = indexView(await smallView(documents));
  const { manifest } = await readManifest(folder);
  return prepareRepair({ folder, index, embedder, manifest, corpus: corpusOfView(index) });
};
/** A row whose oracle states no price: it is kept. */
const staysIn = ({ context, facts }: RaftRow): boolean =>
  facts.length > 0 && facts.every(({ field }) => field !== 'price_jpy') && context[0]!.role === 'oracle';
const newRows = ({ rows }: Repair): RaftRow[] => [...rows.values()].flat().map((text) => JSON.parse(text));
/** All prices a little higher: every row that states one dies. */
const dearer = (documents: readonly SmallDocument[]): SmallDocument[] =>
  documents.map((document) =>
    document.facts?.price_jpy ? { ...document, facts: { ...document.facts, price_jpy: yen(777) } } : document,
  );

describe('prepareRepair', () => {
  it('comes to the same rows each time, asks nothing twice, and nothing that a kept row asks', async () => {
    const repair = await repaired(dearer(shopDocuments()));
    expect(repair.dropped.answer_changed).toBeGreaterThan(0);
    const fresh = newRows(repair);
    expect(fresh.length).toBe(repair.replaced);
    const asked = [
      ...repair.plan.asked.map((one) => (typeof one === 'string' ? one : one.text)),
      ...fresh.map(({ question }) => question),
    ];
    expect(new Set(asked).size).toBe(asked.length);
    expect([...(await repaired(dearer(shopDocuments()))).rows]).toEqual([...repair.rows]);
  });

  it('does not vouch for a row that somebody edited by hand: it is replaced', async () => {
    const edited = mkdtempSync(join(tmpdir(), 'edited-'));
    for (const name of ['train.jsonl', 'validation.jsonl', 'test.jsonl', 'manifest.json'])
      writeFileSync(join(edited, name), readFileSync(join(folder, name)));
    const [first, ...others] = trainRows();
    const lines = [{ ...first, answer: '42' }, ...others].map((row) => JSON.stringify(row));
    writeFileSync(join(edited, 'train.jsonl'), `${lines.join('\n')}\n`);
    const index = indexView(await smallView(shopDocuments()));
    const judge = createRowJudge({ index, corpus: corpusOfView(index) });
    const rotten = [];
    for await (const row of checkDataset(edited, judge)) if (row.verdict !== 'valid') rotten.push(row);
    expect(rotten.map(({ where, verdict }) => [where, verdict])).toEqual([['train.jsonl:1', 'unknown']]);
    expect(rotten[0]?.findings[0]?.message).toContain('contradicts itself: answer differs from reasoning');
  });

  it('asks nothing of lineages that have come to stand in two splits', async () => {
    const ofTest = readFileSync(join(folder, 'test.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RaftRow);
    const seriesOf = (rows: readonly RaftRow[]): string =>
      /"doc_id":"[SP](\d+)/.exec(JSON.stringify(rows.filter(staysIn)))![1]!;
    const [a, b] = [seriesOf(trainRows()), seriesOf(ofTest)];
    expect(a).not.toBe(b);
    // The two series are one from now on.
    const merged = dearer(shopDocuments()).map((document) =>
      document.group === `S${b}` ? { ...document, group: `S${a}` } : document,
    );
    const torn = new Set([`S${a}`, `S${b}`]);
    const about = newRows(await repaired(merged)).flatMap(({ context, oracle_ids }) =>
      context
        .filter(({ passage_id }) => oracle_ids.includes(passage_id))
        .map(({ doc_id }) => doc_id.replace(/^P(\d+)-.*/, 'S$1')),
    );
    expect(about.filter((doc) => torn.has(doc))).toEqual([]);
  });

  it('makes contexts as the manifest says, and takes what it does not know by default', () => {
    const contexts = { distractors: 7, maxTokens: null, absent: 'split', docHeader: 'none', later: 1 };
    expect(repairSettings({ contexts, handOver: false, oracleShare: 0.5 })).toEqual({
      options: { distractors: 7, absent: 'split', docHeader: 'none', handOver: false, oracleShare: 0.5 },
      ignored: [],
    });
  });

  it('names the settings of the manifest that it cannot read', () => {
    expect(repairSettings({ contexts: { distractors: 'many' } })).toEqual({
      options: {},
      ignored: ['contexts.distractors'],
    });
    const style = { registers: { polite: 1, casual: 0, terse: 0 }, typos: '5 %', accents: 0.1 };
    expect(repairSettings({ contexts: { distractors: 'many', twins: 1, maxTokens: null }, style })).toEqual({
      options: { twins: 1, style: { registers: style.registers } },
      ignored: ['contexts.distractors', 'style.typos'],
    });
    expect(repairSettings('none')).toEqual({ options: {}, ignored: ['settings'] });
    expect(repairSettings(undefined)).toEqual({ options: {}, ignored: [] });
  });

  it('refuses a dataset without a manifest: nothing says how its rows are to be made', async () => {
    await expect(readManifest(tmpdir())).rejects.toMatchObject({ fix: expect.stringContaining('raft-corpus build') });
  });
});
