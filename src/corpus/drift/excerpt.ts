/** Short excerpts around a change, cut at words. */

/** Longest excerpt, in UTF-16 code units. */
const LONGEST = 160;
/** What stands before the change, to say where it is. */
const LEAD = 40;

/** The beginning of a text, whole words, at most 160 characters. */
export function excerptOf(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return cut(flat, 0, LONGEST);
}

/** Both texts around the first place where they differ, at most 160 characters each, whole words. */
export function excerptAround(oldText: string, newText: string): { readonly old: string; readonly fresh: string } {
  const [a, b] = [oldText, newText].map((text) => text.replace(/\s+/g, ' ').trim()) as [string, string];
  let prefix = 0;
  while (prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix += 1;
  let suffix = 0;
  const most = Math.min(a.length, b.length) - prefix;
  while (suffix < most && a[a.length - 1 - suffix] === b[b.length - 1 - suffix]) suffix += 1;
  const from = wordStart(a, Math.max(0, prefix - LEAD));
  const window = (text: string): string => {
    const end = Math.min(text.length - suffix + LEAD, from + LONGEST);
    return cut(text, from, Math.max(end - from, 1));
  };
  return { old: window(a), fresh: window(b) };
}

const LETTER = /[\p{L}\p{N}]/u;
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether a cut before `at` goes through a word or a character. */
function splitsWord(text: string, at: number): boolean {
  const before = text[at - 1];
  const after = text[at];
  if (before === undefined || after === undefined) return false;
  if (/[\uDC00-\uDFFF]/.test(after)) return true;
  return LETTER.test(before) && LETTER.test(after) && !SPACELESS.test(before) && !SPACELESS.test(after);
}

function wordStart(text: string, at: number): number {
  let start = at;
  for (let steps = 0; steps < LEAD && start > 0 && splitsWord(text, start); steps++) start -= 1;
  return start;
}

/** `text[from, from + length)` shortened to whole words, with an ellipsis where something is left off. */
function cut(text: string, from: number, length: number): string {
  let end = Math.min(text.length, from + length);
  const isCut = end < text.length;
  if (isCut) end = Math.min(end, from + LONGEST - 2);
  for (let steps = 0; steps < LEAD && end > from + 1 && splitsWord(text, end); steps++) end -= 1;
  const lead = from > 0 ? '…' : '';
  return `${lead}${text.slice(from, end).trim()}${isCut ? '…' : ''}`.slice(0, LONGEST);
}
