/** A comparison with its two sides confused: the quotes are right, and what is said of the one is true of the other. */
import { ANSWER, END_QUOTE } from '../../dataset/delimiters.js';
import type { RaftRow } from '../../dataset/raft-row.js';
import { extractValues } from '../../text/values.js';

/** Yes and no would have to be turned too, and the sentence after them with it. */
const YES_OR_NO = /^(?:yes|no|はい|いいえ)(?![\p{L}])/iu;

/**
 * The `cot_answer` of a comparison with the names of the two sides swapped in the answer; its own conclusion is left out of
 * the reasoning. Wrong because the two values differ.
 *
 * @returns null for anything but a comparison of two differing facts whose answer names both sides once, and both values
 */
export function swapSubjects(row: RaftRow): string | null {
  const [first, second, ...more] = row.gold?.facts ?? [];
  if (row.type !== 'comparison' || !first || !second || more.length > 0 || YES_OR_NO.test(row.answer)) return null;
  if (first.field !== second.field || first.value.value === second.value.value) return null;
  if (![first, second].every(({ value }) => states(row.answer, value.value))) return null;
  const [a, b] = [nameIn(row.answer, first.subjects), nameIn(row.answer, second.subjects)];
  if (a === null || b === null || a === b || a.includes(b) || b.includes(a)) return null;
  const swapped = row.answer
    .split(a)
    .map((part) => part.replaceAll(b, () => a))
    .join(b);
  const quotes = upToLastQuote(row.cot_answer);
  return quotes === null ? null : `${quotes}${ANSWER} ${swapped}`;
}

/** Both values must be said, each of its side: “they differ by 6” stays true when the names are swapped. */
function states(answer: string, value: unknown): boolean {
  const amount = typeof value === 'number' ? value : Number(String(value).replaceAll('-', ''));
  return extractValues(answer).some((stated) => stated.amount === amount);
}

/** How the answer writes one of the names: as it is, or with the title in Japanese quotation marks before its volume. */
function nameIn(answer: string, subjects: readonly string[]): string | null {
  for (const subject of subjects) {
    const [, title = subject, volume = ''] = /^(.+?) (\d+巻.*)$/.exec(subject) ?? [];
    const found = [`『${title}』${volume}`, subject].find((form) => answer.split(form).length === 2);
    if (found !== undefined) return found;
  }
  return null;
}

/** The reasoning through the sentence of its last quote, with the white space after it. */
function upToLastQuote(cotAnswer: string): string | null {
  const end = cotAnswer.lastIndexOf(END_QUOTE);
  if (end < 0) return null;
  const after = cotAnswer.slice(end + END_QUOTE.length, cotAnswer.lastIndexOf(ANSWER));
  const sentence = /^[^。.]*[。.]?\s*/.exec(after)?.[0] ?? '';
  return `${cotAnswer.slice(0, end + END_QUOTE.length)}${sentence}`;
}
