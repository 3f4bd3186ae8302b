import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { TRAINING_FORMATS, trainingRows } from '../../../../src/dataset/negatives-rows.js';
import { openParquetRows } from '../../../../src/dataset/parquet-rows.js';
import { idOfText, lookupOf } from '../../../../src/evals/hardness/pools/read/gather.js';
import { type ReadPoolsOptions, readPools } from '../../../../src/evals/hardness/pools/read/read-pools.js';
import { corpusOfTexts } from '../../../../src/negatives/corpus.js';
import { datasetFolder, soundRows } from '../../../helpers/raft-rows.js';

const folder = mkdtempSync(join(tmpdir(), 'pools-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, rows: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''));
  return path;
}

const read = (path: string, more: Partial<ReadPoolsOptions> = {}) =>
  readPools({ path, name: 'rows.jsonl', lookup: null, sample: 100, seed: 0, ...more });

const scored = (...texts: string[]) => texts.map((text, i) => ({ text, score: 0.9 - i / 10 }));
const MINED = {
  query: 'Who drew it?',
  positives: scored('Ana drew it.'),
  negatives: scored('Bo inked.', 'Cy wrote.'),
  wanted: 2,
};
const OTHER = {
  query: 'When?',
  positives: scored('In May.', 'In spring.'),
  negatives: scored('At noon.', 'By train.'),
  wanted: 2,
};

describe('rows of trainers', () => {
  it.each(TRAINING_FORMATS)('%s rows become one pool a question, whatever their number', async (format) => {
    const path = written(
      `${format}.jsonl`,
      [MINED, OTHER].flatMap((mined) => [...trainingRows(format, mined)]),
    );
    const { set, questions, shape, left_out } = await read(path);
    expect({ questions, shape, left_out }).toEqual({ questions: 2, shape: format, left_out: {} });
    expect(set).toMatchObject({ ordered: false, mined_by: null });
    for (const [i, mined] of [MINED, OTHER].entries()) {
      const texts = (relevant: boolean) =>
        set.pools[i]?.candidates.filter((one) => one.relevant === relevant).map(({ text }) => text);
      expect(set.pools[i]).toMatchObject({ query: mined.query, query_id: idOfText(mined.query) });
      expect(texts(true)).toEqual(mined.positives.map(({ text }) => text));
      expect(texts(false)).toEqual(mined.negatives.map(({ text }) => text));
    }
  });

  it('are read from Parquet as from JSON lines, and with sentence-transformers’ anchor', async () => {
    const path = join(folder, 'pairs.parquet');
    const parquet = await openParquetRows(path);
    for (const row of trainingRows('labeled-pair', MINED)) await parquet.write(row);
    await parquet.close();
    const pairs = await read(path);
    const anchors = await read(
      written('anchors.jsonl', [{ anchor: 'Who drew it?', positive: 'Ana drew it.', negative: 'Bo inked.' }]),
    );
    expect(pairs.set.pools[0]?.candidates).toHaveLength(3);
    expect(anchors.set.pools[0]).toMatchObject({ query: 'Who drew it?' });
  });

  it('that call one text right and wrong for one question have it right, and say so', async () => {
    const rows = [
      { query: 'q', positive: 'a', negative: 'b' },
      { query: 'q', positive: 'b', negative: 'c' },
    ];
    const { set, left_out } = await read(written('both.jsonl', rows));
    expect(set.pools[0]?.candidates.filter(({ relevant }) => !relevant).map(({ text }) => text)).toEqual(['c']);
    expect(left_out).toEqual({ also_positive: 1 });
  });
});

describe('rows of `mine`', () => {
  const rows = [
    {
      query_id: 'q1',
      query: 'Who?',
      positives: [{ passage_id: 'a', score: 0.8 }],
      negatives: [
        { passage_id: 'b', origin: 'stale', score: 0.7 },
        { passage_id: 'gone', origin: 'dense', score: 0.6 },
      ],
    },
    {
      query_id: 'q2',
      query: 'Where?',
      positives: [{ passage_id: 'lost', score: 1 }],
      negatives: [{ passage_id: 'b', score: 0 }],
    },
  ];
  const texts = [
    { passage_id: 'a', title: 'A', text: 'first' },
    { passage_id: 'b', title: 'B', text: 'second' },
  ];
  const corpus = corpusOfTexts({ texts, vectors: new Float32Array(2), dims: 1 });

  it('take texts from the corpus; what it no longer has is counted, and a question without its answer is no pool', async () => {
    const { set, left_out } = await read(written('mined.jsonl', rows), { lookup: lookupOf(corpus) });
    expect(set.pools).toEqual([
      {
        query_id: 'q1',
        query: 'Who?',
        candidates: [
          { id: 'a', title: 'A', text: 'A\nfirst', relevant: true, origin: null, score: 0.8 },
          { id: 'b', title: 'B', text: 'B\nsecond', relevant: false, origin: 'stale', score: 0.7 },
        ],
      },
    ]);
    expect(left_out).toEqual({ text_gone: 2, positive_gone: 1 });
  });

  it('without a corpus are refused with what to do', async () => {
    await expect(read(written('bare.jsonl', rows))).rejects.toMatchObject({
      message: expect.stringContaining('text gone'),
      fix: expect.stringContaining('store'),
    });
  });
});

describe('RAFT datasets', () => {
  it('are pools in the order of the prompt, named as their rows; rows without oracle are counted and no pools', async () => {
    const rows = soundRows();
    const present = rows.filter(({ row }) => row.oracle_present);
    const path = datasetFolder(folder, rows);
    writeFileSync(join(path, 'manifest.json'), JSON.stringify({ corpus: { embedder: { fingerprint: 'cafe' } } }));
    const { set, left_out } = await read(path, { name: 'raft' });
    expect(set.ordered).toBe(true);
    expect(set.mined_by).toEqual(['embedder:cafe']);
    expect(set.pools).toHaveLength(present.length);
    expect(left_out).toEqual({ no_oracle: rows.length - present.length });
    const [first] = present;
    expect(set.pools[0]?.query_id).toBe(first?.row.id);
    expect(set.pools[0]?.candidates.map(({ relevant }) => relevant)).toEqual(
      first?.row.context.map(({ role }) => role === 'oracle'),
    );
  });

  it('of other tools say by their quotes which document answers', async () => {
    const prompt = '<DOCUMENT>Ana drew it.</DOCUMENT>\n<DOCUMENT>Bo inked it.</DOCUMENT>\nWho drew it?';
    const completion = 'It says ##begin_quote##Ana drew it.##end_quote## so <ANSWER>: Ana';
    const { set, shape } = await read(written('completion.jsonl', [{ prompt, completion }]));
    expect(shape).toBe('raft');
    expect(set.pools[0]?.candidates.map(({ text, relevant }) => [text, relevant])).toEqual([
      ['Ana drew it.', true],
      ['Bo inked it.', false],
    ]);
  });
});

describe('lists to rerank', () => {
  it('keep the order of their candidates', async () => {
    const candidates = [
      { text: 'no', relevant: false },
      { text: 'yes', relevant: true },
    ];
    const { set } = await read(written('lists.jsonl', [{ query_id: 7, query: 'q', candidates }]));
    expect(set.ordered).toBe(true);
    expect(set.pools[0]).toMatchObject({ query_id: '7', candidates: [{ text: 'no' }, { text: 'yes' }] });
  });
});

describe('what is wrong with a file', () => {
  const triplet = { query: 'q', positive: 'a', negative: 'b' };
  it.each([
    ['a row of no known shape', [triplet, { text: 'hello' }], 'rows.jsonl:2', 'no shape that is known'],
    ['a line that is no JSON', [triplet, '{"query": '], 'rows.jsonl:2', 'JSON'],
    ['an empty negative', [triplet, { ...triplet, negative: ' ' }], 'rows.jsonl:2', 'negative'],
    [
      'a second shape',
      [triplet, { query: 'q', pos: ['a'], neg: ['b'] }],
      'rows.jsonl:2',
      'flag-embedding row after triplet',
    ],
    [
      'labels that do not match',
      [{ query: 'q', passages: ['a', 'b'], labels: [1] }],
      'rows.jsonl:1',
      '2 passages have 1 labels',
    ],
    ['a label that is a score', [{ query: 'q', passage: 'a', label: 0.7 }], 'rows.jsonl:1', 'labels are 1 or true'],
    ['positives alone', [{ query: 'q', pos: ['a'], neg: [] }], 'rows.jsonl', '1 without negative'],
  ])('%s is told with its place', async (_, rows, where, message) => {
    await expect(read(written('bad.jsonl', rows))).rejects.toMatchObject({
      where,
      message: expect.stringContaining(message),
    });
  });

  it('can be passed over and counted, where another check reports it', async () => {
    const { set, left_out } = await read(written('skip.jsonl', [triplet, { text: 'hello' }]), { onBadRow: 'skip' });
    expect(set.pools).toHaveLength(1);
    expect(left_out).toEqual({ unreadable: 1 });
  });
});

describe('large files', () => {
  it('keep a seeded sample of their questions, whatever the order of the rows', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      query: `q${i % 30}`,
      positive: `a${i % 30}`,
      negative: `b${i}`,
    }));
    const some = await read(written('many.jsonl', rows), { sample: 7 });
    const others = await read(written('many-reversed.jsonl', rows.toReversed()), { sample: 7 });
    const queries = ({ set }: typeof some): string[] => set.pools.map(({ query }) => query).sort();
    expect(some.questions).toBe(30);
    expect(queries(some)).toHaveLength(7);
    expect(queries(others)).toEqual(queries(some));
    expect(some.set.pools.every(({ candidates }) => candidates.length === 3)).toBe(true);
  });
});
