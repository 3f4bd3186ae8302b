import { describe, expect, it } from 'vitest';
import type { RaftRow, Split } from '../../src/dataset/raft-row.js';
import { raftRowSchema } from '../../src/dataset/raft-row.js';
import { buildRaft } from '../../src/raft/build.js';
import { verifyRow } from '../../src/verify/row.js';
import { indexView } from '../../src/verify/view-index.js';
import {
  hashingEmbedder,
  passageId,
  type SmallDocument,
  shopDocuments,
  smallView,
  yen,
} from '../helpers/small-view.js';

/** The plain build, which most tests look at, is made once. */
let plain: ReturnType<typeof make> | undefined;
function build(...args: Parameters<typeof make> | []): ReturnType<typeof make> {
  if (args.length > 0) return make(...(args as Parameters<typeof make>));
  plain ??= make(shopDocuments());
  return plain;
}
async function make(
  documents: readonly SmallDocument[],
  over: { seed?: number; examples?: number; oracleShare?: number } = {},
) {
  const index = indexView(await smallView(documents));
  const made = await buildRaft({ index, embedder: hashingEmbedder(), seed: 1, examples: 200, distractors: 3, ...over });
  const rows = [];
  for await (const item of made.rows) rows.push(item);
  return { ...made, rows };
}
const groupsOf = (rows: readonly { split: Split; row: RaftRow }[]) => {
  const splits = new Map<string, Set<Split>>();
  for (const { split, row } of rows) splits.set(row.group, (splits.get(row.group) ?? new Set()).add(split));
  return splits;
};

describe('buildRaft', () => {
  it('writes sound rows of every type and language', async () => {
    const { rows } = await build();
    expect(rows.length).toBeGreaterThan(150);
    for (const { row } of rows) {
      expect(verifyRow(row)).toEqual([]);
      expect(raftRowSchema.safeParse(row).success).toBe(true);
    }
    const types = ['fact', 'policy', 'comparison', 'temporal', 'unanswerable'];
    expect(new Set(rows.map(({ row }) => row.type))).toEqual(new Set(types));
    expect(new Set(rows.map(({ row }) => row.lang))).toEqual(new Set(['en', 'ja', 'mixed']));
  });

  it('gives exactly the share of answerable rows their oracle, and every context as many documents', async () => {
    const { rows } = await build(shopDocuments(), { oracleShare: 0.7 });
    const answerable = rows.filter(({ row }) => row.type !== 'unanswerable');
    expect(answerable.filter(({ row }) => row.oracle_present).length).toBe(Math.round(answerable.length * 0.7));
    for (const { row } of rows) {
      const documents = row.type === 'comparison' ? 5 : 4;
      expect(row.context).toHaveLength(documents);
      if (!row.oracle_present) expect(row.quotes).toEqual([]);
    }
  });

  it('keeps lineages, translations and oracles in one split', async () => {
    const { rows } = await build();
    for (const splits of groupsOf(rows).values()) expect(splits.size).toBe(1);
    const oracles = new Map<string, Split>();
    for (const { split, row } of rows) {
      for (const id of row.oracle_ids) expect(oracles.get(id) ?? split).toBe(split);
      for (const id of row.oracle_ids) oracles.set(id, split);
    }
  });

  it('refuses in the language of the question', async () => {
    const { rows } = await build();
    const refused = rows.filter(({ row }) => !row.oracle_present);
    expect(refused.length).toBeGreaterThan(20);
    for (const { row } of refused) expect(/[\p{Script=Hiragana}]/u.test(row.answer)).toBe(row.lang !== 'en');
  });

  it('names the subject in every question about a document, and asks nothing twice', async () => {
    const { rows } = await build();
    expect(new Set(rows.map(({ row }) => row.question)).size).toBe(rows.length);
    for (const { row } of rows.filter(({ row }) => row.type === 'fact')) {
      const [oracle] = row.oracle_ids;
      expect(oracle).toBeDefined();
      expect(row.question).toMatch(
        /Salt Road|Paper Tiger|Glass Orchard|Night Market|Iron Kite|Fox Judge|Tidal Clock|Moss Garden|Copper Bell|Snow Ledger|River Post|Amber Line|漫画.物語/i,
      );
    }
  });

  it('asks nothing that two documents of one title answer differently, and counts it', async () => {
    const twice = [
      ...shopDocuments(),
      { source: 'products', doc: 'again', title: 'Salt Road, Vol. 1', facts: { price_jpy: yen(999) } },
    ];
    const { rows, counts } = await build(twice, { examples: 400 });
    const isPrice = (fact: RaftRow['facts'][number]) =>
      fact.field === 'price_jpy' && ['again', 'P0-1'].includes(fact.doc_id);
    expect(rows.filter(({ row }) => row.facts.some(isPrice))).toEqual([]);
    expect(counts().find((stage) => stage.name === 'facts')!.dropped['ambiguous_subject']).toBe(2);
  });

  it("uses yesterday's version as a distractor and says that the newer one holds", async () => {
    const documents = shopDocuments();
    const stale = documents
      .filter((document) => document.doc.startsWith('P'))
      .map(
        (document): SmallDocument => ({
          ...document,
          doc: `${document.doc}@old`,
          facts: { ...document.facts, price_jpy: yen(11111) },
          stale: {
            verdict: 'superseded',
            severity: 'material',
            superseded_by: passageId(document.doc),
            drift: [{ field: 'price_jpy', old: 11111, new: 1 }],
            source_updated_at: '2026-04-01T00:00:00.000Z',
          },
        }),
      );
    const { rows } = await build([...documents, ...stale]);
    const withStale = rows.filter(({ row }) => row.context.some((entry) => entry.origin === 'stale'));
    expect(withStale.length).toBeGreaterThan(0);
    for (const { row } of withStale) {
      expect(row.oracle_present).toBe(true);
      expect(row.facts.some((fact) => fact.field === 'price_jpy')).toBe(true);
      expect(row.cot_answer).toContain('2026-04-01');
      expect(row.context.find((entry) => entry.origin === 'stale')!.verdict).toBe('superseded');
    }
  });

  it('gives the same rows for the same seed and others for another', async () => {
    const first = JSON.stringify((await build()).rows);
    expect(JSON.stringify((await build(shopDocuments())).rows)).toBe(first);
    expect(JSON.stringify((await build(shopDocuments(), { seed: 2 })).rows)).not.toBe(first);
  });

  it('says what the corpus could not give instead of making it up', async () => {
    const { shortages, rows } = await build(shopDocuments(), { examples: 5000 });
    expect(rows.length).toBeLessThan(5000);
    expect(shortages.some(({ type, wanted, found }) => type === 'policy' && found < wanted)).toBe(true);
  });
});
