/** Does an answer state what its sources do? Told from values, and from shared words where it states none. */
import { detectLanguage } from '../../text/language.js';
import { foldText } from '../../text/normalize.js';
import { extractValues, type ValueMention } from '../../text/values.js';
import type { Examined } from './examine.js';

/** Answers share at least this part of their words with what they are taken from; names and units alone are more. */
const LEAST_SHARED = 0.25;
/** Fewer words can all be of the answer's own making. */
const LEAST_PARTS = 3;

/** What of the answer is not in the oracle; null for an answer that is, for a refusal, and where there is no telling. */
export function ungroundedPart(examined: Examined): string | null {
  const { record, isRefusal, quotes } = examined;
  if (isRefusal || record.answer === undefined || record.row !== undefined) return null;
  const sources = sourcesOf(examined);
  if (sources.length === 0) return null;
  const stated = extractValues(record.answer);
  if (stated.length === 0) return strangeWords(record.answer, { sources, question: record.question });
  const known = extractValues([...sources, record.question].join('\n'));
  const amounts = new Set(known.flatMap(amountsOf));
  const values = new Set(known.map(({ canonical }) => canonical));
  const quoted = extractValues(quotes.map(({ text }) => text).join('\n'));
  const isKnown = (value: ValueMention): boolean =>
    values.has(value.canonical) || amountsOf(value).every((amount) => amounts.has(amount));
  const stranger = stated.find((value) => !isKnown(value) && !isDerived(value, quotes.length > 0 ? quoted : known));
  return stranger ? `the answer states “${stranger.surface}”, which is not in the oracle` : null;
}

/** `¥279 less`: the difference of two values of one unit is grounded in them, and so is their sum. */
function isDerived({ amount, unit }: ValueMention, values: readonly ValueMention[]): boolean {
  const alike = values.filter((value) => value.unit === unit);
  return alike.some((a, i) =>
    alike
      .slice(i + 1)
      .some((b) => isNear(Math.abs(a.amount - b.amount), amount) || isNear(a.amount + b.amount, amount)),
  );
}

/** Prices with cents are no exact sums in binary. */
function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-6;
}

function amountsOf({ amount, upper }: ValueMention): number[] {
  return upper === null ? [amount] : [amount, upper];
}

function strangeWords(
  answer: string,
  { sources, question }: { readonly sources: readonly string[]; readonly question: string },
): string | null {
  const source = sources.join('\n');
  if (detectLanguage(answer) !== detectLanguage(source)) return null;
  const said = contentOf(answer);
  const found = contentOf(`${source}\n${question}`);
  const shared = [...said].filter((part) => found.has(part)).length;
  return said.size >= LEAST_PARTS && shared < LEAST_SHARED * said.size
    ? `the answer “${answer}” shares hardly a word with the oracle`
    : null;
}

const CONTENT = /\p{Script=Latin}{4,}|(?=([\p{Script=Han}\p{Script=Katakana}ー]{2}))/gu;

/** Beginnings of Latin words, so that inflections agree, and pairs of kanji or katakana. */
function contentOf(text: string): Set<string> {
  const parts = [...foldText(text).matchAll(CONTENT)].map((match) => match[1] ?? match[0].slice(0, STEM));
  return new Set(parts);
}

const STEM = 5;

/** What an answer may be taken from: the oracles, else what is quoted, else anything. */
function sourcesOf({ record, oracles, quotes }: Examined): readonly string[] {
  const relied = oracles ?? quotes.flatMap(({ places }) => places);
  const inContext = [...new Set(relied)].flatMap((place) => record.documents[place] ?? []);
  const documents =
    inContext.length > 0 ? inContext : (record.oracles ?? []).map((text) => ({ text, title: undefined }));
  const chosen = documents.length > 0 ? documents : record.documents;
  return chosen.map(({ title = '', text }) => `${title}\n${text}`);
}
