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

  it.each([
    ['{"query_id":"a","query":"ok"}\n{"query_id":"b"}\n', 'q.jsonl:2'],
    ['{"query_id":"a","query":"  "}\n', 'q.jsonl:1'],
    ['{"query_id":"a",\n', 'q.jsonl:1'],
    ['{"query_id":1,"query":"x"}\n{"query_id":"1","query":"y"}\n', 'q.jsonl:1 and q.jsonl:2'],
  ])('names the line of a mistake in %j', async (content, where) => {
    await expect(read(content)).rejects.toMatchObject({ where });
  });
});
