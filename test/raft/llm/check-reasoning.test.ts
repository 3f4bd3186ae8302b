import { describe, expect, it } from 'vitest';
import { parseCotAnswer } from '../../../src/dataset/delimiters.js';
import type { ContextEntry, RaftRow } from '../../../src/dataset/raft-row.js';
import { checkReasoning } from '../../../src/raft/llm/check-reasoning.js';
import { reasoningTask } from '../../../src/raft/llm/reasoning-prompt.js';
import { verifyRow } from '../../../src/verify/row.js';
import { part, partsOf } from '../../helpers/scripted-llm.js';

const QUOTE = 'Books can be returned within 14 days.';

const entry = (id: string, text: string, more: Partial<ContextEntry> = {}): ContextEntry => ({
  passage_id: id,
  doc_id: id,
  source_id: 'policies',
  title: 'Returns',
  source_updated_at: '2026-07-01T00:00:00.000Z',
  text,
  role: 'distractor',
  origin: 'dense',
  verdict: 'current',
  score: 0.5,
  ...more,
});

const row: RaftRow = {
  id: 'r',
  question: 'How long can I return a book?',
  lang: 'en',
  type: 'policy',
  context: [
    entry('a', 'Points expire after 24 months.', { title: 'Points' }),
    entry('b', `${QUOTE} Gift cards are final.`, { role: 'oracle', origin: 'oracle' }),
  ],
  oracle_present: true,
  oracle_ids: ['b'],
  cot_answer: `“Returns” says: ##begin_quote##${QUOTE}##end_quote## <ANSWER>: You have 14 days.`,
  answer: 'You have 14 days.',
  quotes: [{ passage_id: 'b', start: 0, end: QUOTE.length }],
  group: 'g',
  generator: 'grounded',
  as_of: '2026-07-15T00:00:00.000Z',
  corpus_tag: 'r-000002',
  facts: [],
  gold: { text: '14 days' },
};
const stale: RaftRow = {
  ...row,
  context: [
    entry('b-old', 'Books can be returned within 30 days.', {
      doc_id: 'b',
      verdict: 'superseded',
      origin: 'stale',
      source_updated_at: '2025-01-01T00:00:00.000Z',
    }),
    ...row.context.slice(1),
  ],
};

const verdict = (reasoning: string, of: RaftRow = row): string => {
  const checked = checkReasoning(reasoning, of);
  return 'value' in checked ? checked.value.cot_answer : checked.rejected.reason;
};

describe('reasoning that a model wrote', () => {
  it('quotes each span to the letter, ends in our answer, and makes a row that verifies', () => {
    expect(verifyRow(row)).toEqual([]);
    const checked = checkReasoning('The page “Returns” gives a limit: [[1]]\nThat is the time asked for.', row);
    if (!('value' in checked)) throw new Error(checked.rejected.reason);
    expect(verifyRow(checked.value)).toEqual([]);
    expect(checked.value.generator).toBe('llm');
    expect(parseCotAnswer(checked.value.cot_answer)).toEqual({ quotes: [QUOTE], answer: 'You have 14 days.' });
  });

  it.each([
    ['quote_missing', 'The page says that it is allowed.'],
    ['quote_missing', 'The page says: ##begin_quote##Books can be returned##end_quote##'],
    ['quote_repeated', 'It says [[1]] and again [[1]]'],
    ['quote_repeated', 'It says [[1]] and [[2]]'],
    ['markup_in_text', 'It says [[1]] <ANSWER>: You have 30 days.'],
    ['markup_in_text', 'It says [[1]] ##end_quote##'],
    ['reasoning_in_another_language', 'ページには[[1]]と書かれています。'],
    ['reasoning_adds_value', 'It says [[1]] Until last year it was 30 days.'],
    ['reasoning_adds_name', 'It says [[1]] as the law of Germany wants it.'],
  ])('falls to %s: %s', (reason, reasoning) => {
    expect(verdict(reasoning)).toBe(reason);
  });

  it('must date both versions where an older one is in the context', () => {
    expect(verdict('The page says [[1]] That is what holds.', stale)).toBe('versions_not_dated');
    expect(
      verdict('The version of 2026-07-01 says [[1]] The one of 2025-01-01 is older and no longer holds.', stale),
    ).toContain(QUOTE);
  });

  it('is asked for with the quotes, what is outdated, and nothing of the other documents', () => {
    const prompt = reasoningTask(stale)
      .messages.map(({ content }) => content)
      .join('\n');
    expect(part(prompt, 'QUOTE [[1]]')).toContain(QUOTE);
    expect(part(prompt, 'OUTDATED')).toContain('2025-01-01');
    expect(prompt).not.toContain('24 months');
    expect(prompt).not.toContain('30 days');
    const turned = { ...stale, context: [...stale.context].reverse() };
    expect(reasoningTask(turned)).toEqual(reasoningTask(stale));
    expect(partsOf(prompt).map(({ name }) => name)).toEqual(['QUESTION', 'QUOTE [[1]]', 'OUTDATED', 'ANSWER']);
  });

  it('puts a quote in whole, whatever characters it has', () => {
    const text = 'Pay $& or $1, not [[1]].';
    const odd: RaftRow = {
      ...row,
      context: [row.context[0] as ContextEntry, entry('b', text, { role: 'oracle', origin: 'oracle' })],
      quotes: [{ passage_id: 'b', start: 0, end: text.length }],
      gold: { text },
      answer: 'Pay $& or $1.',
    };
    expect(verdict('It says: [[1]]', odd)).toContain(`##begin_quote##${text}##end_quote##`);
  });
});
