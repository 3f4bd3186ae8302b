/**
 * Is a RAFT row what it claims to be? Checked from the row alone: quotes against exact spans, the answer against quotes and
 * facts, roles, versions and dates. Whether it is still true is asked of the corpus elsewhere.
 */
import { parseCotAnswer } from '../dataset/delimiters.js';
import { dayOf } from '../dataset/raft-formats/document.js';
import type { ContextEntry, RaftRow } from '../dataset/raft-row.js';
import { normalizeText } from '../text/normalize.js';
import { answersFact, type RowFact, statesText, statesValue, takesValuesFrom, typedForms } from './row-answer.js';

/** What can be wrong with a row; the keys are reasons in counts. */
export const ROW_DEFECTS = {
  answer_tag_missing: 'the reasoning has no <ANSWER>:, or its quote delimiters do not pair up',
  answer_empty: 'nothing follows the answer tag',
  answer_differs_from_reasoning: 'the answer is not the one that ends the reasoning',
  quote_out_of_range: 'a quote names no document of the context, or a span that leaves its text',
  quote_not_in_reasoning: 'a listed quote is not, to the letter, between delimiters in the reasoning',
  reasoning_quotes_more: 'the reasoning quotes something that no listed span holds',
  quote_of_a_distractor: 'a quote is of a document that does not answer',
  oracle_without_quote: 'the oracle is in the context, and nothing of it is quoted',
  oracle_missing: 'an oracle is named that is not in the context, though oracle_present says so',
  oracle_present_wrongly_stated: 'oracle_present and the roles in the context disagree',
  oracle_as_distractor: 'a document is named as oracle and stands in the context as a distractor',
  oracle_not_current: 'an oracle is not current',
  refusal_with_oracle: 'an unanswerable question has an oracle',
  answered_without_oracle: 'a row without oracle that does not memorise states facts',
  absent_wrongly_stated: 'what is learnt without an oracle is stated of a row that has one, or that nothing answers',
  duplicate_document: 'two documents of the context have one id or one text',
  fact_not_quoted: 'nothing is quoted of the document that a fact is of',
  fact_not_in_quote: 'no quote of its document states the value of a fact',
  answer_not_in_fact: 'the answer does not state the value of the fact it rests on',
  answer_not_in_quote: 'the answer does not state what the quotes say, or says more',
  stale_without_oracle:
    'a context without oracle holds a document that is not current: evidence that only its date refutes',
  stale_not_older: "an older version of the oracle's document is not dated before it, so nothing tells which one holds",
  versions_not_dated: 'two versions of a document are in the context, and the reasoning does not name both dates',
} as const;

export type RowDefect = keyof typeof ROW_DEFECTS;

/**
 * Checks a row.
 *
 * @returns the defects, each once, in the order of {@link ROW_DEFECTS}; empty for a sound row
 */
export function verifyRow(row: RaftRow): readonly RowDefect[] {
  const found = new Set([
    ...checkReasoning(row),
    ...checkOracles(row),
    ...checkContext(row),
    ...checkAnswer(row),
    ...checkVersions(row),
  ]);
  return found.size === 0 ? [] : (Object.keys(ROW_DEFECTS) as RowDefect[]).filter((defect) => found.has(defect));
}

function checkReasoning(row: RaftRow): RowDefect[] {
  const parsed = parseCotAnswer(row.cot_answer);
  if (parsed === null) return ['answer_tag_missing'];
  const defects: RowDefect[] = parsed.answer === row.answer.trim() ? [] : ['answer_differs_from_reasoning'];
  if (parsed.answer === '') defects.push('answer_empty');
  const texts = row.quotes.map((quote) => quotedText(row, quote));
  if (texts.includes(null)) defects.push('quote_out_of_range');
  if (texts.some((text) => text !== null && !parsed.quotes.includes(text))) defects.push('quote_not_in_reasoning');
  if (parsed.quotes.some((quote) => !texts.includes(quote))) defects.push('reasoning_quotes_more');
  return defects;
}

/** The exact span, or null when the context has no such passage or the span leaves its text. */
export function quotedText(row: RaftRow, quote: RaftRow['quotes'][number]): string | null {
  const entry = row.context.find((candidate) => candidate.passage_id === quote.passage_id);
  if (!entry || quote.start < 0 || quote.end > entry.text.length || quote.start >= quote.end) return null;
  return entry.text.slice(quote.start, quote.end);
}

function checkOracles(row: RaftRow): RowDefect[] {
  const defects: RowDefect[] = [];
  const oracles = row.context.filter((entry) => entry.role === 'oracle');
  const ids = new Set(oracles.map((entry) => entry.passage_id));
  const distractors = new Set(row.context.flatMap(({ role, passage_id }) => (role === 'distractor' ? passage_id : [])));
  if (row.oracle_present !== oracles.length > 0) defects.push('oracle_present_wrongly_stated');
  if (row.oracle_present && row.oracle_ids.some((id) => !ids.has(id))) defects.push('oracle_missing');
  if (row.oracle_ids.some((id) => distractors.has(id))) defects.push('oracle_as_distractor');
  if (oracles.some((entry) => entry.verdict !== 'current')) defects.push('oracle_not_current');
  const isUnanswerable = row.type === 'unanswerable';
  if (isUnanswerable && (oracles.length > 0 || row.oracle_ids.length > 0)) defects.push('refusal_with_oracle');
  if (row.absent !== undefined && (row.oracle_present || isUnanswerable)) defects.push('absent_wrongly_stated');
  if (row.quotes.some((quote) => distractors.has(quote.passage_id))) defects.push('quote_of_a_distractor');
  if (row.oracle_present && row.quotes.length === 0) defects.push('oracle_without_quote');
  return defects;
}

function checkContext(row: RaftRow): RowDefect[] {
  const ids = new Set(row.context.map((entry) => entry.passage_id));
  const texts = new Set(row.context.map((entry) => normalizeText(entry.text)));
  return ids.size < row.context.length || texts.size < row.context.length ? ['duplicate_document'] : [];
}

function checkAnswer(row: RaftRow): RowDefect[] {
  if (!row.oracle_present && row.absent !== 'memorise') return row.facts.length > 0 ? ['answered_without_oracle'] : [];
  const facts = row.oracle_present ? row.facts.flatMap((fact) => checkFact(fact, row)) : [];
  return [...facts, ...(row.facts.length > 0 ? checkStatedFacts(row) : checkStatedText(row))];
}

function checkFact(fact: RowFact, row: RaftRow): RowDefect[] {
  const quotes = row.quotes.flatMap((quote) => {
    const entry = row.context.find(({ passage_id }) => passage_id === quote.passage_id);
    return entry && isOf(entry, fact) ? [quotedText(row, quote) ?? ''] : [];
  });
  if (quotes.length === 0) return ['fact_not_quoted'];
  const forms = typedForms(fact, row);
  return quotes.some((text) => forms.some((value) => statesValue(text, value))) ? [] : ['fact_not_in_quote'];
}

function isOf(entry: ContextEntry, { doc_id, source_id }: Pick<RowFact, 'doc_id' | 'source_id'>): boolean {
  if (entry.doc_id !== doc_id) return false;
  return source_id === undefined || entry.source_id === undefined || entry.source_id === source_id;
}

/** The answer states every fact; one that follows from several facts may state what they come to, its gold text. */
function checkStatedFacts(row: RaftRow): RowDefect[] {
  const isStated = (fact: RowFact): boolean => typedForms(fact, row).some((value) => answersFact(row.answer, value));
  if (row.facts.every(isStated)) return [];
  const follows = row.type !== 'fact' && row.gold !== undefined && statesText(row.answer, row.gold.text);
  return follows ? [] : ['answer_not_in_fact'];
}

/**
 * Without facts the gold text stands in quotes and answer alike. Where that is a whole quoted sentence, an answer in other
 * words is one that states no value which the quotes, the question or the titles do not.
 */
function checkStatedText(row: RaftRow): RowDefect[] {
  const quotes = row.quotes.flatMap((quote) => quotedText(row, quote) ?? []);
  const { gold } = row;
  if (!row.oracle_present || quotes.length === 0) return [];
  const isQuoted = gold === undefined || quotes.some((quote) => statesText(quote, gold.text));
  const isStated = gold !== undefined && statesText(row.answer, gold.text);
  const titles = row.context.flatMap(({ role, title }) => (role === 'oracle' ? title : []));
  const isFree = gold === undefined || quotes.includes(gold.text);
  const isBacked = isFree && takesValuesFrom(row.answer, [...quotes, ...titles, row.question]);
  return isQuoted && (isStated || isBacked) ? [] : ['answer_not_in_quote'];
}

function checkVersions(row: RaftRow): RowDefect[] {
  const stale = row.context.filter(({ role, verdict }) => role === 'distractor' && verdict !== 'current');
  if (stale.length > 0 && !row.oracle_present) return ['stale_without_oracle'];
  const defects: RowDefect[] = [];
  for (const oracle of row.context.filter(({ role }) => role === 'oracle')) {
    for (const version of stale.filter((entry) => isOf(entry, oracle))) {
      const [old, now] = [dayOf(version.source_updated_at), dayOf(oracle.source_updated_at)];
      if (old === '' || now <= old) defects.push('stale_not_older');
      else if (![old, now].every((day) => row.cot_answer.includes(day))) defects.push('versions_not_dated');
    }
  }
  return defects;
}
