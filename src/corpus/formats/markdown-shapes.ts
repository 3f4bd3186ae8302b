/**
 * Lists and tables so regular that no parser is needed to see where they end: most of them. A syntax tree of
 * a list of short lines costs a hundred times the scan.
 */

const ITEM = /^([-*+]|\d{1,9}(?=[.)]))([.)]?) {1,4}(?=\S)/;
const RULE = /^([-*])[ \t]*(?:\1[ \t]*){2,}$/;
const DELIMITER_ROW = /^\|(?:[ \t]*:?-+:?[ \t]*\|)+$/;

/**
 * Whether the lines of a Markdown segment are exactly one list or one table; null leaves the question to the
 * parser.
 */
export function regularShape(source: string): 'list' | 'table' | null {
  const lines = source.trimEnd().split('\n');
  if (source.startsWith('|')) return isTable(lines) ? 'table' : null;
  return isList(lines) ? 'list' : null;
}

/** Items with one sort of marker, unindented, and lines indented at least as deep as their item's text. */
function isList(lines: readonly string[]): boolean {
  let sort: string | null = null;
  let width = 0;
  for (const line of lines) {
    if (/^[ \t]*$/.test(line)) continue;
    const item = ITEM.exec(line);
    if (item === null) {
      if (sort === null || indentOf(line) < width) return false;
      continue;
    }
    const itemSort = item[2] || item[1] || '';
    if ((sort !== null && itemSort !== sort) || RULE.test(line)) return false;
    sort = itemSort;
    width = item[0].length;
  }
  return sort !== null;
}

function indentOf(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 0x20) at++;
  return at;
}

/** Rows between bars, with a delimiter row of as many cells as the header. */
function isTable(lines: readonly string[]): boolean {
  const [header = '', delimiters = ''] = lines.map((line) => line.trimEnd());
  if (!DELIMITER_ROW.test(delimiters) || /[\\`]/.test(header)) return false;
  if (header.split('|').length !== delimiters.split('|').length) return false;
  return lines.every((line) => line.startsWith('|') && line.trimEnd().endsWith('|'));
}
