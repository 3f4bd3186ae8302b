import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from '../../helpers/run-cli.js';

const SHOP = resolve('corpora/mangaassist/intents');
const FILES = ['production.jsonl', 'synthetic.jsonl'].map((name) => join(SHOP, name));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'intents-audit-'));
});

interface Check {
  readonly id: string;
  readonly value: number | null;
  readonly status: string;
}

describe('intents audit', () => {
  it("judges the shop's set: sound but for the rare classes, and puts it on the log", async () => {
    const result = await runInProcess(
      ['intents', 'audit', ...FILES, '--name', 'shop', '--log', 'audit.jsonl', '--json'],
      folder,
    );
    const { event, checks, log } = JSON.parse(result.stdout) as {
      readonly event: Readonly<Record<string, unknown>>;
      readonly checks: readonly Check[];
      readonly log: { readonly path: string };
    };
    expect(event).toMatchObject({
      event: 'dataset_audit',
      dataset: 'shop',
      kind: 'intents',
      label_disagreement_rate: expect.any(Number),
    });
    expect(
      checks
        .filter(({ status }) => status !== 'pass')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['rare_intents', 'synthetic_share_by_class']);
    expect(result.code).toBe(1);
    const [line] = (await readFile(join(folder, log.path), 'utf8')).split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({ dataset: 'shop', decision: event['decision'] });
  });

  it('approves a set that holds by the thresholds of the config', async () => {
    const home = await mkdtemp(join(tmpdir(), 'intents-config-'));
    await writeFile(
      join(home, 'raft-corpus.yaml'),
      [
        'sources: [{ id: none, kind: policy, path: none }]',
        'intents:',
        '  critical: [stock_check]',
        '  thresholds: { criticalExamples: 200, splitDeviation: 0.02 }',
      ].join('\n'),
    );
    const result = await runInProcess(['intents', 'audit', join(SHOP, 'production.jsonl'), '--dry-run'], home);
    expect(result.stdout).toContain('approved_for_training');
    expect(result.code).toBe(0);
  });

  it('lists the labels that neighbours speak against, most doubtful first: flipped ones before others', async () => {
    const rows = (await readFile(join(SHOP, 'production.jsonl'), 'utf8')).trim().split('\n').slice(0, 1000);
    const flipped = new Set<string>();
    const lines = rows.map((line, i) => {
      const row = JSON.parse(line) as { id: string; intent: string };
      if (i % 20 !== 7) return line;
      flipped.add(row.id);
      return JSON.stringify({ ...row, intent: row.intent === 'store_info' ? 'order_status' : 'store_info' });
    });
    await writeFile(join(folder, 'flipped.jsonl'), lines.join('\n'));
    await runInProcess(['intents', 'audit', 'flipped.jsonl', '--dry-run', '--suspects', 'suspects.jsonl'], folder);
    const suspects = (await readFile(join(folder, 'suspects.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; doubt: number });
    expect(suspects.map(({ doubt }) => doubt)).toEqual(suspects.map(({ doubt }) => doubt).sort((a, b) => b - a));
    const first = suspects.slice(0, 100).filter(({ id }) => flipped.has(id)).length;
    // A twentieth of the rows is flipped: a list without a clue would have five among a hundred.
    expect(first).toBeGreaterThan(12);
  });

  it('refuses rows without an intent by file and line, and unknown thresholds', async () => {
    await writeFile(join(folder, 'bad.jsonl'), '{"text":"hello","intent":"store_info"}\n{"text":"hello"}\n');
    const bad = await runInProcess(['intents', 'audit', 'bad.jsonl'], folder);
    expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('bad.jsonl:2 has no intent')]);
    await writeFile(
      join(folder, 'c.yaml'),
      'sources: [{ id: none, kind: policy, path: none }]\nintents: { thresholds: { duplicateRat: 0.1 } }\n',
    );
    const config = await runInProcess(['intents', 'audit', 'bad.jsonl', '-c', 'c.yaml'], folder);
    expect([config.code, config.stderr]).toEqual([2, expect.stringContaining('duplicateRate')]);
  });
});
