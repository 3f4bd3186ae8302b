import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDecontamination, readEvalQuestions } from '../../src/raft/decontaminate.js';
import type { Question } from '../../src/raft/questions/question.js';

const question = (text: string): Question => ({
  text,
  lang: 'en',
  type: 'fact',
  form: 'x',
  group: 'g',
  evidence: [],
  facts: [],
  answer: '',
  subjects: [],
});

describe('createDecontamination', () => {
  const evals = [
    'How many volumes of Kitchen at the Last Stop are out right now?',
    '『終点食堂のまかない』は今何巻まで出ていますか？',
    'Is it returnable?',
  ];

  it.each([
    ['how many volumes of kitchen at the last stop are out right now', 'in_eval_set'],
    ['Say, how many volumes of Kitchen at the Last Stop are out right now?', 'in_eval_set'],
    ['終点食堂のまかないは今何巻まで出ていますか', 'in_eval_set'],
    ['Is it returnable', 'in_eval_set'],
    ['Who draws Kitchen at the Last Stop?', null],
    ['『終点食堂のまかない』の作者はどなたですか？', null],
    ['Is it returnable after a year?', null],
  ])('%s: %s', async (text, reason) => {
    const stage = await createDecontamination(evals);
    const [outcome] = await stage.run([question(text)]);
    expect(outcome).toEqual(reason === null ? { question: question(text) } : { reason });
  });
});

describe('readEvalQuestions', () => {
  const file = async (name: string, content: string) => {
    const path = join(await mkdtemp(join(tmpdir(), 'evals-')), name);
    await writeFile(path, content);
    return readEvalQuestions({ path, name });
  };

  it('reads suites, BEIR queries and tables', async () => {
    const suite = 'suite: s\nquestions:\n  - { id: a, question: "Why?", lang: en, type: unanswerable }\n';
    expect(await file('suite.yaml', suite)).toEqual(['Why?']);
    expect(await file('queries.jsonl', '{"_id":"1","text":"How?"}\n')).toEqual(['How?']);
    expect(await file('q.csv', 'id,query\n1,Where?\n')).toEqual(['Where?']);
  });

  it('names the line without a question', async () => {
    await expect(file('q.jsonl', '{"text":"x"}\n{"id":1}\n')).rejects.toMatchObject({ where: 'q.jsonl:2' });
  });
});
