/** Reading single values out of a record: dotted paths, ids, texts. */

import type { DataRecord } from '../../dataset/readers/record.js';
import { isUnknown } from '../../text/unknown.js';
import { scalarText } from './values.js';

/**
 * The value at a column name or dotted path: a key that holds the dots itself comes first, then `titles.en`,
 * `sites.0.id`; over an array without a number, `sites.id` gives the list of each element's value. Unknown is undefined.
 */
export function valueAt(record: DataRecord, path: string): unknown {
  if (Object.hasOwn(record, path)) return known(record[path]);
  return path.includes('.') ? known(walk(record, path.split('.'))) : undefined;
}

function walk(value: unknown, segments: readonly string[]): unknown {
  const [segment, ...rest] = segments;
  if (segment === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) && !/^\d+$/.test(segment)) {
    const values = value.map((item) => walk(item, segments)).filter((item) => !isUnknown(item));
    return values.length === 0 ? undefined : values;
  }
  return Object.hasOwn(value, segment) ? walk((value as DataRecord)[segment], rest) : undefined;
}

function known(value: unknown): unknown {
  return isUnknown(value) ? undefined : value;
}

/** The first of several columns that is known, as text; null when none is. */
export function firstText(record: DataRecord, columns: readonly string[]): string | null {
  for (const column of columns) {
    const text = scalarText(valueAt(record, column));
    if (text !== null && text !== '') return text;
  }
  return null;
}

/** The paragraphs of a text column: a string, or an array of strings; null when unknown; undefined when it is neither. */
export function longText(value: unknown): string | null | undefined {
  if (isUnknown(value)) return null;
  if (!Array.isArray(value)) return scalarText(value) ?? undefined;
  const texts = value.filter((item) => !isUnknown(item)).map(scalarText);
  return texts.includes(null) ? undefined : texts.join('\n\n') || null;
}

/** The id of a record, or the columns that are missing. */
export type RecordId = { readonly id: string } | { readonly problem: string };

/**
 * The doc_id from one column, kept exactly as it stands there, or joined from several with ` / `. In joined ids a slash
 * or backslash of a part is escaped (`\/`, `\\`) and an unknown part is empty, so that different parts never give one id.
 */
export function recordId(record: DataRecord, columns: readonly string[]): RecordId {
  const parts = columns.map((column) => idPart(valueAt(record, column)));
  const structured = columns.find((_, index) => parts[index] === undefined);
  const inexact = columns.find((column) => isInexact(valueAt(record, column)));
  if (inexact !== undefined)
    return {
      problem: `the id in "${inexact}" is a number with more digits than JSON readers keep; write it as a text`,
    };
  const torn = columns.find((_, index) => parts[index]?.isWellFormed() === false);
  if (torn !== undefined) return { problem: `the id in "${torn}" holds half a character (a lone surrogate)` };
  if (structured !== undefined) return { problem: `the id in "${structured}" is an object or list` };
  if (parts.every((part) => part === null)) {
    const names = columns.map((column) => `"${column}"`).join(', ');
    return { problem: `the record has no id: ${names} ${columns.length === 1 ? 'is' : 'are'} missing or unknown` };
  }
  if (parts.length === 1) return { id: parts[0] ?? '' };
  return { id: parts.map((part) => (part ?? '').replace(/[\\/]/g, '\\$&')).join(' / ') };
}

/** Two ids that differ in their last digit would be one. */
function isInexact(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
}

function idPart(value: unknown): string | null | undefined {
  if (value === undefined) return null;
  return typeof value === 'object' ? undefined : String(value);
}
