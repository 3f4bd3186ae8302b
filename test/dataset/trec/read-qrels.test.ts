import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type Qrels, readQrels } from '../../../src/dataset/trec/read-qrels.js';

const folder = mkdtempSync(join(tmpdir(), 'qrels-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(content: string | Buffer, name = 'qrels'): Promise<unknown> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return plain(await readQrels(path, { name }));
}

const plain = (qrels: Qrels): unknown =>
  Object.fromEntries([...qrels].map(([query, grades]) => [query, Object.fromEntries(grades)]));

const EXPECTED = { q1: { 'd#1': 2, 日本: 0 }, 'q#2': { d1: 1 } };
const TREC = 'q1 0 d#1 2\nq1 0 日本 0\nq#2 0 d1 1\n';
const BEIR = 'q1\td#1\t2\nq1\t日本\t0\nq#2\td1\t1\n';

describe('readQrels', () => {
  it.each([
    ['TREC', TREC],
    ['no final line feed', TREC.trimEnd()],
    ['tabs and more spaces', TREC.replaceAll(' 0 ', '\t0  ')],
    ['tabs alone', TREC.replaceAll(' ', '\t')],
    ['one space among tabs', TREC.replaceAll(/(\S+) 0 (\S+) /g, '$1 0\t$2\t')],
    ['CRLF', TREC.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${TREC}`],
    ['blank lines and comments', `# judged by hand\n\n${TREC}\n   \n# end of it\n`],
    ['Q0 for an iteration', TREC.replaceAll(' 0 ', ' Q0 ')],
    ['BEIR without a header', BEIR],
    ['BEIR with a header', `query-id\tcorpus-id\tscore\n${BEIR}`],
    ['BEIR with spaces', BEIR.replaceAll('\t', ' ')],
    ['a header over TREC columns', `topic iter docno rel\n${TREC}`],
    ['whole numbers with a point', BEIR.replace('\t2', '\t2.0')],
    ['JSON', JSON.stringify(EXPECTED)],
    ['indented JSON', `\n${JSON.stringify(EXPECTED, null, 2)}`],
    [
      'JSON lines',
      '{"query-id": "q1", "corpus-id": "d#1", "score": 2}\n{"query-id": "q1", "corpus-id": "日本", "score": 0}\n{"query-id": "q#2", "corpus-id": "d1", "score": 1}\n',
    ],
  ])('reads %s', async (_, content) => {
    expect(await read(content)).toEqual(EXPECTED);
  });

  it('reads gzip', async () => {
    expect(await read(gzipSync(BEIR), 'qrels.tsv.gz')).toEqual(EXPECTED);
  });

  it('ids of a TSV may hold spaces', async () => {
    expect(await read('new york\tdoc one\t1\nnew york\tdoc\t0\n')).toEqual({ 'new york': { 'doc one': 1, doc: 0 } });
    expect(await read('q\tmy doc\t1\n')).toEqual({ q: { 'my doc': 1 } });
  });

  it('keeps negative grades, and queries whose lines are apart', async () => {
    expect(await read('a 0 x 1\nb 0 x -1\na 0 y 0\n')).toEqual({ a: { x: 1, y: 0 }, b: { x: -1 } });
  });

  it.each([
    ['a grade that is no integer', 'q 0 d 1\nq 0 e 0.5\n', 'the grade "0.5" is not an integer', ':2'],
    ['a grade that is a word', 'q 0 d 1\nq 0 e yes\n', 'the grade "yes" is not an integer', ':2'],
    ['a first line that is no header', 'q 0 d yes\nq 0 e 1\n', 'the grade "yes" is not an integer', ':1'],
    ['a header in the middle', 'q\td\t1\nquery-id\tcorpus-id\tscore\n', 'the grade "score" is not an integer', ':2'],
    [
      'a pair judged twice',
      'q 0 d 1\nq 0 e 1\nq 0 d 2\n',
      'document "d" of query "q" is judged twice (1 before)',
      ':3',
    ],
    ['a line cut off', 'q 0 d 1\nq 0\n', '2 columns where the lines before have 4', ':2'],
    ['a run', 'q Q0 d 1 0.5 tag\n', '6 columns where qrels have 4 (TREC) or 3 (BEIR)', ':1'],
    ['an id with a space', 'q 0 d 1\nq 0 d e 1\n', '5 columns where the lines before have 4', ':2'],
    ['no relevant document', 'q 0 d 0\nq 0 e -1\n', 'no document of the qrels is relevant', 'qrels'],
    ['nothing', '', 'the qrels are empty', 'qrels'],
    ['a header alone', 'query-id\tcorpus-id\tscore\n', 'the qrels are empty', 'qrels'],
    ['bytes that are not UTF-8', Buffer.from('q 0 d 1\nq 0 \xff 1\n', 'latin1'), 'invalid utf-8 at byte 5', ':2'],
    ['a JSON list', '[{"query-id": "q"}]', 'a JSON list', 'qrels'],
    ['JSON with a fraction', '{"q":{"d":0.5}}', 'the grade "0.5" is not an integer', 'qrels'],
    ['JSON of another shape', '{"q":["d"]}', 'not an object {query: {document: number}}', 'qrels'],
    ['JSON that is cut off', '{"q":{"d":1}', 'not valid JSON', 'qrels'],
    ['JSON lines without a score', '{"query-id": "q", "corpus-id": "d"}\n', 'not a judgement', ':1'],
  ])('refuses %s', async (_, content, message, where) => {
    const failure = await read(content).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'RaftCorpusError',
      message: expect.stringContaining(message),
      where: expect.stringContaining(where),
    });
  });

  it('says that a run was given for the qrels', async () => {
    await expect(read('q Q0 d 1 0.5 tag\n')).rejects.toMatchObject({
      fix: expect.stringContaining('were qrels and run swapped?'),
    });
  });

  it('refuses a gzip file that is cut off', async () => {
    await expect(read(gzipSync(TREC.repeat(1)).subarray(0, 30), 'cut.gz')).rejects.toThrow('cut off');
  });
});
