/** `raft-corpus check` as a user types it: counts, old → new, where, exit codes, and what is wrong with the input. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { RaftRow } from '../../../src/dataset/raft-row.js';
import { runInProcess } from '../../helpers/run-cli.js';
import { catalog, createShop, type Entry, page, policies } from '../../helpers/shop.js';

const SOURCES = [catalog(), policies()];
const shop = createShop({ sources: SOURCES });
const run = (...args: string[]) => runInProcess(args, shop.folder);
const entry = (sku: string, volumes: number, updated_at = '2026-01-01'): Entry => ({
  sku,
  title: `Series ${sku}`,
  synopsis: `The story of ${sku}.`,
  volumes,
  updated_at,
});
const RETURNS = 'Books can be returned within 30 days of delivery.';

/** A row that quotes `words` of a document of the corpus as it was at the first refresh. */
async function rowOf(id: string, doc: string, words: string, facts: RaftRow['facts'] = []): Promise<RaftRow> {
  const found = (await shop.view('2026-02-01')).passages.find(
    ({ doc_id, text }) => doc_id === doc && text.includes(words),
  );
  if (!found) throw new Error(`${doc} does not say ${words}`);
  const { passage_id, doc_id, source_id, title, text, source_updated_at } = found;
  const start = text.indexOf(words);
  const type = facts.length > 0 ? 'fact' : 'policy';
  return {
    ...{ id, question: `What of ${doc}?`, lang: 'en', type, oracle_present: true, oracle_ids: [passage_id] },
    context: [
      {
        passage_id,
        doc_id,
        source_id,
        title,
        text,
        source_updated_at,
        role: 'oracle',
        origin: 'oracle',
        verdict: 'current',
        score: 1,
      },
    ],
    ...{ cot_answer: `##begin_quote##${words}##end_quote## <ANSWER>: ${words}`, answer: words },
    ...{ quotes: [{ passage_id, start, end: start + words.length }], group: doc, generator: 'grounded' },
    ...{ as_of: '2026-02-01', corpus_tag: 'r-000001', facts },
  };
}
function dataset(name: string, lines: readonly string[], manifest?: unknown): string {
  mkdirSync(join(shop.folder, name), { recursive: true });
  writeFileSync(join(shop.folder, name, 'train.jsonl'), lines.map((line) => `${line}\n`).join(''));
  if (manifest !== undefined) writeFileSync(join(shop.folder, name, 'manifest.json'), JSON.stringify(manifest));
  return name;
}
let rows: RaftRow[];

beforeAll(async () => {
  writeFileSync(join(shop.folder, 'raft-corpus.yaml'), stringify({ store: 'store', sources: SOURCES }));
  shop.entries([entry('A', 1), entry('B', 4), entry('C', 7)]);
  shop.write('policies/returns.md', page('2026-01-01', `# Returns\n\n${RETURNS}`));
  await shop.refresh('2026-02-01');
  const volumes = (doc_id: string, value: number) => [{ source_id: 'catalog', doc_id, field: 'volumes', value }];
  rows = [
    await rowOf('a', 'A', '1', volumes('A', 1)),
    await rowOf('b', 'B', '4', volumes('B', 4)),
    await rowOf('c', 'C', '7', volumes('C', 7)),
    await rowOf('r', 'returns.md', RETURNS),
  ];
  dataset(
    'rows',
    rows.map((row) => JSON.stringify(row)),
  );
  shop.entries([entry('A', 2, '2026-03-01'), { ...entry('B', 4, '2026-03-01'), synopsis: 'Told anew.' }]);
  shop.write('policies/returns.md', page('2026-03-01', `# Returns\n\n${RETURNS.replace('30', '14')}`));
  await shop.refresh('2026-03-01', { allowShrink: true });
});

describe('check', () => {
  it('finds nothing at the date at which the rows were made', async () => {
    const { code, stdout } = await run('check', 'rows', '--as-of', '2026-02-01');
    expect(code).toBe(0);
    expect(stdout).toContain('rows: 0 of 4 rows are no longer true');
  });

  it('names each row with its place, old → new, and ends with exit code 1', async () => {
    const { code, stdout, stderr } = await run('check', 'rows');
    expect(code).toBe(1);
    expect(stdout).toContain('rows: 3 of 4 rows are no longer true or cannot be told (75.0 %)');
    expect(stdout).toMatch(/answer_changed +2 /);
    expect(stdout).toMatch(/train\.jsonl:1 +a +A: volumes 1 → 2/);
    expect(stdout).toMatch(/train\.jsonl:4 +r +returns\.md: duration 30 days → 14 days/);
    expect(stdout).toMatch(/train\.jsonl:3 +c +catalog\/C is gone/);
    expect(stdout).toContain('note: there is no manifest.json');
    expect(stderr).toContain('--repair');
  });

  it('has every row in JSON, and only those asked for with --verdict', async () => {
    const { check } = JSON.parse((await run('check', 'rows', '--json')).stdout);
    const [found] = check.datasets;
    expect(found).toMatchObject({ path: 'rows', rows: 4, rotten: 3, rotten_share: 0.75 });
    expect(found.checked.map((row: { verdict: string }) => row.verdict)).toEqual([
      'answer_changed',
      'cosmetic',
      'source_removed',
      'answer_changed',
    ]);
    expect(found.checked[0].findings[0].drift).toEqual([{ field: 'volumes', old: 1, new: 2 }]);
    const only = JSON.parse((await run('check', 'rows', '--json', '--verdict', 'cosmetic')).stdout);
    expect(only.check.datasets[0].checked.map(({ id }: { id: string }) => id)).toEqual(['b']);
  });

  it('passes a gate that allows what there is', async () => {
    expect((await run('check', 'rows', '--max-rotten', '0.75')).code).toBe(0);
    expect((await run('check', 'rows', '--max-rotten', '0.74')).code).toBe(1);
  });

  it('goes on over lines that are no rows, and says which files were edited', async () => {
    const files = { 'train.jsonl': { sha256: '0'.repeat(64) }, 'test.jsonl': { sha256: '' } };
    const manifest = { kind: 'raft', corpus: { tag: 'r-000001', as_of: '2026-02-01' }, files };
    dataset('edited', [JSON.stringify(rows[1]), 'not json', '{"id":1}'], manifest);
    const { code, stdout } = await run('check', 'edited');
    expect([code, stdout]).toEqual([1, expect.stringContaining('made from r-000001')]);
    expect(stdout).toContain('note: train.jsonl is not as it was built');
    expect(stdout).toContain('note: test.jsonl is in the manifest and not in the folder');
    expect(stdout).toMatch(/unknown +2 /);
    dataset('foreign', [JSON.stringify(rows[1])], { ...manifest, corpus: { tag: 'r-000017', as_of: '' }, files: {} });
    expect((await run('check', 'foreign')).stdout).toContain(
      'which this store does not have: was it built from another corpus?',
    );
  });

  it("finds the documents of another tool's file by their texts", async () => {
    const completion = (row: RaftRow) => ({
      prompt: `${row.context.map(({ text }) => `<DOCUMENT>${text}</DOCUMENT>\n`).join('')}${row.question}`,
      completion: `${row.cot_answer}<STOP>`,
    });
    const unknown = {
      prompt: '<DOCUMENT>Never heard of.</DOCUMENT>\nWhat?',
      completion: '##begin_quote##Never##end_quote## <ANSWER>: Never.<STOP>',
    };
    shop.write('theirs.jsonl', [...rows.map(completion), unknown].map((line) => `${JSON.stringify(line)}\n`).join(''));
    const { check } = JSON.parse((await run('check', 'theirs.jsonl', '--json')).stdout);
    expect(check.datasets[0].checked.map((row: { verdict: string }) => row.verdict)).toEqual([
      'answer_changed',
      'cosmetic',
      'source_removed',
      'answer_changed',
      'unknown',
    ]);
  });

  it('tells the gold of a suite that no longer holds, with its line', async () => {
    const gold = (doc: string, more: object) => [
      { source: doc.endsWith('.md') ? 'policies' : 'catalog', doc, ...more },
    ];
    const question = (id: string, type: string, of: object) => ({ id, question: `${id}?`, lang: 'en', type, ...of });
    const suite = {
      suite: 'mine',
      questions: [
        question('changed', 'fact', { gold: gold('A', { fact: 'volumes', value: 1 }) }),
        question('same', 'fact', { gold: gold('B', { fact: 'volumes', value: 4 }) }),
        question('gone', 'fact', { gold: gold('C', { fact: 'volumes', value: 7 }) }),
        question('quoted', 'policy', { gold: gold('returns.md', { quote: 'within 30 days' }) }),
        question('nobody', 'unanswerable', { gold: [] }),
      ],
    };
    shop.write('suite.yaml', stringify(suite));
    const { code, stdout } = await run('check', 'suite.yaml', '--json');
    expect(code).toBe(1);
    const [checked] = JSON.parse(stdout).check.suites;
    const line =
      readFileSync(join(shop.folder, 'suite.yaml'), 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('changed')) + 1;
    expect(checked).toMatchObject({ path: 'suite.yaml', questions: 5, stale_gold: 3 });
    expect(checked.checked[0]).toMatchObject({
      where: `suite.yaml:${line}`,
      findings: [{ drift: [{ field: 'volumes', old: 1, new: 2 }] }],
    });
    expect(checked.checked.map((one: { verdict: string }) => one.verdict)).toEqual([
      'stale_gold',
      'valid',
      'stale_gold',
      'stale_gold',
      'no_gold',
    ]);
    expect(checked.checked[3].findings[0].drift).toEqual([{ field: 'duration', old: '30 days', new: '14 days' }]);
    expect((await run('check', 'suite.yaml', 'rows')).stdout).toMatch(
      /the gold of 3 of 5 questions[\s\S]*rows: 3 of 4/,
    );
  });

  it.each([
    [['nowhere'], 'there is no such dataset'],
    [['policies'], 'there is no dataset here'],
    [['empty'], 'the dataset has no rows'],
    [['broken'], 'no line is a RAFT row'],
    [['raft-corpus.yaml'], 'the suite has'],
    [['rows', '--verdict', 'answer-changed'], 'did you mean "answer_changed"?'],
    [['rows', '--max-rotten', '2'], '--max-rotten cannot be "2"'],
    [['rows', '--tag', 'r-000009'], 'there is no refresh "r-000009"'],
    [['rows', '--dry-run'], '--dry-run goes with --repair'],
    [['rows', '--out', 'there'], '--out goes with --repair'],
    [['rows', '--repair'], 'the dataset cannot be repaired'],
    [['rows', 'rows', '--repair'], 'one dataset is repaired at a time'],
    [['rows', '--store', 'other'], 'raft-corpus refresh'],
  ])('ends with exit code 2 for %j', async (args, message) => {
    dataset('empty', []);
    dataset('broken', ['{"question":"?"}']);
    const { code, stdout, stderr } = await run('check', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
