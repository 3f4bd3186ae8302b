import { describe, expect, it } from 'vitest';
import type { RaftRow } from '../../src/dataset/raft-row.js';
import { verifyRow } from '../../src/verify/row.js';

const entry = (id: string, text: string, role: 'oracle' | 'distractor'): RaftRow['context'][number] => ({
  passage_id: id,
  doc_id: id,
  title: id,
  source_updated_at: null,
  text,
  role,
  origin: role === 'oracle' ? 'oracle' : 'dense',
  verdict: 'current',
  score: 0.5,
});
const sound: RaftRow = {
  id: 'r1',
  question: 'How many?',
  lang: 'en',
  type: 'fact',
  context: [entry('a', 'Volumes: 12', 'oracle'), entry('b', 'Volumes: 7', 'distractor')],
  oracle_present: true,
  oracle_ids: ['a'],
  cot_answer: 'It says ##begin_quote##Volumes: 12##end_quote##. <ANSWER>: 12 volumes.',
  answer: '12 volumes.',
  quotes: [{ passage_id: 'a', start: 0, end: 11 }],
  group: 'g',
  generator: 'grounded',
  as_of: '2026-07-15',
  corpus_tag: 'r-000002',
  facts: [{ doc_id: 'a', field: 'volumes', value: 12 }],
};

describe('verifyRow', () => {
  it('finds nothing in a sound row, or in a refusal without oracle', () => {
    expect(verifyRow(sound)).toEqual([]);
    const refusal = {
      context: [sound.context[1]!],
      oracle_present: false,
      quotes: [],
      facts: [],
      cot_answer: 'Nothing. <ANSWER>: Sorry.',
      answer: 'Sorry.',
    };
    expect(verifyRow({ ...sound, ...refusal })).toEqual([]);
  });

  it.each<[string, Partial<RaftRow>]>([
    ['answer_tag_missing', { cot_answer: 'It is twelve.' }],
    ['answer_differs_from_reasoning', { answer: '13 volumes.' }],
    ['quote_out_of_range', { quotes: [{ passage_id: 'a', start: 0, end: 99 }] }],
    ['quote_out_of_range', { quotes: [{ passage_id: 'nowhere', start: 0, end: 11 }] }],
    ['quote_not_in_reasoning', { quotes: [{ passage_id: 'a', start: 0, end: 7 }] }],
    [
      'reasoning_quotes_more',
      {
        cot_answer:
          '##begin_quote##Volumes: 12##end_quote## ##begin_quote##Volumes: 13##end_quote## <ANSWER>: 12 volumes.',
      },
    ],
    [
      'quote_of_a_distractor',
      {
        quotes: [{ passage_id: 'b', start: 0, end: 10 }],
        cot_answer: '##begin_quote##Volumes: 7##end_quote## <ANSWER>: 12 volumes.',
      },
    ],
    ['oracle_without_quote', { quotes: [], cot_answer: '<ANSWER>: 12 volumes.' }],
    ['oracle_missing', { oracle_ids: ['a', 'c'] }],
    ['oracle_present_wrongly_stated', { oracle_present: false }],
    ['oracle_not_current', { context: [{ ...sound.context[0]!, verdict: 'superseded' }, sound.context[1]!] }],
    ['refusal_with_oracle', { type: 'unanswerable' }],
    ['duplicate_document', { context: [...sound.context, { ...sound.context[1]!, passage_id: 'c' }] }],
    ['fact_not_quoted', { facts: [{ doc_id: 'b', field: 'volumes', value: 7 }] }],
  ])('finds %s', (defect, over) => {
    expect(verifyRow({ ...sound, ...over })).toContain(defect);
  });
});
