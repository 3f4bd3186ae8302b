import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeDelimiters } from '../../src/dataset/delimiters.js';
import type { RaftRow } from '../../src/dataset/raft-row.js';
import { ROW_DEFECTS, type RowDefect, verifyRow } from '../../src/verify/row.js';

const entry = (id: string, text: string, role: 'oracle' | 'distractor'): RaftRow['context'][number] => ({
  passage_id: id,
  doc_id: id,
  title: id,
  source_updated_at: '2026-07-01T00:00:00.000Z',
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
const [oracle, distractor] = sound.context as [RaftRow['context'][number], RaftRow['context'][number]];
const refusal: RaftRow = {
  ...sound,
  context: [distractor],
  oracle_present: false,
  quotes: [],
  facts: [],
  cot_answer: 'Nothing. <ANSWER>: Sorry.',
  answer: 'Sorry.',
};
/** The sound row about another fact: the whole text of its oracle is the quote. */
function about(text: string, fact: { readonly value: RaftRow['facts'][number]['value'] }, answer: string): RaftRow {
  return {
    ...sound,
    context: [{ ...oracle, text }, distractor],
    quotes: [{ passage_id: 'a', start: 0, end: text.length }],
    facts: [{ doc_id: 'a', field: 'f', value: fact.value }],
    cot_answer: `##begin_quote##${escapeDelimiters(text)}##end_quote## <ANSWER>: ${escapeDelimiters(answer)}`,
    answer,
  };
}
/** The sound row about a page: no typed fact, a gold text. */
const page = (answer: string, gold?: string): RaftRow => ({
  ...about('Points expire after 24 months.', { value: null }, answer),
  type: 'policy',
  facts: [],
  ...(gold === undefined ? {} : { gold: { text: gold } }),
});
const old = {
  ...oracle,
  passage_id: 'o',
  role: 'distractor',
  origin: 'stale',
  verdict: 'superseded',
  text: 'Volumes: 9',
} as const;
const versions = (source_updated_at: string | null, cot: string): RaftRow => ({
  ...sound,
  context: [...sound.context, { ...old, source_updated_at }],
  cot_answer: `${cot} ##begin_quote##Volumes: 12##end_quote## <ANSWER>: 12 volumes.`,
});

describe('verifyRow', () => {
  it.each<[string, RaftRow]>([
    ['a sound row', sound],
    ['a refusal without oracle', refusal],
    ['a refusal of what nobody knows', { ...refusal, type: 'unanswerable', oracle_ids: [] }],
    [
      'an answer learnt by heart',
      { ...refusal, absent: 'memorise', facts: sound.facts, answer: '12.', cot_answer: 'So: <ANSWER>: 12.' },
    ],
    ['a number in words', about('Volumes: 12', { value: 12 }, 'There are twelve volumes.')],
    ['a price with its cents', about('Price: $9.50', { value: 9.5 }, 'It costs $9.50.')],
    ['a price with separators', about('価格：¥1,980', { value: 1980 }, '1980円です。')],
    ['a date in another form', about('発売日：2026年4月1日', { value: '2026-04-01' }, 'On April 1, 2026.')],
    ['a list in another order', about('Genres: drama / food', { value: ['drama', 'food'] }, 'Food and drama.')],
    ['a yes', about('Digital: yes', { value: true }, 'Yes, digitally too.')],
    ['a yes in other words', about('Digital: yes', { value: true }, 'You can read it on a screen.')],
    ['a word in another width', about('状態：ＯＮＧＯＩＮＧ', { value: 'ongoing' }, 'Ongoing.')],
    ['a policy in its words', page('After 24 months.', '24 months')],
    ['a policy in other words', page('After two years, that is 24 months.', '24 months')],
    ['a free answer with the values of its quote', page('They last 24 months.')],
    [
      'two versions, told apart by their dates',
      versions('2026-04-01T00:00:00Z', 'Updated 2026-07-01, not 2026-04-01:'),
    ],
  ])('finds nothing in %s', (_, row) => {
    expect(verifyRow(row)).toEqual([]);
  });

  it.each<[RowDefect, RaftRow]>([
    ['answer_tag_missing', { ...sound, cot_answer: 'It is twelve.' }],
    ['answer_tag_missing', { ...sound, cot_answer: '##begin_quote##Volumes: 12 <ANSWER>: 12 volumes.' }],
    ['answer_empty', { ...sound, answer: '', cot_answer: '##begin_quote##Volumes: 12##end_quote## <ANSWER>:' }],
    ['answer_differs_from_reasoning', { ...sound, answer: '12.' }],
    ['quote_out_of_range', { ...sound, quotes: [{ passage_id: 'a', start: 0, end: 99 }] }],
    ['quote_out_of_range', { ...sound, quotes: [{ passage_id: 'nowhere', start: 0, end: 11 }] }],
    ['quote_not_in_reasoning', { ...sound, quotes: [{ passage_id: 'a', start: 0, end: 7 }] }],
    ['reasoning_quotes_more', { ...sound, cot_answer: `##begin_quote##Volumes: 13##end_quote## ${sound.cot_answer}` }],
    [
      'quote_of_a_distractor',
      {
        ...sound,
        quotes: [{ passage_id: 'b', start: 0, end: 10 }],
        cot_answer: '##begin_quote##Volumes: 7##end_quote## <ANSWER>: 12 volumes.',
      },
    ],
    ['oracle_without_quote', { ...sound, quotes: [], cot_answer: '<ANSWER>: 12 volumes.' }],
    ['oracle_missing', { ...sound, oracle_ids: ['a', 'c'] }],
    ['oracle_present_wrongly_stated', { ...sound, oracle_present: false }],
    ['oracle_present_wrongly_stated', { ...refusal, oracle_present: true }],
    ['oracle_as_distractor', { ...sound, oracle_ids: ['a', 'b'] }],
    ['oracle_not_current', { ...sound, context: [{ ...oracle, verdict: 'superseded' }, distractor] }],
    ['refusal_with_oracle', { ...sound, type: 'unanswerable' }],
    ['refusal_with_oracle', { ...refusal, type: 'unanswerable' }],
    ['answered_without_oracle', { ...refusal, facts: sound.facts }],
    ['absent_wrongly_stated', { ...sound, absent: 'refuse' }],
    ['absent_wrongly_stated', { ...refusal, type: 'unanswerable', oracle_ids: [], absent: 'refuse' }],
    ['duplicate_document', { ...sound, context: [...sound.context, { ...distractor, passage_id: 'c' }] }],
    [
      'duplicate_document',
      { ...sound, context: [...sound.context, { ...distractor, passage_id: 'c', text: 'Volumes:  ７' }] },
    ],
    ['duplicate_document', { ...sound, context: [...sound.context, { ...distractor, text: 'other' }] }],
    ['fact_not_quoted', { ...sound, facts: [{ doc_id: 'b', field: 'volumes', value: 7 }] }],
    [
      'fact_not_quoted',
      {
        ...sound,
        facts: [{ doc_id: 'a', source_id: 'x', field: 'volumes', value: 12 }],
        context: [{ ...oracle, source_id: 'y' }, distractor],
      },
    ],
    ['fact_not_in_quote', { ...sound, facts: [{ doc_id: 'a', field: 'volumes', value: 112 }] }],
    ['fact_not_in_quote', about('Genres: drama', { value: ['drama', 'food'] }, 'Drama and food.')],
    ['fact_not_in_quote', about('Digital: yes', { value: false }, 'No.')],
    ['answer_not_in_fact', { ...sound, answer: '13 volumes.' }],
    ['answer_not_in_fact', about('Genres: drama / food', { value: ['drama', 'food'] }, 'Drama.')],
    ['answer_not_in_fact', about('Digital: yes', { value: true }, 'No, on paper only.')],
    ['answer_not_in_fact', { ...refusal, absent: 'memorise', facts: sound.facts }],
    ['answer_not_in_quote', page('After 12 months.', '24 months')],
    ['answer_not_in_quote', page('After 24 months.', '12 months')],
    ['answer_not_in_quote', page('After 24 months and 5 days.')],
    ['stale_without_oracle', { ...refusal, context: [distractor, old] }],
    ['stale_not_older', versions('2026-07-01T00:00:00Z', 'Updated 2026-07-01:')],
    ['stale_not_older', versions(null, 'Updated 2026-07-01:')],
    ['versions_not_dated', versions('2026-04-01T00:00:00Z', 'Updated 2026-07-01:')],
  ])('finds %s', (defect, row) => {
    expect(verifyRow(row)).toContain(defect);
  });

  it('describes every defect, and names each once', () => {
    const broken = verifyRow({
      ...sound,
      context: [...sound.context, distractor, distractor],
      answer: '',
      oracle_ids: ['c'],
    });
    expect(new Set(broken).size).toBe(broken.length);
    expect(broken.length).toBeGreaterThan(2);
    for (const defect of broken) expect(ROW_DEFECTS[defect]).toMatch(/^[a-z].{10,}/);
  });

  it('takes typed values where the row has them: 1.5 kg is not 1.50 of a currency', () => {
    const row = about('Weight: 1.50', { value: 1.5 }, 'It weighs 1.50.');
    expect(verifyRow(row)).toEqual([]);
    const typed = {
      ...row,
      gold: { text: '1.5', facts: [{ field: 'f', value: { type: 'number', value: 1.5 }, subjects: ['a'] }] },
    };
    expect(verifyRow(typed)).toContain('fact_not_in_quote');
  });

  it('finds any quote that is off by a character', () => {
    const text = 'Volumes: 12';
    fc.assert(
      fc.property(fc.nat(10), fc.integer({ min: 1, max: 11 }), (start, end) => {
        const isExact = start === 0 && end === text.length;
        expect(verifyRow({ ...sound, quotes: [{ passage_id: 'a', start, end }] }).length === 0).toBe(isExact);
      }),
    );
  });
});
