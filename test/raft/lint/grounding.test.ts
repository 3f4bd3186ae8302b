import { describe, expect, it } from 'vitest';
import type { RaftRecord } from '../../../src/dataset/raft-formats/read/record.js';
import { examine } from '../../../src/raft/lint/examine.js';
import { ungroundedPart } from '../../../src/raft/lint/grounding.js';

const documents = [
  { title: 'Low Tide', text: 'Price: ¥700\nRelease date: 2026-04-01' },
  { title: 'High Tide', text: 'Price: ¥979\nVolumes: 12 volumes' },
  { title: 'Returns', text: 'Books can be returned within 14 days of delivery, unless they were opened.' },
];
const part = (answer: string, said: string, more: Partial<RaftRecord> = {}) =>
  ungroundedPart(
    examine({
      shape: 'chat',
      question: 'Is it so?',
      documents,
      cotAnswer: `${said} <ANSWER>: ${answer}`,
      answer,
      ...more,
    }),
  );
const quote = (...lines: string[]) => lines.map((line) => `##begin_quote##${line}##end_quote##`).join(' and ');

describe('grounding', () => {
  it.each([
    ['¥700', quote('Price: ¥700')],
    ['700円です', quote('Price: ¥700')],
    ['on April 1, 2026', quote('Release date: 2026-04-01')],
    ['within two weeks', quote('within 14 days of delivery')],
    ['Low Tide is cheaper, by ¥279.', quote('Price: ¥700', 'Price: ¥979')],
    ['Yes', quote('within 14 days of delivery')],
    ['I cannot find that in the documents.', 'Nothing.'],
  ])('takes %j from what is quoted', (answer, said) => {
    expect(part(answer, said)).toBeNull();
  });

  it.each([
    ['¥710', quote('Price: ¥700')],
    ['on April 2, 2026', quote('Release date: 2026-04-01')],
    ['30 days', quote('within 14 days of delivery')],
    ['12 volumes', quote('Price: ¥700')],
    ['Elephants graze peacefully beyond Kilimanjaro.', quote('within 14 days of delivery')],
  ])('does not find %j in what is quoted', (answer, said) => {
    expect(part(answer, said)).toContain(answer.includes('Elephants') ? 'hardly a word' : 'which is not in the oracle');
  });

  it('holds an answer without quotes against the oracle, where it is known, else against all documents', () => {
    expect(part('12 volumes', 'So.')).toBeNull();
    const oracle = documents.map((document, i) => ({ ...document, isOracle: i === 0 }));
    expect(part('12 volumes', 'So.', { documents: oracle, oracles: [oracle[0]!.text] })).toContain('12 volumes');
  });

  it('takes a policy that says no for an answer, not for a refusal', () => {
    const text = '第三者からお客さまの情報を購入することはありません。また、資料がない場合はお答えできません。';
    const said = quote('資料がない場合はお答えできません');
    const record: RaftRecord = {
      shape: 'hf',
      question: '資料がない場合は？',
      documents: [{ text, isOracle: true }],
      oracles: [text],
      cotAnswer: `${said} <ANSWER>: 資料がない場合はお答えできません。`,
      answer: '資料がない場合はお答えできません。',
    };
    expect(examine(record).isRefusal).toBe(false);
    expect(examine({ ...record, cotAnswer: '<ANSWER>: お答えできません。' }).isRefusal).toBe(true);
  });
});
