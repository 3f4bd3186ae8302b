import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readRun } from '../../../src/dataset/trec/read-run.js';

const folder = mkdtempSync(join(tmpdir(), 'run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(content: string | Buffer, name = 'run'): Promise<unknown> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return Object.fromEntries(await readRun(path, { name }));
}

const EXPECTED = {
  q1: [
    { id: 'd#1', score: 0.5 },
    { id: '日本', score: -2 },
  ],
  q2: [{ id: 'd#1', score: 1e-300 }],
};
const TREC = 'q1 Q0 d#1 1 0.5 tag\nq1 Q0 日本 2 -2 tag\nq2 Q0 d#1 1 1e-300 tag\n';

describe('readRun', () => {
  it.each([
    ['six columns', TREC],
    ['no final line feed', TREC.trimEnd()],
    ['tabs', TREC.replaceAll(' ', '\t')],
    ['CRLF and blanks at the ends', TREC.replaceAll('\n', ' \r\n  ')],
    ['a byte order mark, comments and blank lines', `\uFEFF# by hand\n\n${TREC}\n`],
    ['a header', `qid Q0 docno rank score tag\n${TREC}`],
    ['JSON', '{"q1": {"d#1": 0.5, "日本": -2}, "q2": {"d#1": 1e-300}}'],
  ])('reads %s', async (_, content) => {
    expect(await read(content)).toEqual(EXPECTED);
  });

  it('reads gzip', async () => {
    expect(await read(gzipSync(TREC), 'run.gz')).toEqual(EXPECTED);
  });

  it('an id may begin with #', async () => {
    expect(await read('#q Q0 #d 1 2 t\n')).toEqual({ '#q': [{ id: '#d', score: 2 }] });
  });

  it('reads lines that lie across the chunks of a file', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `q${i % 7} Q0 文書-${i} 1 ${i / 7} t`);
    const run = await read(lines.join('\n'));
    expect(Object.values(run as Record<string, { id: string; score: number }[]>).flat()).toHaveLength(20_000);
    expect((run as Record<string, unknown[]>)['q3']?.[1000]).toEqual({ id: `文書-${7003}`, score: 7003 / 7 });
  });

  it.each([
    ['a score that is a word', 'q Q0 d 1 1 t\nq Q0 e 2 high t\n', 'the score "high" is not a number', ':2'],
    ['NaN', 'q Q0 d 1 nan t\n', 'the score "nan" is not a number', ':1'],
    ['an infinite score', 'q Q0 d 1 -inf t\n', 'the score "-inf" is infinite', ':1'],
    ['a score beyond a double', 'q Q0 d 1 1e999 t\n', 'the score "1e999" is infinite', ':1'],
    ['a comma for a point', 'q Q0 d 1 0,5 t\n', 'the score "0,5" is not a number', ':1'],
    ['five columns', 'q Q0 d 1 1 t\n\nq Q0 d 1 1\n', '5 columns where a run has 6', ':3'],
    ['seven columns', 'q Q0 d e 1 1 t\n', '7 columns where a run has 6', ':1'],
    [
      'a document twice',
      'q Q0 d 1 1 t\nr Q0 d 1 1 t\nq Q0 d 2 0.5 t\n',
      'document "d" is twice in the results of query "q"',
      ':3',
    ],
    ['nothing', '\n\n', 'the run is empty', 'run'],
    [
      'a header in the middle',
      'q Q0 d 1 1 t\nqid Q0 docno rank score tag\n',
      'the score "score" is not a number',
      ':2',
    ],
    ['JSON with a score that is none', '{"q": {"d": "1"}}', 'the score of document "d" of query "q" is "1"', 'run'],
    ['a gzip file by another name', gzipSync(TREC.repeat(3)), 'invalid utf-8', ':1'],
  ])('refuses %s', async (_, content, message, where) => {
    const failure = await read(content).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'RaftCorpusError',
      message: expect.stringContaining(message),
      where: expect.stringContaining(where),
    });
  });

  it('says that qrels were given for the run', async () => {
    await expect(read('q 0 d 1\n')).rejects.toMatchObject({
      fix: expect.stringContaining('were qrels and run swapped?'),
    });
  });

  it('refuses any bytes that are no run, with their line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 60 }), async (bytes) => {
        const failure = await read(Buffer.from(bytes)).catch((error: unknown) => error);
        expect(failure).toMatchObject({ name: 'RaftCorpusError' });
      }),
      { numRuns: 60 },
    );
  });
});
