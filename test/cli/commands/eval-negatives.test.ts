/** `eval` of a collection, and whether its negatives are hard enough: kinds, evidence, labels, vectors of files. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CollectionReport } from '../../../src/evals/collection/evaluate-collection.js';
import type { JudgedNegatives } from '../../../src/evals/hardness/pools/assess.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { runInProcess } from '../../helpers/run-cli.js';

const folder = tempFolder();
const run = (...args: string[]) => runInProcess(args, folder.path);
const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

const FIRST = ['Amber', 'Silent', 'Crimson', 'Paper', 'Winter', 'Hollow', 'Copper', 'Lantern'];
const SECOND = ['Harbor', 'Orchard', 'Falcon'];
const TITLES = FIRST.flatMap((first) => SECOND.map((second) => `${first} ${second}`));

/** What a page of a series says, by what it is about; `paid` answers as `price` does, in other words. */
const PAGES = {
  price: (title: string, n: number) => `A volume of ${title} has a price of ${500 + n} yen.`,
  paid: (title: string, n: number) => `Readers of ${title} pay a price of ${500 + n} yen a volume.`,
  count: (title: string, n: number) => `The series ${title} has ${3 + n} volumes so far.`,
  author: (title: string) => `${title} is written and drawn by one author.`,
  age: (title: string, n: number) => `Shops recommend ${title} to readers from ${8 + (n % 9)} years.`,
  format: (title: string) => `Every volume of ${title} comes as paper and as an electronic book.`,
};
/** Says nothing of what the page is about: an id that does is a giveaway. */
const idOf = (page: string, n: number): string => createHash('sha256').update(`${page}${n}`).digest('hex').slice(0, 8);
const CORPUS = TITLES.flatMap((title, n) =>
  Object.entries(PAGES).map(([page, say]) => ({ _id: idOf(page, n), title: '', text: say(title, n) })),
);
const QUERIES = TITLES.map((title, n) => ({ _id: `q${n}`, text: `What is the price of a volume of ${title}?` }));
const OTHERS = ['count', 'author', 'age', 'format'];
const ANSWERS = TITLES.map((_, n) => `q${n}\t${idOf('price', n)}\t2\nq${n}\t${idOf('paid', n)}\t1\n`);
/** Eight pages a question that somebody refused: of the same series, and what the next ones cost. */
const REFUSED = TITLES.map((_, n) =>
  [...OTHERS.map((page) => idOf(page, n)), ...[1, 2, 3, 4].map((step) => idOf('price', (n + step) % TITLES.length))]
    .map((id) => `q${n}\t${id}\t0\n`)
    .join(''),
);
const HEADER = 'query-id\tcorpus-id\tscore\n';

beforeAll(() => {
  for (const [name, qrels] of [
    ['answers', ANSWERS],
    ['refused', [...ANSWERS, ...REFUSED]],
    ['few', [...ANSWERS, ...REFUSED.slice(0, 11)]],
  ] as const) {
    folder.write(join(name, 'corpus.jsonl'), lines(CORPUS));
    folder.write(join(name, 'queries.jsonl'), lines(QUERIES));
    folder.write(join(name, 'qrels/test.tsv'), HEADER + qrels.join(''));
  }
});

interface Evaluated extends CollectionReport {
  readonly hardness: JudgedNegatives;
  readonly code: number | null;
  readonly stderr: string;
}

async function evaluated(...args: string[]): Promise<Evaluated> {
  const { code, stdout, stderr } = await run('eval', ...args, '-m', 'RR@10', '--json');
  return { ...JSON.parse(stdout), code, stderr };
}

describe('eval of a collection', () => {
  it('fails on random negatives, and says what to do with this collection', async () => {
    const { code, stdout } = await run(
      'eval',
      '--beir',
      'answers',
      '-m',
      'RR@10',
      '--negatives',
      'random',
      '--verbose',
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/negatives \(random, 192 of 24 questions\): TOO EASY/);
    expect(stdout).toContain('raft-corpus mine --beir answers --split test -o negatives.jsonl');
    expect(stdout).toContain('raft-corpus eval --beir answers --split test --negatives negatives.jsonl');
    expect(stdout).toMatch(/scorer +mined +right first/);
  });

  it('tells the nearest passages from mined ones by grades that only the miner was told', async () => {
    const naive = await evaluated('--beir', 'answers', '--negatives', 'naive');
    expect(naive).toMatchObject({ verdict: 'too_noisy', passed: false, code: 1 });
    expect(naive.hardness.false_negatives).toMatchObject({ evidence: 'grades', answering: TITLES.length });
    const mined = await evaluated('--beir', 'answers', '--negatives', 'mined');
    expect(['sound', 'unmeasured']).toContain(mined.verdict);
    expect(mined).toMatchObject({ passed: true, code: 0 });
    expect(mined.hardness.evidence).toBeNull();
    const wayOf = ({ scorers, judge }: JudgedNegatives) =>
      scorers.find(({ name }) => name === judge)?.share_of_the_way?.median ?? Number.NaN;
    expect(wayOf(mined.hardness)).toBeGreaterThan(0.3);
    expect(mined.hardness.scorers.find(({ name }) => name.startsWith('embedder:'))?.took_part).toBe(true);
    expect(mined.hardness.saturation?.corpus_hit_at_1).not.toBeNull();
  });

  it('takes what the judgements refused where that is a pool for half of the questions, else mines', async () => {
    const refused = await evaluated('--beir', 'refused');
    expect(refused.hardness).toMatchObject({ name: 'judged', negatives: 8 * TITLES.length, queries: TITLES.length });
    expect(refused.hardness.warnings.join(' ')).toContain('what the judgements say');
    expect((await evaluated('--beir', 'few')).hardness.name).toBe('mined');
    const asked = await evaluated('--beir', 'few', '--negatives', 'judged');
    expect(asked.hardness).toMatchObject({ name: 'judged', queries: 11, pools: { sampled: 24, empty: 13 } });
  });

  it('measures nothing with none, and says so', async () => {
    const { code, stdout } = await run('eval', '--beir', 'answers', '-r', 'lexical', '--negatives', 'none');
    expect([code, stdout]).toEqual([0, expect.stringContaining('was not measured')]);
    expect(await evaluated('--beir', 'answers', '-r', 'lexical', '--negatives', 'none')).toMatchObject({
      hardness: null,
      verdict: 'unmeasured',
      passed: true,
    });
  });

  it('takes the options of collections for a folder in the place of a suite', async () => {
    const { hardness } = await evaluated('refused', '--split', 'test', '--unknown', 'drop', '-r', 'lexical');
    expect(hardness.name).toBe('judged');
  });

  it('opens no model where words are compared, unless negatives that need one are asked for', async () => {
    const words = await evaluated('--beir', 'answers', '-r', 'lexical');
    expect([words.hardness, words.embedder]).toEqual([null, null]);
    expect(words.stderr).toContain('--negatives mined opens it');
    const judged = await evaluated('--beir', 'refused', '-r', 'lexical');
    expect(judged.hardness).toMatchObject({ name: 'judged', evaluated: null });
    const mined = await evaluated('--beir', 'answers', '-r', 'lexical', '--negatives', 'mined');
    expect(mined.embedder).toBeNull();
    expect(mined.hardness.evaluated).toMatch(/^embedder:/);
  });

  it('comes to the same whatever the order of the lines', async () => {
    const reversed = <T>(rows: readonly T[]): T[] => [...rows].reverse();
    folder.write('back/corpus.jsonl', lines(reversed(CORPUS)));
    folder.write('back/queries.jsonl', lines(reversed(QUERIES)));
    folder.write('back/qrels/test.tsv', HEADER + reversed(ANSWERS).join(''));
    const [a, b] = [await evaluated('--beir', 'answers'), await evaluated('--beir', 'back')];
    const { next: _, ...there } = a.hardness;
    const { next: __, ...back } = b.hardness;
    expect(back).toEqual(there);
  });

  it('reads what mining wrote, and what people said of it', async () => {
    const args = ['--beir', 'answers', '-r', 'lexical'];
    const mining = ['--split', 'test', '-n', '8', '-o', 'mined.jsonl', '--max-shortage', '1'];
    expect((await run('mine', '--beir', 'answers', ...mining)).code).toBe(0);
    const read = await evaluated(...args, '--negatives', './mined.jsonl', '--to-review', 'review.jsonl');
    expect(read.hardness).toMatchObject({ name: 'mined.jsonl', pools: { shape: 'mined', questions: TITLES.length } });
    const pairs = readFileSync(join(folder.path, 'review.jsonl'), 'utf8').trim().split('\n');
    expect(pairs.length).toBeGreaterThan(20);
    folder.write('labels.jsonl', lines(pairs.map((line) => ({ ...JSON.parse(line), answers: true }))));
    const labelled = await evaluated(...args, '--negatives', './mined.jsonl', '--reviewed', 'labels.jsonl');
    expect(labelled).toMatchObject({ verdict: 'too_noisy', code: 1 });
    expect(labelled.hardness.false_negatives).toMatchObject({ evidence: 'reviewed', value: 1 });
  });

  it('judges by vectors of files as by the model that made them', async () => {
    const vectorOf = (text: string): number[] => {
      const words = new Set(text.toLowerCase().match(/[a-z]+/g));
      const vector = VOCABULARY.map((word) => (words.has(word) ? 1 : 0));
      return vector.map((x) => x / Math.hypot(...vector));
    };
    const VOCABULARY = [...new Set(CORPUS.flatMap(({ text }) => text.toLowerCase().match(/[a-z]+/g) ?? []))];
    folder.write('docs.jsonl', lines(CORPUS.map((row) => ({ ...row, vector: vectorOf(row.text) }))));
    folder.write('queries.npy', npy(QUERIES.map(({ text }) => vectorOf(text))));
    const files = ['--corpus', 'docs.jsonl', '--queries', 'answers/queries.jsonl', '--qrels', 'answers/qrels/test.tsv'];
    const { hardness } = await evaluated(...files, '--query-vectors', 'queries.npy', '-r', 'dense');
    expect(hardness).toMatchObject({ name: 'mined', evaluated: 'embedder:given', queries: TITLES.length });
    expect(hardness.scorers.find(({ name }) => name === 'embedder:given')).toMatchObject({
      took_part: true,
      hit_at_1: { value: 1 },
    });
  });

  it.each([
    ['a kind that is none', ['--negatives', 'minde'], /--negatives cannot be "minde"/],
    ['a file that is not there', ['--negatives', './gone.jsonl'], /gone\.jsonl/],
    ['a file of something else', ['--negatives', 'answers/corpus.jsonl'], /corpus\.jsonl:1/],
    ['labels that are not there', ['--reviewed', 'gone.jsonl'], /gone\.jsonl/],
    ['labels that are none', ['--reviewed', 'answers/queries.jsonl'], /queries\.jsonl:1/],
    ['to write over what somebody wrote', ['--to-review', 'answers/corpus.jsonl'], /is there already/],
    ['a review of nothing', ['--negatives', 'none', '--to-review', 'new.jsonl'], /needs negatives/],
    ['a review of what nobody measures', ['--to-review', 'new.jsonl'], /needs negatives/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await run('eval', '--beir', 'answers', '-r', 'lexical', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toContain('fix:');
    expect(existsSync(join(folder.path, 'new.jsonl'))).toBe(false);
  });
});

/** float32 in NumPy's format 1.0. */
function npy(rows: readonly (readonly number[])[]): Uint8Array {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows.length}, ${rows[0]?.length}), }`;
  const padded = `${header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(padded.length);
  const data = new Float32Array(rows.flat());
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    length,
    Buffer.from(padded),
    Buffer.from(data.buffer),
  ]);
}
