import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findBeirFiles } from '../../../src/dataset/beir/files.js';
import { readJudged, refuseUnknown } from '../../../src/dataset/beir/read-judged.js';
import { readQuestions } from '../../../src/dataset/beir/read-questions.js';
import { beirQrels, beirQueries, trecQrels, trecTopics } from '../../../src/dataset/beir/write-judged.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const HEADER = 'query-id\tcorpus-id\tscore\n';
const QUERIES = '{"_id":"q1","text":"Why?"}\n{"_id":"q2","text":"何？"}\n{"_id":"q3","text":"unjudged"}\n';
const CORPUS = '{"_id":"a#1","text":"x"}\n{"_id":"b","text":"y"}\n';
const WHOLE = {
  'corpus.jsonl': CORPUS,
  'queries.jsonl': QUERIES,
  'qrels/test.tsv': `${HEADER}q1\ta#1\t2\nq1\tb\t0\nq2\tb\t1\n`,
};

const temporary = tempFolder();
let made = 0;

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const name = String(made++);
  for (const [file, content] of Object.entries(files)) temporary.write(join(name, file), content);
  return join(temporary.path, name);
}

async function judged(files: Readonly<Record<string, string | Uint8Array>>) {
  const root = folder({ ...WHOLE, ...files });
  return readJudged(await findBeirFiles(root, 'test'), (path) => path.slice(root.length + 1));
}

describe('findBeirFiles', () => {
  it('takes plain files before packed ones, and packed ones where there are no others', async () => {
    const root = folder({ ...WHOLE, 'corpus.jsonl.gz': 'x', 'qrels/dev.tsv.gz': gzipSync(HEADER) });
    expect((await findBeirFiles(root, 'dev')).corpus).toBe(join(root, 'corpus.jsonl'));
    expect((await findBeirFiles(root, 'dev')).qrels).toBe(join(root, 'qrels/dev.tsv.gz'));
  });

  it('says which splits there are, and which was meant', async () => {
    const root = folder({ ...WHOLE, 'qrels/train.tsv': HEADER });
    await expect(findBeirFiles(root, 'tets', 'scifact')).rejects.toMatchObject({
      message: expect.stringContaining('did you mean "test"'),
      where: 'scifact/qrels',
      fix: expect.stringContaining('test, train'),
    });
  });

  it.each([
    ['a folder without a corpus', { 'queries.jsonl': QUERIES }, 'no corpus.jsonl'],
    ['a folder without judgements', { 'corpus.jsonl': CORPUS, 'queries.jsonl': QUERIES }, 'no judgements'],
  ])('refuses %s', async (_, files, message) => {
    await expect(findBeirFiles(folder(files), 'test')).rejects.toThrow(message);
  });

  it('finds the folder inside the folder that an archive makes, and tells a file from a folder', async () => {
    const root = folder({ 'scifact/corpus.jsonl': CORPUS, 'scifact.zip': 'x' });
    await expect(findBeirFiles(root, 'test', 'data')).rejects.toMatchObject({
      fix: expect.stringContaining('data/scifact'),
    });
    await expect(findBeirFiles(join(root, 'scifact.zip'), 'test')).rejects.toThrow('this is a file');
    await expect(findBeirFiles(join(root, 'nowhere'), 'test')).rejects.toThrow('no such folder');
  });
});

describe('readJudged', () => {
  it('gives judged questions with their grades, and counts what the split does not judge', async () => {
    const { questions, unjudged, unknown } = await judged({});
    expect(questions.map(({ id, grades }) => [id, ...grades])).toEqual([
      ['q1', ['a#1', 2], ['b', 0]],
      ['q2', ['b', 1]],
    ]);
    expect([unjudged, unknown]).toEqual([1, []]);
  });

  it('loses no judgement of a file without a header', async () => {
    const { questions } = await judged({ 'qrels/test.tsv': 'q1\ta#1\t2\nq2\tb\t1\n' });
    expect(questions.map(({ id, grades }) => [id, ...grades])).toEqual([
      ['q1', ['a#1', 2]],
      ['q2', ['b', 1]],
    ]);
  });

  it('reads packed files as plain ones', async () => {
    const packed = { 'qrels/test.tsv.gz': gzipSync(WHOLE['qrels/test.tsv']), 'queries.jsonl.gz': gzipSync(QUERIES) };
    const root = folder({ 'corpus.jsonl': CORPUS, ...packed });
    expect(await readJudged(await findBeirFiles(root, 'test'))).toMatchObject({
      questions: (await judged({})).questions.map(({ where: _, ...question }) => question),
    });
  });

  it('names judged questions that the folder lacks', async () => {
    const { unknown } = await judged({ 'qrels/test.tsv': `${HEADER}q1\tb\t1\nq9\tb\t1\nq8\tb\t1\n` });
    expect(unknown).toEqual(['q9', 'q8']);
    expect(() => refuseUnknown(unknown, 'qrels/test.tsv', '')).toThrow(/2 judged questions are not there: "q9", "q8"/);
    expect(() => refuseUnknown([], '', '')).not.toThrow();
  });

  it.each([
    ['a grade that is no number', 'q1\ta\tgood\n'],
    ['a line cut off', 'q1\ta\n'],
  ])('refuses %s by its line', async (_, line) => {
    await expect(judged({ 'qrels/test.tsv': `${HEADER}q1\tb\t1\n${line}` })).rejects.toMatchObject({
      where: expect.stringMatching(/^qrels\/test\.tsv:3/),
    });
  });
});

describe('what is written', () => {
  const questions = [
    {
      id: 'q 1',
      text: 'Line\nbreak?',
      grades: new Map([
        ['b', 1],
        ['a', 0],
      ]),
      metadata: { lang: 'en' },
    },
    { id: 'q2', text: '返品', grades: new Map<string, number>() },
  ];

  it('is read as it was, and written again as the same bytes', async () => {
    const root = folder({
      'corpus.jsonl': CORPUS,
      'queries.jsonl': beirQueries(questions),
      'qrels/test.tsv': beirQrels(questions),
    });
    const { questions: read, unjudged } = await readJudged(await findBeirFiles(root, 'test'));
    expect([read.length, unjudged]).toEqual([1, 1]);
    expect(read[0]).toMatchObject({ id: 'q 1', text: 'Line\nbreak?', lang: 'en' });
    expect(beirQrels(read)).toBe(beirQrels(questions));
  });

  it('refuses ids that the format cannot hold, and keeps topics on one line', () => {
    expect(() => trecQrels(questions)).toThrow('"q 1" has white space');
    expect(trecTopics([{ ...questions[0]!, id: 'q1' }])).toBe('q1\tLine break?\n');
    expect(trecQrels([{ ...questions[0]!, id: 'q1' }])).toBe('q1 0 a 0\nq1 0 b 1\n');
    expect(() => beirQrels([{ ...questions[0]!, id: 'q\t1' }])).toThrow('cannot hold');
  });
});

describe('readQuestions', () => {
  const read = async (content: string) => {
    const root = folder({ 'q.jsonl': content });
    return readQuestions(join(root, 'q.jsonl'), 'q.jsonl');
  };

  it('takes the keys of BEIR, of miners and of people', async () => {
    const lines = [
      { _id: 'a', text: 'A?', metadata: {} },
      { query_id: 7, query: 'B?', oracle_ids: ['x'], judged_negative_ids: ['y', 'x'] },
      {
        id: 'c',
        question: 'C?',
        relevant: { x: 2, y: 0 },
        lang: 'ja',
        type: 'fact',
        slices: { season: 'summer', n: 1 },
      },
      { id: 'd', question: 'D?', relevant: [] },
    ];
    const read_ = await read(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect(read_.map(({ id, text, grades }) => [id, text, grades && [...grades]])).toEqual([
      ['a', 'A?', null],
      [
        '7',
        'B?',
        [
          ['y', 0],
          ['x', 1],
        ],
      ],
      [
        'c',
        'C?',
        [
          ['x', 2],
          ['y', 0],
        ],
      ],
      ['d', 'D?', []],
    ]);
    expect(read_[2]).toMatchObject({
      lang: 'ja',
      type: 'fact',
      slices: { season: 'summer', n: '1' },
      where: 'q.jsonl:3',
    });
  });

  it('takes what the folder of an export keeps under metadata, and minds no other metadata', async () => {
    const lines = [
      { _id: 'a', text: 'A?', metadata: { lang: 'mixed', type: 'fact', url: 'x' } },
      { _id: 'b', text: 'B?', metadata: { lang: 7 } },
      { _id: 'c', text: 'C?', metadata: 'none' },
    ];
    const found = await read(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect(found.map(({ lang, type }) => [lang, type])).toEqual([
      ['mixed', 'fact'],
      [null, null],
      [null, null],
    ]);
  });

  it('takes topics, with a header or without', async () => {
    const topics = 'q1\tCan I return it?\r\n2\t返品\tは？\n\n';
    for (const content of [topics, `query_id\ttext\n${topics}`]) {
      const path = temporary.write(`${made++}/topics.tsv`, content);
      const found = await readQuestions(path, 'topics.tsv');
      expect(found.map(({ id, text, grades }) => [id, text, grades])).toEqual([
        ['q1', 'Can I return it?', null],
        ['2', '返品\tは？', null],
      ]);
    }
    const path = temporary.write(`${made++}/topics.tsv`, 'q1\tx\nq2 y\n');
    await expect(readQuestions(path, 't.tsv')).rejects.toMatchObject({ where: 't.tsv:2' });
  });

  it.each([
    ['one without an id', '{"text":"x"}\n', 'without an id', 'q.jsonl:1'],
    ['one without a text', '{"id":"a","text":"x"}\n{"id":"b","text":" "}\n', 'without a text', 'q.jsonl:2'],
    [
      'an id said twice',
      '{"id":"a","text":"x"}\n{"_id":"a","text":"y"}\n',
      'share the id "a"',
      'q.jsonl:1 and q.jsonl:2',
    ],
    ['a grade with a fraction', '{"id":"a","text":"x","grades":{"p":0.5}}\n', 'grades', 'q.jsonl:1'],
    ['a number that lost digits', '{"id":12345678901234567890,"text":"x"}\n', 'id', 'q.jsonl:1'],
    ['a line that is no JSON', '{"id":"a","text":"x"}\n{"id":\n', '', 'q.jsonl:2'],
    ['an empty file', '', 'no question', 'q.jsonl'],
  ])('refuses %s by its line', async (_, content, message, where) => {
    await expect(read(content)).rejects.toMatchObject({ message: expect.stringContaining(message), where });
  });
});
