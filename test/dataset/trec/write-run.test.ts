import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readQrels } from '../../../src/dataset/trec/read-qrels.js';
import { readRun } from '../../../src/dataset/trec/read-run.js';
import { writeQrels, writeRun } from '../../../src/dataset/trec/write-run.js';

const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'a.run');

describe('writeRun', () => {
  it('writes six columns, ranks from 1, no line for a query without hits', async () => {
    const hits = [
      { id: 'd#1', score: 0.1 + 0.2 },
      { id: 'd2', score: -1e-21 },
    ];
    await writeRun(
      path,
      [
        { query: 'q1', hits },
        { query: 'q2', hits: [] },
      ],
      'hybrid',
    );
    expect(readFileSync(path, 'utf8')).toBe('q1 Q0 d#1 1 0.30000000000000004 hybrid\nq1 Q0 d2 2 -1e-21 hybrid\n');
  });

  it('has digits enough to read every score back', async () => {
    const score = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    await fc.assert(
      fc.asyncProperty(fc.array(score, { minLength: 1, maxLength: 20 }), async (scores) => {
        await writeRun(path, [{ query: 'q', hits: scores.map((value, i) => ({ id: `d${i}`, score: value })) }], 't');
        const read = new Map((await readRun(path)).get('q')?.map(({ id, score }) => [id, score]));
        expect(scores.map((_, i) => read.get(`d${i}`))).toEqual(scores);
      }),
      { numRuns: 30 },
    );
  });
});

describe('writeQrels', () => {
  it('writes what read-qrels reads', async () => {
    const grades = new Map([
      ['d2', 0],
      ['d1', 3],
    ]);
    const qrels = join(folder, 'qrels.txt');
    await writeQrels(qrels, [
      { query: 'q1', grades },
      { query: 'q2', grades: new Map() },
    ]);
    expect(readFileSync(qrels, 'utf8')).toBe('q1 0 d1 3\nq1 0 d2 0\n');
    expect(await readQrels(qrels)).toEqual(new Map([['q1', grades]]));
  });
});
