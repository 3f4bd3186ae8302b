/** Plain aligned tables (cli-table3 knows that Japanese letters are two columns wide). */
import Table from 'cli-table3';
import { printable } from '../failure.js';

const NO_BORDER = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A table with a header row; numbers are aligned right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const numeric = head.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === 'number'));
  const view = new Table({
    head: [...head],
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
    chars: NO_BORDER,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  });
  for (const row of rows)
    view.push(row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : oneLine(cell))));
  return view
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Text on one line, without control characters, cut at `length`. */
export function oneLine(text: string, length = 90): string {
  const flat = printable(text.replace(/\s+/g, ' ').trim());
  return [...flat].length > length ? `${[...flat].slice(0, length - 1).join('')}…` : flat;
}

/** Text on one line of which the beginning and the end are kept: what tells ids and paths apart stands at their end. */
export function bothEnds(text: string, length: number): string {
  const flat = [...oneLine(text, Number.POSITIVE_INFINITY)];
  if (flat.length <= length) return flat.join('');
  const head = Math.floor((length - 1) / 3);
  return `${flat.slice(0, head).join('')}…${flat.slice(flat.length - (length - 1 - head)).join('')}`;
}
