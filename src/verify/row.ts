/** Is a RAFT row what it claims to be? Checked from the row alone; whether it is still true is asked of the corpus elsewhere. */
import { parseCotAnswer } from '../dataset/delimiters.js';
import type { RaftRow } from '../dataset/raft-row.js';

/** What can be wrong with a row, as a reason in counts. */
export type RowDefect =
  | 'answer_tag_missing'
  | 'answer_differs_from_reasoning'
  | 'quote_out_of_range'
  | 'quote_not_in_reasoning'
  | 'reasoning_quotes_more'
  | 'quote_of_a_distractor'
  | 'oracle_without_quote'
  | 'oracle_missing'
  | 'oracle_present_wrongly_stated'
  | 'oracle_not_current'
  | 'refusal_with_oracle'
  | 'duplicate_document'
  | 'fact_not_quoted';

/**
 * Checks quotes against exact spans, the answer against the reasoning, and the roles against `oracle_ids`.
 *
 * @returns the defects, each once; empty for a sound row
 */
export function verifyRow(row: RaftRow): readonly RowDefect[] {
  return [...new Set([...checkReasoning(row), ...checkOracles(row), ...checkContext(row)])];
}

function checkReasoning(row: RaftRow): RowDefect[] {
  const parsed = parseCotAnswer(row.cot_answer);
  if (parsed === null) return ['answer_tag_missing'];
  const defects: RowDefect[] = parsed.answer === row.answer ? [] : ['answer_differs_from_reasoning'];
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
  if (row.oracle_present !== oracles.length > 0) defects.push('oracle_present_wrongly_stated');
  if (row.oracle_present && row.oracle_ids.some((id) => !ids.has(id))) defects.push('oracle_missing');
  if (oracles.some((entry) => entry.verdict !== 'current')) defects.push('oracle_not_current');
  if (row.type === 'unanswerable' && oracles.length > 0) defects.push('refusal_with_oracle');
  const isDistractor = (id: string): boolean =>
    row.context.some((entry) => entry.passage_id === id && entry.role === 'distractor');
  if (row.quotes.some((quote) => isDistractor(quote.passage_id))) defects.push('quote_of_a_distractor');
  if (row.oracle_present && row.quotes.length === 0) defects.push('oracle_without_quote');
  return defects;
}

function checkContext(row: RaftRow): RowDefect[] {
  const defects: RowDefect[] = [];
  const ids = new Set(row.context.map((entry) => entry.passage_id));
  const texts = new Set(row.context.map((entry) => entry.text));
  if (ids.size < row.context.length || texts.size < row.context.length) defects.push('duplicate_document');
  const quotedDocuments = new Set(
    row.quotes.map((quote) => row.context.find((entry) => entry.passage_id === quote.passage_id)?.doc_id),
  );
  if (row.facts.some((fact) => !quotedDocuments.has(fact.doc_id))) defects.push('fact_not_quoted');
  return defects;
}
