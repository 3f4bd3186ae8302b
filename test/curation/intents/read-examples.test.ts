import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { columnsSchema } from '../../../src/curation/intents/columns.js';
import { readExamples } from '../../../src/curation/intents/read-examples.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'intents-'));
});

async function read(name: string, lines: string, columns: object = {}) {
  const path = join(folder, name);
  await writeFile(path, lines);
  return readExamples([{ path, name }], columnsSchema.parse(columns));
}

describe('readExamples', () => {
  it('reads JSON Lines with everything a row may say', async () => {
    const row = {
      ...{ id: 'u1', text: ' 返品できますか ', intent: 'return_refund', lang: 'ja', split: 'Dev', origin: 'synthetic' },
      ...{ conversation_id: 'c1', template_group: 't7', weight: 0.5 },
      annotations: [
        { annotator: 'a1', intent: 'return_refund' },
        { annotator: 'a2', intent: 'escalation' },
      ],
    };
    const [example] = await read('rows.jsonl', JSON.stringify(row));
    expect(example).toMatchObject({
      ...{
        id: 'u1',
        text: '返品できますか',
        intent: 'return_refund',
        split: 'validation',
        origin: 'synthetic',
        weight: 0.5,
      },
      groups: { conversation: 'c1', template: 't7' },
      annotations: row.annotations,
      where: 'rows.jsonl:1',
    });
  });

  it('maps columns of other names, and takes the split from the name of a CSV file', async () => {
    const examples = await read('train.csv', 'utterance,category\n"Where, please?",store_info\n', {
      text: 'utterance',
      intent: 'category',
    });
    expect(examples).toMatchObject([
      { text: 'Where, please?', intent: 'store_info', split: 'train', origin: 'production', where: 'train.csv:2' },
    ]);
  });

  it('reads annotations that a CSV holds as JSON', async () => {
    const csv = 'text,intent,annotations\nhi,store_info,"[{""annotator"":""a1"",""intent"":""store_info""}]"\n';
    const [example] = await read('rows.csv', csv);
    expect(example?.annotations).toEqual([{ annotator: 'a1', intent: 'store_info' }]);
  });

  it.each([
    ['{"intent":"a"}', 'rows.jsonl:1 has no text'],
    ['{"text":"  ","intent":"a"}', 'rows.jsonl:1 has no text'],
    ['{"text":"x"}', 'rows.jsonl:1 has no intent'],
    ['{"text":"x","intent":"a","split":"later"}', 'has split "later"'],
    ['{"text":"x","intent":"a","origin":"robot"}', 'has origin "robot"'],
    ['{"text":"x","intent":"a","weight":-1}', 'no weight'],
    ['{"text":"x","intent":"a","annotations":"a1"}', 'annotations that are no list'],
    ['{"id":"1","text":"x","intent":"a"}\n{"id":"1","text":"y","intent":"a"}', 'rows.jsonl:2 the id "1"'],
  ])('refuses %s with its line', async (lines, where) => {
    await expect(read('rows.jsonl', lines)).rejects.toMatchObject({ where: expect.stringContaining(where) });
  });

  it('tells how many rows are bad, and shows the first', async () => {
    const bad = Array.from({ length: 9 }, () => '{"intent":"a"}').join('\n');
    await expect(read('bad.jsonl', bad)).rejects.toMatchObject({
      message: '9 rows cannot be read',
      where: expect.stringMatching(/bad\.jsonl:5 has no text\n… and 4 more$/),
    });
  });

  it('refuses a file without any utterance', async () => {
    await expect(read('none.csv', 'text,intent\n')).rejects.toThrow('there are no utterances');
  });
});
