/** What stands around digits that are no value: links, versions, section numbers, citations, footnotes. */

/** A character that no pattern matches; stands in for what must not be read. */
export const BLANK = '\u0001';

/** Every repetition is bounded or consumes what it matches once, so this is linear. */
const UNREADABLE =
  /https?:\/\/[^\s<>"')\]]+|www\.[^\s<>"')\]]+|\]\([^)\s]{1,500}\)|\[\^[^\]\s]{1,40}\]|\[\d{1,3}\](?!\()|<!--[^>]{0,500}-->|<\/?[a-z][^<>]{0,300}>|\{[%{][^}]{0,200}[%}]\}|&#?[a-z0-9]{1,8};|(?:\+\d{1,3} ?)?\(\d{2,4}\) ?\d{2,4}-\d{3,4}/g;

/** Blanks links' targets, footnote marks, tags, template code and telephone numbers; keeps offsets. */
export function blankUnreadable(folded: string): string {
  return folded.replace(UNREADABLE, (match) => {
    if (match.startsWith('](')) return `]${BLANK.repeat(match.length - 1)}`;
    return BLANK.repeat(match.length);
  });
}

/** Versions, telephone numbers, addresses, ISBNs: digits joined by the same marks more than once. */
const IDENTIFIER = /\d+(?:[.\-/:,]\d+){2,}/y;
const WELL_FORMED_NUMBER = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** The end of an identifier that starts at `at`, or -1. */
export function identifierEnd(folded: string, at: number): number {
  IDENTIFIER.lastIndex = at;
  const match = IDENTIFIER.exec(folded);
  return match === null || WELL_FORMED_NUMBER.test(match[0]) ? -1 : at + match[0].length;
}

const REFERENCE_BEFORE =
  /(?:\b(?:sections?|secs?|articles?|art|clauses?|paragraphs?|para|exhibit|appendix|annex|schedule|table|figure|fig|steps?|parts?|pages?|rules?|title|level|phase|question|number|version|ver|usc|u\.s\.c|cfr|c\.f\.r|pub\. ?l|no|q|p|pp|v|vs)\b\.?|[§#@№+]) ?(?:\d[\d.()a-z]{0,8}(?:, | and | or | through | ?- ?|, and | \([^()]{1,40}\),? (?:and )?)){0,8}$/;
const REFERENCE_AFTER = /\([a-z]\)|[.、](?=\s|$)|\)| ?(?:u\.s\.c|usc|c\.f\.r|cfr)\b|[条章節項款]/y;
const LINE_PREFIX = /\n[ \t>#*|_-]*\(?$/;
/** Decimals at the start of a line number a section: `### 12.2 Amendments`. */
const SECTION_NUMBER = /^\d+\.\d+$/;
const NAME_BEFORE = /[\p{L}\d,;)\]"'’[(*_“] ?[[(*_"“]*[A-Z][\w]*[ -]$/u;

/** A sentence that begins with a name, a number and a noun: `Basecamp 4 accounts are …`. */
const NAME_AT_START = /(?:^|[.!?:;\n*#>-] ?)([A-Z][\p{L}\d]*) $/u;
/** Words that begin a sentence before a count: `Only 5 accounts …`. */
const NO_NAME =
  /^(?:Only|All|The|These|Those|Any|Every|Each|First|Last|Next|Over|Under|About|Around|Nearly|Almost|Within|After|Before|For|In|At|To|Per|With|And|Or|If|Max|Maximum|Min|Minimum|Total|Limit|Get|Buy|Order|Use|Add|Choose|Pick|Collect|Earn|Save|Send|Allow|Have|Has|Your|Our|Their|Most|Least|Exactly|Another|Free|Than|Up)$/;

/** Whether a count of something unknown at `start` is rather the version in a name. */
export function startsWithName(text: string, start: number): boolean {
  const word = NAME_AT_START.exec(text.slice(Math.max(0, start - 32), start))?.[1];
  return word !== undefined && !NO_NAME.test(word);
}

/** `OAuth 2.0`, `Basecamp 4 accounts`: the numeral at `start` belongs to a name. `text` is the original. */
export function isPartOfName(text: string, start: number): boolean {
  return NAME_BEFORE.test(text.slice(Math.max(0, start - 32), start));
}

/** Whether the numeral in `folded[start, end)` numbers a section, a list item, a rule or a thing. */
export function isReference(folded: string, start: number, end: number): boolean {
  const before = start < 80 ? `\n${folded.slice(0, start)}` : folded.slice(start - 80, start);
  if (/[a-z_&=\\/]$/.test(before) && !/[^a-z](?:usd|jpy|eur|gbp|us)$/.test(` ${before}`)) return true;
  if (/[\w.]-$|[\d.]$|\d[,/:]$/.test(before)) return true;
  if (/[a-z§#@№+]/.test(before) && REFERENCE_BEFORE.test(before)) return true;
  if (SECTION_NUMBER.test(folded.slice(start, end)) && LINE_PREFIX.test(before)) return true;
  REFERENCE_AFTER.lastIndex = end;
  const after = REFERENCE_AFTER.exec(folded)?.[0];
  if (after === undefined) return /^[a-z_/\\@]/.test(folded.slice(end, end + 1));
  if (after === '.' || after === '、') return LINE_PREFIX.test(before);
  if (after === ')') return LINE_PREFIX.test(before) || /\w?\($/.test(before);
  return true;
}
