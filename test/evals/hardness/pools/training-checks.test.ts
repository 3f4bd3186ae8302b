import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RaftRow } from '../../../../src/dataset/raft-row.js';
import { assessPools } from '../../../../src/evals/hardness/pools/assess.js';
import { readPools } from '../../../../src/evals/hardness/pools/read/read-pools.js';
import { ownGrades, trainingChecks } from '../../../../src/evals/hardness/pools/training-checks.js';
import { datasetFolder, soundRows } from '../../../helpers/raft-rows.js';

const parent = mkdtempSync(join(tmpdir(), 'checks-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Statuses by check, of a sound dataset with every row changed. */
async function statuses(change: (row: RaftRow) => RaftRow = (row) => row): Promise<Record<string, string>> {
  const folder = datasetFolder(
    parent,
    soundRows().map(({ split, row }) => ({ split, row: change(row) })),
  );
  const { set } = await readPools({ path: folder, name: 'raft', lookup: null, sample: 500, seed: 0 });
  const checks = trainingChecks(await assessPools({ set, corpus: null, grades: ownGrades(set), seed: 0 }));
  return Object.fromEntries(checks.map(({ id, status }) => [id, status]));
}

const byRole = (row: RaftRow): RaftRow => ({
  ...row,
  context: row.context.toSorted((a, b) => Number(b.role === 'oracle') - Number(a.role === 'oracle')),
});

describe('checks of a training set', () => {
  it('pass where places and lengths tell nothing and no oracle is a distractor', async () => {
    expect(await statuses()).toMatchObject({
      false_negatives: 'pass',
      position_giveaway: 'pass',
      length_giveaway: 'pass',
    });
  });

  it('fail where the oracle always stands first: a model would learn the place', async () => {
    expect(await statuses(byRole)).toMatchObject({ position_giveaway: 'fail' });
  });

  it('ask for review where the oracle is always the longest', async () => {
    const longer = (row: RaftRow): RaftRow => ({
      ...row,
      context: row.context.map((entry) =>
        entry.role === 'oracle' ? { ...entry, text: `${entry.text}\n${'And more of it. '.repeat(80)}` } : entry,
      ),
    });
    expect(await statuses(longer)).toMatchObject({ length_giveaway: 'warn' });
  });

  it('fail where what answers a question is a distractor of the same question elsewhere', async () => {
    const [first] = soundRows().filter(({ row }) => row.oracle_present);
    const [oracle] = first?.row.context.filter(({ role }) => role === 'oracle') ?? [];
    const poisoned = (row: RaftRow): RaftRow => ({
      ...row,
      question: first?.row.question ?? '',
      context: row.context.map((entry) =>
        entry.role === 'distractor' && oracle && row.id !== first?.row.id
          ? { ...oracle, role: 'distractor', origin: 'dense' }
          : entry,
      ),
    });
    expect(await statuses(poisoned)).toMatchObject({ false_negatives: 'fail' });
  });

  it('say that nothing was measured where no context holds its oracle', async () => {
    const set = { name: 'none', pools: [], ordered: true, mined_by: null };
    const checks = trainingChecks(await assessPools({ set, corpus: null, seed: 0 }));
    expect(checks).toMatchObject([{ id: 'distractor_hardness', value: null, status: 'warn' }]);
  });
});
