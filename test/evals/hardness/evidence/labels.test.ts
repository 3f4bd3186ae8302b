import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readReviewed } from '../../../../src/evals/hardness/evidence/labels.js';

const folder = mkdtempSync(join(tmpdir(), 'labels-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const label = { question_id: 'q1', passage_id: 'p1', answers: true };

function read(...rows: readonly unknown[]) {
  const path = join(folder, 'labels.jsonl');
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return readReviewed({ path, name: 'labels.jsonl' });
}

describe('labels', () => {
  it('are decisions, random ones where nothing else is said; lines that wait for one are counted', async () => {
    const found = await read(
      { ...label, by: 'ana', note: 'same price' },
      { ...label, passage_id: 'p2', answers: false, sample: 'suspicious' },
      {
        ...label,
        passage_id: 'p3',
        answers: null,
        question: 'Who?',
        title: 'T',
        passage: 'text',
        pool: 'mined',
        suspicion: 0.1,
      },
    );
    expect(found).toEqual({
      name: 'labels.jsonl',
      pending: 1,
      labels: [
        { ...label, sample: 'random' },
        { question_id: 'q1', passage_id: 'p2', answers: false, sample: 'suspicious' },
      ],
    });
  });

  it.each([
    ['a pair twice', [label, label], 'labels.jsonl:1 and labels.jsonl:2', 'a pair is labelled twice'],
    ['a contradiction', [label, { ...label, answers: false }], 'labels.jsonl:1 and labels.jsonl:2', 'contradict'],
    ['a mistyped key', [{ ...label, answer: true }], 'labels.jsonl:1', 'answer'],
    ['no decision at all', [{ question_id: 'q', passage_id: 'p' }], 'labels.jsonl:1', 'answers'],
    ['a word for a decision', [label, { ...label, passage_id: 'p2', answers: 'yes' }], 'labels.jsonl:2', 'answers'],
    ['an unknown way to draw', [{ ...label, sample: 'top' }], 'labels.jsonl:1', 'sample'],
  ])('refuse %s with its lines', async (_, rows, where, message) => {
    await expect(read(...rows)).rejects.toMatchObject({ where, message: expect.stringContaining(message) });
  });
});
