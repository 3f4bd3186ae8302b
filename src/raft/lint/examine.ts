/** What the rules need to know of a record, worked out once. */
import { ANSWER, BEGIN_QUOTE, END_QUOTE, unescapeDelimiters } from '../../dataset/delimiters.js';
import { type PromptParts, partsOfPrompt } from '../../dataset/raft-formats/read/prompt-documents.js';
import type { RaftRecord } from '../../dataset/raft-formats/read/record.js';
import { normalizeText, shinglesOf } from '../../text/normalize.js';
import { isRefusal } from './refusal-text.js';

/** A quote and the documents that hold it, by their place in the context. */
export interface ExaminedQuote {
  readonly text: string;
  readonly places: readonly number[];
  /** Whether an oracle that is left out of the context holds it. */
  readonly inAbsentOracle: boolean;
}

export interface Examined {
  readonly record: RaftRecord;
  readonly quotes: readonly ExaminedQuote[];
  /** Quote marks pair up and do not nest. */
  readonly isBalanced: boolean;
  /** How often `<ANSWER>:` stands in the reasoning. */
  readonly answerTags: number;
  /** The reasoning breaks off inside a quote or a delimiter. */
  readonly breaksOff: boolean;
  readonly isRefusal: boolean;
  /** Places of oracles in the context; null where the shape does not say which they are. */
  readonly oracles: readonly number[] | null;
  /** The same, or else the documents that are quoted, where it is plain which they are. */
  readonly likelyOracles: readonly number[];
  /** The documents' texts in the form in which equal ones are equal. */
  readonly identities: readonly string[];
  /** The prompt taken apart; null where there is none. */
  readonly prompt: PromptParts | null;
}

export function examine(record: RaftRecord): Examined {
  const said = record.cotAnswer ?? '';
  const { quotes, isBalanced, endsInside } = quotesIn(said);
  const examined = quotes.map((text) => placeQuote(text, record));
  const answerTags = said.split(ANSWER).length - 1;
  const oracles = record.oracles === undefined ? null : record.documents.flatMap((d, i) => (d.isOracle ? [i] : []));
  return {
    record,
    quotes: examined,
    isBalanced,
    answerTags,
    breaksOff: (endsInside && answerTags === 0) || endsInDelimiter(said),
    isRefusal: record.answer !== undefined && isRefusal(record.answer) && !restates(record.answer, quotes),
    oracles,
    likelyOracles: oracles ?? quotedDocuments(examined, record),
    identities: record.documents.map(({ text }) => normalizeText(text)),
    prompt: record.prompt === undefined ? null : partsOfPrompt(record.prompt),
  };
}

/** Share of an answer's character pairs that quotes have, from which it says what they say: “No, we do not have …” */
const RESTATED = 0.6;

function restates(answer: string, quotes: readonly string[]): boolean {
  const pairs = shinglesOf(answer, 2);
  const found = shinglesOf(quotes.join('\n'), 2);
  return [...pairs].filter((pair) => found.has(pair)).length > RESTATED * pairs.size;
}

function placeQuote(text: string, { documents, oracles }: RaftRecord): ExaminedQuote {
  const places = documents.flatMap((document, i) =>
    document.text.includes(text) || document.title?.includes(text) ? [i] : [],
  );
  return {
    text,
    places,
    inAbsentOracle: places.length === 0 && (oracles ?? []).some((oracle) => oracle.includes(text)),
  };
}

/** A line such as `Status: ongoing` stands in many documents: then the one whose title the reasoning names is meant. */
function quotedDocuments(
  quotes: readonly ExaminedQuote[],
  { documents, cotAnswer = '' }: RaftRecord,
): readonly number[] {
  const plain = quotes.flatMap(({ places }) => {
    const named = places.filter((place) => {
      const title = documents[place]?.title ?? '';
      return title !== '' && cotAnswer.includes(title);
    });
    const meant = places.length === 1 ? places : named;
    return meant.length === 1 ? meant : [];
  });
  return [...new Set(plain)].sort((a, b) => a - b);
}

const MARK = /##(begin|end)_quote##/g;

/** Quotes of a reasoning, unescaped; a mark out of turn ends the pairing there and goes on after it. */
function quotesIn(said: string): { quotes: string[]; isBalanced: boolean; endsInside: boolean } {
  const quotes: string[] = [];
  let opened: number | null = null;
  let isBalanced = true;
  for (const match of said.matchAll(MARK)) {
    const begins = match[1] === 'begin';
    if (begins === (opened !== null)) isBalanced = false;
    if (begins) opened = match.index + BEGIN_QUOTE.length;
    else if (opened !== null) {
      quotes.push(unescapeDelimiters(said.slice(opened, match.index)));
      opened = null;
    }
  }
  return { quotes, isBalanced: isBalanced && opened === null, endsInside: opened !== null };
}

/** Shorter tails (`#`, `<A`) end honest texts. */
const SHORTEST_TAIL = 4;

function endsInDelimiter(text: string): boolean {
  return [BEGIN_QUOTE, END_QUOTE, ANSWER, '<STOP>'].some((delimiter) => {
    for (let length = SHORTEST_TAIL; length < delimiter.length; length++) {
      if (text.endsWith(delimiter.slice(0, length)) && !text.endsWith(delimiter)) return true;
    }
    return false;
  });
}
