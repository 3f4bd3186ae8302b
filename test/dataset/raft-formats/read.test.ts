import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readRaftFile } from '../../../src/dataset/raft-formats/read/read-file.js';
import type { RaftRecord } from '../../../src/dataset/raft-formats/read/record.js';
import { readRecord } from '../../../src/dataset/raft-formats/read/shape-of.js';
import { RAFT_FORMATS, shapeRow } from '../../../src/dataset/raft-formats/shapes.js';
import { splitOfFileName } from '../../../src/dataset/splits.js';
import { openShapeFile } from '../../../src/raft/formats/write-formats.js';
import { tempFolder } from '../../fixtures/temp-folder.js';
import { soundRows } from '../../helpers/raft-rows.js';

const folder = tempFolder();
const rows = soundRows().map(({ row }) => row);
const shaped = (format: (typeof RAFT_FORMATS)[number]) =>
  rows.map((row) => shapeRow(format, { row, rejected: 'no' }, { docHeader: 'title' }));

async function read(path: string): Promise<RaftRecord[]> {
  const records: RaftRecord[] = [];
  for await (const item of readRaftFile(path)) {
    if ('problem' in item) throw new Error(`${item.line}: ${item.problem}`);
    records.push(item.record);
  }
  return records;
}

/** What every shape but eval gives back of a row. */
function neutral({ question, documents, cotAnswer, answer }: RaftRecord) {
  return {
    question,
    documents: documents.map(({ title, updated, text }) => ({ title, updated, text })),
    cotAnswer,
    answer,
  };
}
const expected = rows.map(({ question, context, cot_answer, answer }) => ({
  question,
  documents: context.map(({ title, source_updated_at, text }) => ({
    title,
    updated: source_updated_at?.slice(0, 10),
    text,
  })),
  cotAnswer: cot_answer,
  answer,
}));

describe('reading', () => {
  it.each(RAFT_FORMATS)('gives back what was written as %s, from JSON lines and Parquet', async (format) => {
    for (const type of ['jsonl', 'parquet'] as const) {
      const path = `${folder.path}/${format}.${type}`;
      const file = await openShapeFile(path, { name: format, type, like: shaped(format)[0]! });
      for (const row of shaped(format)) await file.write(row);
      expect((await file.close()).rows).toBe(rows.length);
      const wanted = format === 'eval' ? expected.map((row) => ({ ...row, cotAnswer: undefined })) : expected;
      expect((await read(path)).map(neutral)).toEqual(wanted);
    }
  });

  it('gives back what native rows and hf know of oracles', async () => {
    const native = rows.map((row) => readRecord(JSON.parse(JSON.stringify(row))));
    const hf = shaped('hf').map((row) => readRecord(row));
    for (const [i, row] of rows.entries()) {
      const oracles = row.context.filter(({ role }) => role === 'oracle').map(({ text }) => text);
      for (const found of [native[i], hf[i]]) expect(found).toMatchObject({ record: { oracles } });
    }
  });

  it('takes the keys of older files in the other order', () => {
    const [row] = shaped('hf') as [Record<string, never>];
    const { title, sentences } = row['context'] as unknown as { title: string; sentences: string };
    const turned = { ...row, context: { sentences, title } };
    expect(readRecord(turned)).toEqual(readRecord(row));
    const messages = [
      { content: '<DOCUMENT>Books: 14 days.</DOCUMENT>\nHow long?', role: 'user' },
      { content: 'So. <ANSWER>: 14 days.', role: 'assistant' },
    ];
    const wanted = { question: 'How long?', documents: [{ text: 'Books: 14 days.' }], answer: '14 days.' };
    expect(readRecord({ messages })).toMatchObject({ record: wanted });
  });

  it('reads what older tools wrote: no oracle, an answer of its own, texts joined to one context', () => {
    const context = { sentences: [['a b', 'c d']], title: [['placeholder_title', 'placeholder_title']] };
    expect(readRecord({ id: 'seed_task_0', question: 'Q', context, answer: 'c', cot_answer: null })).toEqual({
      record: {
        shape: 'hf',
        id: 'seed_task_0',
        question: 'Q',
        documents: [
          { title: 'placeholder_title', text: 'a b' },
          { title: 'placeholder_title', text: 'c d' },
        ],
        answer: 'c',
        statedAnswer: 'c',
      },
    });
    expect(readRecord({ question: 'Q', answer: 'c', context: 'a b\nc d' })).toMatchObject({
      record: { shape: 'eval', documents: [{ text: 'a b\nc d' }], answer: 'c' },
    });
    const context2 = { title: [['T', 'U']], sentences: [['x', 'y']] };
    expect(readRecord({ question: 'Q', context: context2, oracle_context: 'z', cot_answer: 'w' })).toMatchObject({
      record: { oracles: ['z'], documents: [{ isOracle: false }, { isOracle: false }] },
    });
  });

  it('reads Arrow as `datasets` saves it, and Parquet of others', async () => {
    const [row] = shaped('completion');
    const table = tableFromArrays({ prompt: [row!['prompt'] as string], completion: [row!['completion'] as string] });
    const wanted = [expected[0]];
    for (const form of ['stream', 'file'] as const) {
      const path = folder.write(`${form}.arrow`, tableToIPC(table, form));
      expect((await read(path)).map(neutral)).toEqual(wanted);
    }
    const columns = Object.entries(row!).map(([name, value]) => ({ name, data: [value], type: 'STRING' as const }));
    const path = folder.write('theirs.parquet', new Uint8Array(parquetWriteBuffer({ columnData: columns })));
    expect((await read(path)).map(neutral)).toEqual(wanted);
  });

  it.each([
    [{ messages: [{ role: 'user', content: 'Q' }] }, 'nobody answers'],
    [{ messages: [{ role: 'assistant', content: 'A' }] }, 'nobody asks'],
    [{ conversations: [{ from: 'human' }] }, 'no role or no text'],
    [{ prompt: 1, completion: 'x' }, 'no texts'],
    [{ context: [], oracle_ids: [], id: 'x' }, 'native row: question'],
    [{ question: 'Q', context: { sentences: [[1]] } }, 'no list of texts'],
    [{}, '(none)'],
  ])('says what is wrong with %j', (data, message) => {
    expect(readRecord(data)).toMatchObject({ problem: expect.stringContaining(message) });
  });

  it.each([
    ['train.jsonl', 'train'],
    ['shop-validation-00000-of-00002.parquet', 'validation'],
    ['my_dev.json', 'validation'],
    ['test.jsonl.gz', 'test'],
    ['contest.jsonl', undefined],
    ['trainer.jsonl', undefined],
    ['rows.jsonl', undefined],
  ])('takes the split of %s for %s', (name, split) => {
    expect(splitOfFileName(`/data/${name}`)).toBe(split);
  });
});
