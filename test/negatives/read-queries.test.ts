import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readQueries } from '../../src/negatives/read-queries.js';

async function read(content: string) {
  const path = join(await mkdtemp(join(tmpdir(), 'queries-')), 'q.jsonl');
  await writeFile(path, content);
  return readQueries({ path, name: 'q.jsonl' });
}

describe('readQueries', () => {
  it('reads ids, text, oracles and the answer, and ignores the rest', async () => {
    const queries = await read(
      '{"query_id":1,"query":"何日？","oracle_ids":["a"],"answer":"14日","note":"x"}\n\n{"query_id":"b","query":"Why?"}\n',
    );
    expect(queries).toEqual([
      { query_id: '1', text: '何日？', oracle_ids: ['a'], gold: { text: '14日' } },
      { query_id: 'b', text: 'Why?', oracle_ids: [] },
    ]);
  });

  it('reads what is known of the answer: typed facts, further parts, what must not be mined', async () => {
    const facts = [
      { field: 'volumes', value: 12, subjects: ['The Lantern Ferry', '灯籠の渡し'] },
      { field: 'released', value: '2026-04-01', subjects: ['x'] },
      { field: 'price', value: { type: 'money', value: 1980, currency: 'JPY' }, subjects: ['x'] },
    ];
    const lines = [
      { query_id: 'a', query: 'How many?', oracle_ids: ['p'], facts, excluded_ids: ['q'], judged_negative_ids: ['r'] },
      { query_id: 'b', query: 'Cost?', answer: '¥800', also: ['2 days'] },
      { query_id: 'c', query: 'Volume 13?', unknown: { field: 'price', subjects: ['Vol. 13'] } },
    ];
    const [a, b, c] = await read(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(a).toMatchObject({ excluded_ids: ['q'], judged_negative_ids: ['r'], gold: { text: 'How many?' } });
    expect(a?.gold?.facts?.map(({ value }) => value)).toEqual([
      { type: 'number', value: 12 },
      { type: 'date', value: '2026-04-01' },
      { type: 'money', value: 1980, currency: 'JPY' },
    ]);
    expect(b?.gold).toEqual({ text: '¥800', also: ['2 days'] });
    expect(c).toMatchObject({ oracle_ids: [], unknown: { field: 'price', subjects: ['Vol. 13'] } });
  });

  it.each([
    ['{"query_id":"a","query":"x","also":["2 days"]}\n', 'q.jsonl:1'],
    ['{"query_id":"a","query":"x","answer":"y","unknown":{"field":"price","subjects":["z"]}}\n', 'q.jsonl:1'],
    ['{"query_id":"a","query":"x","facts":[{"field":"price","value":12}]}\n', 'q.jsonl:1'],
    [
      '{"query_id":"a","query":"x","facts":[{"field":"p","value":{"type":"money","value":1},"subjects":["z"]}]}\n',
      'q.jsonl:1',
    ],
    ['{"query_id":"a","query":"ok"}\n{"query_id":"b"}\n', 'q.jsonl:2'],
    ['{"query_id":"a","query":"  "}\n', 'q.jsonl:1'],
    ['{"query_id":"a",\n', 'q.jsonl:1'],
    ['{"query_id":1,"query":"x"}\n{"query_id":"1","query":"y"}\n', 'q.jsonl:1 and q.jsonl:2'],
  ])('names the line of a mistake in %j', async (content, where) => {
    await expect(read(content)).rejects.toMatchObject({ where });
  });
});
