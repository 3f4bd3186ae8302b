/** The rules that one record is enough for. */
import { ANSWER, BEGIN_QUOTE } from '../../dataset/delimiters.js';
import { STOP } from '../../dataset/raft-formats/shapes.js';
import { foldText } from '../../text/normalize.js';
import type { Examined } from './examine.js';
import { ungroundedPart } from './grounding.js';
import { nativeDefects } from './native-rules.js';
import type { RuleId } from './rules.js';

/** What is wrong with a record, by rule, each once. */
export type RowDefects = ReadonlyMap<RuleId, string>;

/** Checks one record; where one defect brings others with it, only the cause is named. */
export function checkRow(examined: Examined): RowDefects {
  const found = new Map<RuleId, string>();
  for (const [rule, check] of CHECKS) {
    const message = check(examined);
    if (message !== null) found.set(rule, message);
  }
  const { row } = examined.record;
  if (row !== undefined) {
    for (const { rule, message } of nativeDefects(row)) if (!found.has(rule)) found.set(rule, message);
  }
  for (const [cause, effects] of CAUSES) if (found.has(cause)) for (const effect of effects) found.delete(effect);
  return found;
}

/** Causes before what follows from them. */
const CAUSES: readonly (readonly [RuleId, readonly RuleId[]])[] = [
  [
    'empty-field',
    ['answer-tag-missing', 'answer-not-in-oracle', 'quote-not-found', 'reasoning-as-answer', 'row-contradicts-itself'],
  ],
  ['truncated-field', ['answer-tag-missing', 'delimiter-collision', 'quote-not-found', 'row-contradicts-itself']],
  ['delimiter-collision', ['answer-tag-missing', 'quote-not-found', 'row-contradicts-itself', 'reasoning-as-answer']],
  ['oracle-missing', ['quote-not-found', 'quote-of-distractor', 'answer-not-in-oracle', 'row-contradicts-itself']],
  ['duplicate-document', ['quote-of-distractor', 'row-contradicts-itself']],
  ['refusal-with-oracle', ['answer-not-in-oracle', 'row-contradicts-itself']],
  ['reasoning-as-answer', ['answer-not-in-oracle', 'answer-tag-missing', 'row-contradicts-itself']],
  ['quote-of-distractor', ['quote-not-found', 'answer-not-in-oracle', 'row-contradicts-itself']],
  ['quote-not-found', ['answer-not-in-oracle', 'row-contradicts-itself']],
];

type Check = (examined: Examined) => string | null;

const CHECKS: readonly (readonly [RuleId, Check])[] = [
  ['empty-field', emptyField],
  ['truncated-field', truncatedField],
  ['no-documents', ({ record }) => (record.documents.length === 0 ? 'there are no documents to answer from' : null)],
  ['placeholder-title', placeholderTitle],
  ['duplicate-document', duplicateDocument],
  ['delimiter-collision', delimiterCollision],
  ['stop-in-chat', literalStop],
  ['answer-tag-missing', missingTag],
  ['reasoning-as-answer', reasoningAsAnswer],
  ['quote-not-found', missingQuote],
  ['quote-of-distractor', quoteOfDistractor],
  ['oracle-missing', missingOracle],
  ['refusal-with-oracle', refusalWithOracle],
  ['answer-not-in-oracle', ungroundedPart],
];

function emptyField({ record }: Examined): string | null {
  if (isBlank(record.question)) return 'the question is empty';
  const at = record.documents.findIndex(({ text }) => isBlank(text));
  if (at >= 0) return `document ${at + 1} is empty`;
  if (record.shape !== 'eval' && isBlank(record.cotAnswer ?? '')) return 'the reasoning is empty';
  return record.answer !== undefined && isBlank(record.answer) ? 'the answer is empty' : null;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** U+FFFD and halves of characters at the ends: a text that was cut by bytes or by units. */
const CUT = /^[\uFFFD\uDC00-\uDFFF]|[\uFFFD\uD800-\uDBFF]$/;

function truncatedField({ record, breaksOff }: Examined): string | null {
  if (breaksOff) return `the reasoning breaks off: …${tail(record.cotAnswer ?? '')}`;
  const texts = { question: record.question, reasoning: record.cotAnswer ?? '', answer: record.answer ?? '' };
  const cut = Object.entries(texts).find(([, text]) => CUT.test(text));
  if (cut) return `the ${cut[0]} is cut in the middle of a character`;
  const at = record.documents.findIndex(({ text }) => CUT.test(text));
  return at < 0 ? null : `document ${at + 1} is cut in the middle of a character`;
}

const PLACEHOLDER =
  /^(?:placeholder[\s_-]*title|untitled|no title|title|null|none|n\/?a|unknown|undefined|document[\s_-]*\d*|無題|タイトル)$/i;

function placeholderTitle({ record }: Examined): string | null {
  const title = record.documents.find(
    (document) => document.title !== undefined && isPlaceholder(document.title),
  )?.title;
  if (title === undefined) return null;
  return isBlank(title) ? 'a document has an empty title' : `a document has the title ${shown(title)}`;
}

function isPlaceholder(title: string): boolean {
  return isBlank(title) || PLACEHOLDER.test(title.trim());
}

function duplicateDocument({ identities }: Examined): string | null {
  const first = new Map<string, number>();
  for (const [i, key] of identities.entries()) {
    const seen = first.get(key);
    if (seen !== undefined && key !== '') return `documents ${seen + 1} and ${i + 1} are the same`;
    first.set(key, i);
  }
  return null;
}

const UNESCAPED = /##(?:begin|end)_quote##|<ANSWER>:/;

function delimiterCollision({ record, prompt, isBalanced, answerTags }: Examined): string | null {
  if (prompt?.isAmbiguous) return 'a document holds <DOCUMENT> or </DOCUMENT>: the prompt cannot be taken apart';
  const at = prompt?.documents.findIndex((document) => UNESCAPED.test(document)) ?? -1;
  if (at >= 0) return `document ${at + 1} holds ${UNESCAPED.exec(prompt?.documents[at] ?? '')?.[0]} unescaped`;
  if (!isBalanced) return '##begin_quote## and ##end_quote## do not pair up in the reasoning';
  return answerTags > 1 && record.cotAnswer !== undefined
    ? `${ANSWER} stands in the reasoning ${answerTags} times`
    : null;
}

function literalStop({ record }: Examined): string | null {
  const text = record.shape === 'completion' ? record.cotAnswer : (record.said ?? record.cotAnswer ?? record.answer);
  if (!text?.includes(STOP)) return null;
  return record.shape === 'completion' ? `${STOP} stands before the end` : `what the model is to say holds ${STOP}`;
}

function missingTag({ record, answerTags }: Examined): string | null {
  if (record.cotAnswer === undefined || answerTags > 0) return null;
  const near = /<?\s*(?:final\s+)?answer\s*>?\s*[:：]/i.exec(record.cotAnswer)?.[0];
  return `there is no ${ANSWER} in the reasoning${near ? `, only ${shown(near)}` : ''}`;
}

function reasoningAsAnswer({ record }: Examined): string | null {
  const { answer, statedAnswer, cotAnswer } = record;
  if (answer?.includes(BEGIN_QUOTE) || answer?.includes(ANSWER)) return 'the answer holds the quotes of the reasoning';
  if (statedAnswer === undefined || cotAnswer === undefined) return null;
  return statedAnswer.trim() === cotAnswer.trim() ? 'the answer is the whole reasoning' : null;
}

function missingQuote({ quotes, record }: Examined): string | null {
  if (record.documents.length === 0) return null;
  const missing = quotes.find(
    ({ text, places, inAbsentOracle }) => (places.length === 0 && !inAbsentOracle) || text === '',
  );
  if (!missing) return null;
  if (missing.text === '') return 'a quote is empty';
  const folded = foldText(missing.text);
  const near = folded !== '' && record.documents.findIndex(({ text }) => foldText(text).includes(folded));
  const hint =
    typeof near === 'number' && near >= 0 ? `; document ${near + 1} has it in another spelling or spacing` : '';
  return `no document holds the quote ${shown(missing.text)}${hint}`;
}

function quoteOfDistractor({ quotes, oracles, record }: Examined): string | null {
  if (oracles === null || (oracles.length === 0 && (record.oracles ?? []).length === 0)) return null;
  const taken = quotes.find(({ places }) => places.length > 0 && !places.some((place) => oracles.includes(place)));
  return taken ? `${shown(taken.text)} is quoted from document ${(taken.places[0] ?? 0) + 1}, a distractor` : null;
}

function missingOracle({ oracles, isRefusal, record }: Examined): string | null {
  // Native rows state what they are, and are checked against it.
  if (record.row !== undefined || oracles === null || oracles.length > 0 || isRefusal) return null;
  return (record.oracles ?? []).length > 0
    ? 'oracle_context is not among the documents, and yet the row answers'
    : 'the row names no oracle, and yet it answers';
}

function refusalWithOracle({ oracles, isRefusal }: Examined): string | null {
  return isRefusal && oracles !== null && oracles.length > 0
    ? `the answer refuses although document ${(oracles[0] ?? 0) + 1} is the oracle`
    : null;
}

const SHOWN = 60;

function shown(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return `“${[...flat].length > SHOWN ? `${[...flat].slice(0, SHOWN).join('')}…` : flat}”`;
}

function tail(text: string): string {
  return [...text.replace(/\s+/g, ' ')].slice(-24).join('');
}
