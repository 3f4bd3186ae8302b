import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readImported } from '../../../src/raft/import/read-imported.js';

async function read(name: string, content: string) {
  const path = join(await mkdtemp(join(tmpdir(), 'import-')), name);
  await writeFile(path, content);
  return readImported({ path, name });
}

describe('readImported', () => {
  it('reads a CSV: empty cells are absent, lists are separated by semicolons', async () => {
    const csv =
      'id,question,doc_ids,source_id,answer,quote,lang\np1,"Is it out,  really?",S1; S2,series,yes,,\n,何巻？,,,,,ja\n';
    expect(await read('q.csv', csv)).toEqual([
      {
        where: 'q.csv:2',
        id: 'p1',
        question: 'Is it out, really?',
        lang: null,
        type: null,
        oracle_ids: [],
        docs: [
          { source_id: 'series', doc_id: 'S1' },
          { source_id: 'series', doc_id: 'S2' },
        ],
        answer: 'yes',
        quote: null,
      },
      expect.objectContaining({ where: 'q.csv:3', id: 'q.csv:3', question: '何巻？', lang: 'ja', docs: [] }),
    ]);
  });

  it('reads JSON lines, and what came back from review', async () => {
    const line = {
      query: 'How long?',
      oracle_ids: ['a', 'a', 'b'],
      doc_id: 'x',
      answer: null,
      type: 'policy',
      score: 3,
    };
    const [question] = await read('q.jsonl', `${JSON.stringify(line)}\n`);
    expect(question).toMatchObject({ question: 'How long?', oracle_ids: ['a', 'b'], type: 'policy', answer: null });
    expect(question?.docs).toEqual([{ source_id: null, doc_id: 'x' }]);
  });

  it.each([
    ['q.jsonl', '{"question":"a"}\n{"qestion":"b"}\n', 'q.jsonl:2', /no question/],
    ['q.jsonl', '{"question":"a","lang":"de"}\n', 'q.jsonl:1', /lang/],
    ['q.jsonl', '{"id":1,"question":"a"}\n{"id":"1","question":"b"}\n', 'q.jsonl:1 and q.jsonl:2', /share the id/],
    ['q.jsonl', '{"question":\n', 'q.jsonl:1', /./],
    ['q.csv', 'question\n', 'q.csv', /no question/],
    ['q.jsonl', '{"question":"a","oracle_ids":"[1,2]"}\n', 'q.jsonl:1', /oracle_ids/],
  ])('names file and line of a mistake: %s %j', async (name, content, where, message) => {
    await expect(read(name, content)).rejects.toMatchObject({ where, message: expect.stringMatching(message) });
  });

  it('suggests the key that was meant', async () => {
    await expect(read('q.jsonl', '{"qestion":"b"}\n')).rejects.toMatchObject({
      fix: expect.stringContaining('"question"'),
    });
  });
});
