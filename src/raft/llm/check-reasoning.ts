/** Does a model's reasoning quote what it must, say nothing else, and make a row that verifies? */
import { ANSWER, escapeDelimiters, quoted } from '../../dataset/delimiters.js';
import { dayOf } from '../../dataset/raft-formats/document.js';
import type { RaftRow } from '../../dataset/raft-row.js';
import { quotedText, ROW_DEFECTS, verifyRow } from '../../verify/row.js';
import type { Checked, Rejection } from '../questions/claims/checked.js';
import { isAnswerIn, unknownNames, unknownValues } from '../questions/claims/words.js';
import { answerLang } from '../questions/question.js';

const MARK = /\[\[(\d{1,2})\]\]/g;

/** The row with the reasoning in place of its own, or why not. */
export function checkReasoning(reasoning: string, row: RaftRow): Checked<RaftRow> {
  const text = reasoning.trim().replace(/\s+/g, ' ');
  const quotes = row.quotes.map((quote) => quotedText(row, quote) ?? '');
  const rejection = checkMarks(text, quotes.length) ?? checkWords(text, { row, quotes });
  if (rejection !== null) return { rejected: rejection };
  const made = withReasoning(row, { text, quotes });
  const [defect] = verifyRow(made);
  return defect === undefined ? { value: made } : { rejected: because(defect, ROW_DEFECTS[defect]) };
}

function checkMarks(text: string, count: number): Rejection | null {
  const marks = [...text.matchAll(MARK)].map((match) => Number(match[1]));
  const wanted = Array.from({ length: count }, (_, i) => i + 1);
  const missing = wanted.find((number) => !marks.includes(number));
  if (missing !== undefined) return because('quote_missing', `the mark [[${missing}]] is missing`);
  if (marks.length > count) return because('quote_repeated', 'each mark is to stand once, and there are no others');
  if (escapeDelimiters(text) !== text)
    return because('markup_in_text', 'it must hold no delimiters, tags or final answer');
  return null;
}

function checkWords(
  text: string,
  { row, quotes }: { readonly row: RaftRow; readonly quotes: readonly string[] },
): Rejection | null {
  // A quote is as good as the end of a sentence: what follows may begin with a capital.
  const words = text.replace(MARK, '. ');
  if (!isAnswerIn(words, answerLang(row.lang)))
    return because('reasoning_in_another_language', 'it is not in the language that was asked for');
  const said = row.context.filter(({ role, verdict }) => role === 'oracle' || verdict !== 'current');
  const documents = said.flatMap(({ title, source_updated_at }) => [title, dayOf(source_updated_at)]);
  const sources = [...quotes, row.question, row.answer, ...documents];
  const [value] = unknownValues(words, sources);
  if (value !== undefined) return because('reasoning_adds_value', `no quote says ${JSON.stringify(value)}`);
  const [name] = unknownNames(words, sources);
  return name === undefined ? null : because('reasoning_adds_name', `no quote names ${JSON.stringify(name)}`);
}

function withReasoning(
  row: RaftRow,
  { text, quotes }: { readonly text: string; readonly quotes: readonly string[] },
): RaftRow {
  const between = answerLang(row.lang) === 'en' ? ' ' : '';
  const told = text.replace(MARK, (_, number: string) => quoted(quotes[Number(number) - 1] ?? ''));
  return { ...row, cot_answer: `${told}${between}${ANSWER} ${escapeDelimiters(row.answer)}`, generator: 'llm' };
}

function because(reason: string, hint: string): Rejection {
  return { reason, hint };
}
