/** Two lines that read alike but for one value: `Volumes: 107` and `Volumes: 110`. */
import { MONTHS } from '../../text/months.js';
import { foldText } from '../../text/normalize.js';
import { extractValues } from '../../text/values.js';
import { mentions } from '../../verify/value-forms.js';

/** What the one line says and what the other says in its place. */
export interface Replacement {
  readonly own: string;
  readonly other: string;
}

/** Numbers as a whole (with their separators), Latin words, runs of white space, single characters of anything else. */
const TOKEN = /\d+(?:[.,:/-]\d+)*|[\p{Script=Latin}\p{M}]+|\s+|./gsu;
/** Characters of a value; longer ones are other sentences. */
const LONGEST = 48;
/** Letters that two sentences must share, as a multiple of the longer value. */
const LEAST_SHARED = 1.5;

/** The values in which two lines differ; null when they are equal, or differ in more than one place. */
export function otherValue(line: string, another: string): Replacement | null {
  const [a, b] = [tokensOf(line), tokensOf(another)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  const most = Math.min(a.length, b.length) - head;
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const own = a
    .slice(head, a.length - tail)
    .join('')
    .trim();
  const other = b
    .slice(head, b.length - tail)
    .join('')
    .trim();
  if (own === '' || other === '' || own.length > LONGEST || other.length > LONGEST) return null;
  if (foldText(own) === foldText(other) || isSameAmount(own, other)) return null;
  const [before, after] = [a.slice(0, head).join(''), a.slice(a.length - tail).join('')];
  const longer = Math.max(own.length, other.length);
  return isLabel(before) || lettersIn(before + after) >= LEAST_SHARED * longer ? { own, other } : null;
}

/** `Volumes (巻数): ` and `巻数：`, however long the values are. */
function isLabel(before: string): boolean {
  return /\p{L}[)）\]」]?\s*[:：]\s*$/u.test(before);
}

function lettersIn(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

/** `¥1,000` and `1000` are one value. */
function isSameAmount(own: string, other: string): boolean {
  const [a, b] = [extractValues(own), extractValues(other)];
  return a.length > 0 && a.length === b.length && a.every(({ amount }, i) => amount === b[i]?.amount);
}

function tokensOf(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

/**
 * `answer` with the other value in place of its own, written in the same way (`2026-04-01` in the line may be `April 1,
 * 2026` in the answer).
 *
 * @returns null where the answer does not state the value in a form that can be replaced, or would state both
 */
export function replaceValue(answer: string, { own, other }: Replacement): string | null {
  const literal = replaceOnce(answer, own, other);
  if (literal !== null) return mentions(literal, own) ? null : literal;
  const [value, ...more] = extractValues(own);
  const [wrong, ...others] = extractValues(other);
  if (!value || !wrong || more.length > 0 || others.length > 0 || value.kind !== wrong.kind) return null;
  const stated = extractValues(answer).filter(({ canonical }) => canonical === value.canonical);
  const [place] = stated;
  if (!place || stated.length > 1) return null;
  const written = inTheManner(place.surface, wrong.canonical);
  return written === null ? null : `${answer.slice(0, place.start)}${written}${answer.slice(place.end)}`;
}

/** A text value in brackets repeats, in the source's words, what stands before them in the answer's: both would differ. */
function replaceOnce(answer: string, own: string, other: string): string | null {
  const at = answer.indexOf(own);
  if (at < 0 || answer.includes(own, at + 1) || !mentions(answer, own)) return null;
  if (/[（(]$/.test(answer.slice(0, at)) && /^[）)]/.test(answer.slice(at + own.length))) return null;
  return `${answer.slice(0, at)}${other}${answer.slice(at + own.length)}`;
}

/** A date in the form that another is written in; null for forms that are not known. */
function inTheManner(surface: string, canonical: string): string | null {
  const match = /^date:(\d{4})-(\d{2})-(\d{2})$/.exec(canonical);
  if (!match) return null;
  const [year, month, day] = [match[1] ?? '', Number(match[2]), Number(match[3])];
  const name = MONTHS[month - 1] ?? '';
  if (/^\d{4}年\d{1,2}月\d{1,2}日$/.test(surface)) return `${year}年${month}月${day}日`;
  if (/^[A-Z][a-z]+ \d{1,2}, \d{4}$/.test(surface)) return `${name} ${day}, ${year}`;
  if (/^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(surface)) return `${day} ${name} ${year}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(surface) ? canonical.slice('date:'.length) : null;
}
