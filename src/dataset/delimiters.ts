/**
 * RAFT's delimiters, and what happens when a document contains them. A delimiter inside quoted text is broken with a
 * backslash after its first character (`#\#begin_quote##`, `<\ANSWER>:`), one more for every backslash that stood
 * there, so that escaping is reversible. Only `cot_answer` is escaped: `text` keeps the corpus's bytes and quote offsets.
 */

export const BEGIN_QUOTE = '##begin_quote##';
export const END_QUOTE = '##end_quote##';
export const ANSWER = '<ANSWER>:';

const PLAIN = /(#|<)(\\*)(#(?:begin|end)_quote##|ANSWER>:|\/?DOCUMENT>|STOP>)/g;

/** Breaks every delimiter in a text that is put between delimiters. */
export function escapeDelimiters(text: string): string {
  return text.replace(PLAIN, '$1\\$2$3');
}

/** Undoes {@link escapeDelimiters}. */
export function unescapeDelimiters(text: string): string {
  return text.replace(PLAIN, (whole, first: string, slashes: string, rest: string) =>
    slashes === '' ? whole : `${first}${slashes.slice(1)}${rest}`,
  );
}

/** A text between quote delimiters. */
export function quoted(text: string): string {
  return `${BEGIN_QUOTE}${escapeDelimiters(text)}${END_QUOTE}`;
}

/** What a `cot_answer` consists of; null when its delimiters do not pair up or the answer is missing. */
export function parseCotAnswer(
  cotAnswer: string,
): { readonly quotes: readonly string[]; readonly answer: string } | null {
  const at = cotAnswer.lastIndexOf(ANSWER);
  if (at < 0) return null;
  const reasoning = cotAnswer.slice(0, at);
  const quotes = [...reasoning.matchAll(/##begin_quote##([\s\S]*?)##end_quote##/g)].map((match) => match[1] ?? '');
  const begins = reasoning.split(BEGIN_QUOTE).length - 1;
  const ends = reasoning.split(END_QUOTE).length - 1;
  if (begins !== quotes.length || ends !== quotes.length) return null;
  const answer = unescapeDelimiters(cotAnswer.slice(at + ANSWER.length).trim());
  return { quotes: quotes.map(unescapeDelimiters), answer };
}
