import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditRaft } from '../../src/audit/audit-raft.js';
import { recordAudit } from '../../src/audit/event.js';
import { verifyChainedLog } from '../../src/core/hash-chain.js';
import type { RaftRow } from '../../src/dataset/raft-row.js';
import { buildRaft } from '../../src/raft/build.js';
import { writeDataset } from '../../src/raft/write-dataset.js';
import { indexView, type ViewIndex } from '../../src/verify/view-index.js';
import { hashingEmbedder, number, shopDocuments, smallView } from '../helpers/small-view.js';

let index: ViewIndex;
let files: Record<'train' | 'test', RaftRow[]>;
let folder: string;

beforeAll(async () => {
  const view = await smallView(shopDocuments());
  index = indexView(view);
  folder = join(await mkdtemp(join(tmpdir(), 'audit-')), 'raft');
  const build = await buildRaft({ index, embedder: hashingEmbedder(), seed: 1, examples: 150 });
  await writeDataset({ build, view, path: folder, name: 'small', toolVersion: '0' });
  const read = async (split: string) =>
    (await readFile(join(folder, `${split}.jsonl`), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RaftRow);
  files = { train: await read('train'), test: await read('test') };
});

const auditedAt = '2026-07-15T00:00:00.000Z';

/** Audits train and test rows after a change to them. */
async function auditChanged(change: (rows: Record<'train' | 'test', RaftRow[]>) => unknown, extra = '') {
  const rows = structuredClone(files);
  change(rows);
  const path = await mkdtemp(join(tmpdir(), 'audit-'));
  for (const split of ['train', 'test'] as const) {
    await writeFile(
      join(path, `${split}.jsonl`),
      rows[split].map((row) => `${JSON.stringify(row)}\n`).join('') + (split === 'test' ? extra : ''),
    );
  }
  const { event, checks } = await auditRaft({ folder: path, index, auditedAt });
  return { event, failed: event.failed, check: (id: string) => checks.find((check) => check.id === id)! };
}
const withOracle = (rows: RaftRow[]) => rows.find((row) => row.oracle_present && row.facts.length > 0)!;

describe('auditRaft', () => {
  it('finds nothing wrong with a dataset that was built, and says what it is', async () => {
    const { event, checks } = await auditRaft({ folder, index, auditedAt });
    expect(checks.filter((check) => check.status === 'fail')).toEqual([]);
    expect(event).toMatchObject({
      event: 'dataset_audit',
      dataset: 'raft',
      synthetic_share: 1,
      duplicate_rate: 0,
      label_disagreement_rate: null,
    });
    expect(event.decision).not.toBe('rejected');
  });

  it('takes a row in another order for a twin, and the row again for a repetition', async () => {
    const twinOf = (row: RaftRow): RaftRow => ({
      ...row,
      id: `${row.id}-twin`,
      twin_of: row.id,
      context: row.context.toReversed(),
    });
    const twins = await auditChanged(({ train }) => train.push(...train.map(twinOf)));
    expect(twins.check('duplicate_rate')).toMatchObject({ value: 0, status: 'pass', examples: [] });
    const repeated = await auditChanged(({ train }) => train.push(...structuredClone(train)));
    expect(repeated.failed).toContain('duplicate_rate');
  });

  it('asks for review when there is no corpus to compare with', async () => {
    const { event } = await auditRaft({ folder, index: null, auditedAt });
    expect(event).toMatchObject({ decision: 'needs_review', corpus_tag: null });
    expect(event.warned).toContain('stale_facts');
  });

  it('names rows whose facts have changed since, old and new', async () => {
    const changed = shopDocuments().map((document) =>
      document.doc.startsWith('S')
        ? { ...document, facts: { ...document.facts, volumes: number(99, 'volumes') } }
        : document,
    );
    const { event, checks } = await auditRaft({ folder, index: indexView(await smallView(changed)), auditedAt });
    expect(event.decision).toBe('rejected');
    expect(checks.find((check) => check.id === 'stale_facts')!.examples.join()).toMatch(/volumes of S\d+: \d+ → 99/);
  });

  it('catches each planted defect, and nothing else fails', async () => {
    expect((await auditChanged(() => {})).failed).toEqual([]);

    const repeated = await auditChanged(({ train, test }) =>
      test.push({
        ...train[0]!,
        group: test[0]!.group,
        oracle_ids: [],
        type: 'unanswerable',
        context: test[0]!.context.filter((entry) => entry.role === 'distractor'),
        oracle_present: false,
        quotes: [],
        facts: [],
        cot_answer: '<ANSWER>: x',
        answer: 'x',
      }),
    );
    expect(repeated.failed).toEqual(['duplicates_across_splits']);

    const near = await auditChanged(({ train, test }) => {
      train[0]!.question = 'How many volumes of The Very Long Lantern Ferry Chronicle are out right now?';
      test[0]!.question = 'How many volumes of The Very Long Lantern Ferry Chronicle are out right now, please?';
    });
    expect(near.failed).toEqual(['near_duplicates_across_splits']);

    const group = await auditChanged(({ train, test }) => Object.assign(test[0]!, { group: train[0]!.group }));
    expect(group.failed).toEqual(['group_leakage']);

    const quote = await auditChanged(({ train }) =>
      withOracle(train).quotes.splice(0, 1, {
        ...withOracle(train).quotes[0]!,
        start: withOracle(train).quotes[0]!.start + 1,
      }),
    );
    expect(quote.failed).toEqual(['quotes_and_roles']);
    expect(quote.check('quotes_and_roles').examples[0]).toMatch(/^train\.jsonl:\d+ quote_not_in_reasoning/);

    const oracle = await auditChanged(({ train, test }) => {
      const [donor, taker] = [
        withOracle(train),
        test.find((row) => row.type !== 'unanswerable' && !row.oracle_present)!,
      ];
      taker.oracle_ids = donor.oracle_ids;
    });
    expect(oracle.failed).toEqual(['oracle_leakage']);

    const grown = shopDocuments().map((one) =>
      one.facts?.volumes ? { ...one, facts: { ...one.facts, volumes: number(99) } } : one,
    );
    const fact = await auditRaft({ folder, index: indexView(await smallView(grown)), auditedAt });
    expect(fact.event.failed).toEqual(['stale_facts']);

    const unreadable = await auditChanged(() => {}, '{"id":"x"}\nnot json\n');
    expect(unreadable.failed).toEqual(['readable_rows']);
    expect(unreadable.check('readable_rows').value).toBe(2);
  });

  it('refuses a folder without a dataset, and one without rows', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'audit-'));
    await expect(auditRaft({ folder: empty, index, auditedAt })).rejects.toThrow('no dataset here');
    await writeFile(join(empty, 'train.jsonl'), '');
    await expect(auditRaft({ folder: empty, index, auditedAt })).rejects.toThrow('no rows');
  });

  it('puts the event on a chained record', async () => {
    const { event } = await auditRaft({ folder, index, auditedAt });
    const log = join(await mkdtemp(join(tmpdir(), 'audit-')), 'audit.jsonl');
    const head = await recordAudit(log, event);
    expect(await verifyChainedLog(log, head)).toMatchObject({ intact: true, records: [event] });
  });
});
