/** `mine` on files of one's own, as a user runs it: no config, no store. */
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Io } from '../../../src/cli/io.js';
import { runCli } from '../../../src/cli/program.js';
import { fixedClock } from '../../../src/core/clock.js';
import { writeTinyCrossEncoder } from '../../embed/random-model.js';

let cwd: string;

async function run(...args: string[]) {
  let out = '';
  let err = '';
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    cwd,
    env: {},
    clock: fixedClock('2026-07-15T00:00:00Z'),
    writer: { host: 'test', pid: process.pid, isAlive: () => true },
    scratch: tmpdir(),
    interactive: false,
  };
  process.exitCode = 0;
  await runCli(['mine', ...args], io);
  return { out, err, code: process.exitCode };
}

const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Three-dimensional vectors of any length: they are normalised. */
const texts = [
  { _id: 'a', text: 'Books come back within 14 days.', vector: [2, 0, 0] },
  { _id: 'b', text: 'Points expire after 24 months.', vector: [1, 1, 0] },
  { _id: 'c', text: 'Send books back within two weeks.', vector: [3, 1, 0] },
  { _id: 'd', text: 'Shipping is free from ¥6,500.', vector: [0, 1, 1] },
];
const queries = [{ query_id: 'q1', query: 'How long can I return books?', oracle_ids: ['a'], answer: '14 days' }];

/** [[1, 0, 0]] as numpy.save writes it. */
function queryVectors(...values: readonly number[]): Uint8Array {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }`.padEnd(117).concat('\n');
  const head = Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Buffer.from([118, 0]), Buffer.from(header)]);
  return Buffer.concat([head, Buffer.from(Float32Array.from(values).buffer)]);
}

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'mine-'));
  await writeFile(join(cwd, 'texts.jsonl'), lines(texts));
  await writeFile(join(cwd, 'queries.jsonl'), lines(queries));
  await writeFile(join(cwd, 'q.npy'), queryVectors(1, 0, 0));
});
afterEach(() => {
  process.exitCode = 0;
});

const mine = (...args: string[]) =>
  run('--corpus', 'texts.jsonl', '--queries', 'queries.jsonl', '--query-vectors', 'q.npy', '-n', '2', ...args);

describe('mine --corpus', () => {
  it('takes vectors as a column and a file, and writes rows with provenance', async () => {
    const { out, code } = await mine('--json', '--relative-margin', 'off');
    expect(code).toBe(0);
    expect(JSON.parse(out).mine).toMatchObject({ queries: 1, passages: 4, shortages: 0, teacher: { recall_at_10: 1 } });
    const [row] = (await readFile(join(cwd, 'out/negatives.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(row!)).toMatchObject({
      query_id: 'q1',
      positives: [{ passage_id: 'a', score: 1, rank: 1 }],
      negatives: [
        { passage_id: 'b', origin: 'dense', rank: 3, found_by: [{ origin: 'dense', rank: 3 }] },
        { passage_id: 'd', rank: 4, score: 0 },
      ],
      dropped: { positive: 1, answer_bearing: 1 },
    });
  });

  it('writes triplets as Parquet', async () => {
    expect((await mine('--relative-margin', 'off', '--format', 'triplet', '-o', 't.parquet')).code).toBe(0);
    expect(await parquetReadObjects({ file: await asyncBufferFromFile(join(cwd, 't.parquet')) })).toEqual(
      ['b', 'd'].map((id) => ({
        query: queries[0]!.query,
        positive: texts[0]!.text,
        negative: texts.find(({ _id }) => _id === id)!.text,
      })),
    );
  });

  it('says why a question is short, and fails where that is more than is allowed', async () => {
    const { out, code } = await mine('-n', '4', '--max-shortage', '0');
    expect(code).toBe(1);
    expect(out).toContain('q1: wanted 4, found 2: 1 answer_bearing');
    expect(out).toContain('--max-shortage allows');
  });

  it('embeds what has no vectors, and tells of a text that the model could not read to its end', async () => {
    const long = { _id: 'long', text: 'Parcels leave on weekdays. '.repeat(400) };
    await writeFile(join(cwd, 'bare.jsonl'), lines([...texts.map(({ _id, text }) => ({ _id, text })), long]));
    const { code, err } = await run('--corpus', 'bare.jsonl', '--queries', 'queries.jsonl', '-n', '2');
    expect(code).toBe(0);
    expect(err).toMatch(/1 of 6 texts were longer than the 1024 tokens that bundled reads/);
  });

  it('previews without writing', async () => {
    const before = await readdir(cwd);
    expect(await mine('--dry-run')).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 negatives for 1 questions'),
    });
    expect(await readdir(cwd)).toEqual(before);
  });

  it.each([
    ['a vector that is NaN', ['--query-vectors', 'nan.npy'], 'NaN'],
    ['vectors for other queries', ['--corpus-vectors', 'q.npy', '--corpus', 'bare.jsonl'], '1 vectors for 2 texts'],
    ['an unknown positive', ['--queries', 'unknown.jsonl'], 'query q1, passage z'],
    ['a floor above the ceiling', ['--min-score', '0.9', '--max-score', '0.1'], 'above maxScore'],
    ['an empty window', ['--range-min', '5', '--range-max', '5'], 'not below rangeMax'],
    ['more negatives than the window', ['-n', '9', '--range-max', '3'], 'do not fit'],
    ['native rows as Parquet', ['-o', 'rows.parquet'], 'native rows are JSON lines'],
  ])('refuses %s with exit code 2 and writes nothing', async (_, args, message) => {
    await writeFile(join(cwd, 'nan.npy'), queryVectors(Number.NaN, 0, 0));
    await writeFile(
      join(cwd, 'bare.jsonl'),
      lines([
        { _id: 'a', text: 'x' },
        { _id: 'b', text: 'y' },
      ]),
    );
    await writeFile(join(cwd, 'unknown.jsonl'), lines([{ ...queries[0], oracle_ids: ['z'] }]));
    const before = await readdir(cwd);
    const { code, err } = await mine(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(await readdir(cwd)).toEqual(before);
  });

  it('asks the cross-encoder of the config, and says before any work when it names none', async () => {
    const config = (more: string) =>
      writeFile(join(cwd, 'raft-corpus.yaml'), `sources: [{ id: texts, kind: policy, path: '*.md' }]\n${more}`);
    const ask = () => mine('--relative-margin', 'off', '-o', 'n.jsonl', '--rerank');
    await config('');
    const refused = await ask();
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('--rerank needs a cross-encoder');
    await config(`reranker: { model: ${JSON.stringify(await writeTinyCrossEncoder())}, quantized: false }\n`);
    expect((await ask()).code).toBe(0);
    const [row] = (await readFile(join(cwd, 'n.jsonl'), 'utf8')).split('\n').map((line) => JSON.parse(line || 'null'));
    const dropped = row.dropped.above_reranker_score ?? 0;
    const scores = row.negatives.map(({ reranker_score }: { reranker_score: unknown }) => reranker_score);
    expect(dropped + scores.length).toBe(2);
    expect(scores.every(Number.isFinite)).toBe(true);
  });
});
