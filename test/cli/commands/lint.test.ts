/** `raft-corpus lint` and `export --dataset` as a user types them. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULE_IDS } from '../../../src/raft/lint/rules.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { datasetFolder, soundRows } from '../../helpers/raft-rows.js';
import { runInProcess } from '../../helpers/run-cli.js';

const folder = tempFolder();
const clean = datasetFolder(folder.path);
const run = (...args: string[]) => runInProcess(args, folder.path);

describe('lint', () => {
  it('finds nothing in a clean dataset, and names the next command', async () => {
    const { code, stdout, stderr } = await run('lint', clean);
    expect([code, stdout]).toEqual([0, '80 rows in 3 files: nothing found\n']);
    expect(stderr).toContain('raft-corpus audit');
  });

  it('prints file:line, rule and sentence, then what to do by rule, with exit code 1', async () => {
    const broken = datasetFolder(
      folder.path,
      soundRows().map(({ split, row }, i) =>
        i % 20 === 1 ? { split, row: { ...row, cot_answer: 'So.' } } : { split, row },
      ),
    );
    const { code, stdout } = await run('lint', broken, '--max', '2', '--ignore', 'row-contradicts-itself');
    expect(code).toBe(1);
    expect(stdout).toContain(`${broken}/train.jsonl:2: answer-tag-missing: there is no <ANSWER>: in the reasoning\n`);
    expect(stdout).toContain('… and 2 more');
    expect(stdout).toMatch(/answer-tag-missing +4 +Write the final answer after <ANSWER>:/);
    const json = JSON.parse((await run('lint', broken, '--json', '--rule', 'answer-tag-missing')).stdout);
    expect(json).toMatchObject({ schema: 1, lint: { rows: 80, findings: 4, by_rule: { 'answer-tag-missing': 4 } } });
    expect(json.lint.list[0]).toMatchObject({ line: 2, rule: 'answer-tag-missing', fix: expect.any(String) });
  });

  it('lists the rules', async () => {
    const { code, stdout } = await run('lint', '--rules');
    expect(code).toBe(0);
    for (const rule of RULE_IDS) expect(stdout).toContain(`${rule}\n`);
    expect(JSON.parse((await run('lint', '--rules', '--json')).stdout).lint_rules).toHaveLength(RULE_IDS.length);
  });

  it.each([
    [[], 'nothing to check'],
    [['nowhere.jsonl'], 'the file is not there'],
    [[clean, '--rule', 'quote-not-fund'], 'did you mean "quote-not-found"?'],
    [[clean, '--max', '0'], '--max cannot be "0"'],
  ])('ends with exit code 2 for %j', async (args, message) => {
    const { code, stdout, stderr } = await run('lint', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

describe('export --dataset', () => {
  it('writes all splits into a folder, which lint then finds clean', async () => {
    const { code, stdout } = await run('export', '--dataset', clean, '--format', 'hf:parquet', '-o', 'hf');
    expect([code, stdout]).toEqual([0, '80 rows as hf in hf (train 48, validation 16, test 16)\n']);
    expect(readdirSync(join(folder.path, 'hf')).sort()).toEqual([
      'test.parquet',
      'train.parquet',
      'validation.parquet',
    ]);
    expect((await run('lint', 'hf')).stdout).toBe('80 rows in 3 files: nothing found\n');
  });

  it('writes one split into a file or to stdout: train, unless another is named', async () => {
    await run('export', '--dataset', clean, '--format', 'openai-chat', '-o', 'one/chat.jsonl', '--system', 'none');
    const lines = readFileSync(join(folder.path, 'one/chat.jsonl'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(48);
    expect(JSON.parse(lines[0]!).messages.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant']);
    const { stdout } = await run(
      'export',
      '--dataset',
      clean,
      '--format',
      'completion',
      '--split',
      'test',
      '--doc-header',
      'none',
    );
    expect(stdout.trim().split('\n')).toHaveLength(16);
    expect(JSON.parse(stdout.split('\n')[0]!).prompt).toMatch(/^<DOCUMENT>Volumes/);
  });

  it('tells of a split that the dataset lacks, and makes no file for it', async () => {
    const partial = datasetFolder(folder.path);
    for (const split of ['train', 'test']) rmSync(join(partial, `${split}.jsonl`));
    const asked = await run('export', '--dataset', partial, '--format', 'hf', '-o', 'none.jsonl');
    expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('no train.jsonl')]);
    expect(asked.stderr).toContain('Splits here: validation');
    expect((await run('export', '--dataset', partial, '--format', 'hf', '-o', 'some')).code).toBe(0);
    expect(readdirSync(join(folder.path, 'some'))).toEqual(['validation.jsonl']);
    expect(readdirSync(folder.path)).not.toContain('none.jsonl');
  });

  it("takes a prompt of one's own", async () => {
    writeFileSync(join(folder.path, 'prompt.txt'), '{documents}\n顧客: {question}\n');
    const args = ['export', '--dataset', clean, '--format', 'alpaca', '--template', 'prompt.txt'];
    const { stdout } = await run(...args);
    expect(JSON.parse(stdout.split('\n')[0]!).instruction).toMatch(/\n顧客: .*？$/);
    writeFileSync(join(folder.path, 'prompt.txt'), '{documents}\n{query}\n');
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain('unknown slot {query}');
    expect(stderr).toContain('prompt.txt:2');
  });

  it.each([
    [['--format', 'sharegtp', '-o', 'x'], 'did you mean "sharegpt"?'],
    [['-o', 'x'], 'is for passages'],
    [['--format', 'hf:parquet'], 'Parquet does not go to a terminal'],
    [['--format', 'hf', '--json'], 'would go to the same place'],
    [['--format', 'hf:parquet', '-o', 'x.jsonl'], 'the format says Parquet'],
    [['--format', 'hf', '-o', 'x', '--split', 'dev'], '--split cannot be "dev"'],
  ])('ends with exit code 2 for %j', async (args, message) => {
    const { code, stderr } = await run('export', '--dataset', clean, ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(readdirSync(folder.path)).not.toContain('x');
  });
});
