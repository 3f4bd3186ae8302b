/** A catalog record as a mapped entry: what a document has, before its text is written. */

import { toLineFeeds } from '../../dataset/readers/read-text.js';
import type { DataRecord } from '../../dataset/readers/record.js';
import { parseTimestamp } from '../../text/timestamps.js';
import { isUnknown } from '../../text/unknown.js';
import type { Fact } from '../document.js';
import type { SourceConfig } from './config.js';
import { columnsOf, type FactSpec, factSpecs } from './config-fields.js';
import { readLang } from './lang.js';
import { firstText, longText, recordId, valueAt } from './record-values.js';
import { parseFact, scalarText } from './values.js';

/** A text column: its paragraphs still in one string, LF line ends. */
export interface EntryText {
  readonly column: string;
  readonly text: string;
  readonly spoiler: boolean;
}

/** A record whose columns have become what a document has. Instants are ISO 8601 in UTC. */
export interface Entry {
  readonly docId: string;
  readonly title: string;
  /** As the record says; null: it does not. */
  readonly lang: string | null;
  readonly url: string | null;
  readonly texts: readonly EntryText[];
  /** One for each configured fact, in order; unknown ones too. */
  readonly facts: readonly Fact[];
  readonly updatedAt: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly translationOf: string | null;
  readonly group: string | null;
}

/** Something in a record that cannot stand. */
export interface Problem {
  readonly message: string;
  readonly fix: string;
}

/** The entry, or all that is wrong with the record; `docId` when at least that is known. */
export type Mapped =
  | { readonly entry: Entry }
  | { readonly problems: readonly Problem[]; readonly docId: string | null };

/** Maps records of one source; the column lists are worked out once. */
export function createRecordMapper(config: SourceConfig): (record: DataRecord) => Mapped {
  const fields = config.fields ?? {};
  const facts = factSpecs(fields);
  const idColumns = columnsOf(fields.id);
  const titleColumns = columnsOf(fields.title ?? 'title');
  const textColumns = [
    ...columnsOf(fields.text).map((column) => ({ column, spoiler: false })),
    ...columnsOf(fields.spoiler).map((column) => ({ column, spoiler: true })),
  ];
  return (record) => {
    const problems: Problem[] = [];
    const id = recordId(record, idColumns);
    const docId = 'id' in id ? id.id : null;
    if ('problem' in id) problems.push({ message: id.problem, fix: 'Give the record an id, or correct fields.id.' });
    const title = firstText(record, titleColumns);
    if (title === null) problems.push(noTitle(titleColumns));
    const entry: Entry = {
      docId: docId ?? '',
      title: title ?? '',
      lang: langOf(record, fields.lang, problems),
      url: textOf(record, fields.url),
      texts: textsOf(record, textColumns, problems),
      facts: facts.map((spec) => factOf(record, spec, config.timezone, problems)),
      updatedAt: instantOf(record, fields.updatedAt, config.timezone, problems),
      validFrom: instantOf(record, fields.validFrom, config.timezone, problems),
      validTo: instantOf(record, fields.validTo, config.timezone, problems),
      translationOf: textOf(record, translationColumn(config)),
      group: textOf(record, fields.group ?? config.group),
    };
    checkTogether(entry, problems);
    return problems.length === 0 ? { entry } : { problems, docId };
  };
}

/** What no single value shows: an entry that ends before it begins, or translates itself. */
export function checkTogether(
  entry: Pick<Entry, 'docId' | 'validFrom' | 'validTo' | 'translationOf'>,
  problems: Problem[],
): void {
  const { validFrom, validTo } = entry;
  if (validFrom !== null && validTo !== null && validTo <= validFrom) {
    problems.push({
      message: `valid_to (${validTo}) is not after valid_from (${validFrom})`,
      fix: 'valid_to is the first instant at which it no longer holds.',
    });
  }
  if (entry.translationOf !== null && entry.translationOf === entry.docId) {
    problems.push({ message: 'it says that it is a translation of itself', fix: 'Name the original, or nothing.' });
  }
}

/** The instant in a column or key; null when unknown. What cannot be read for certain becomes a problem. */
export function instantAt(value: unknown, column: string, timezone: string, problems: Problem[]): string | null {
  const parsed = parseTimestamp(value, { timezone });
  if (parsed.ok === true) return parsed.instant;
  if (parsed.ok === false) {
    const shown = JSON.stringify(value)?.slice(0, 60);
    problems.push({
      message: `${column}: ${shown} ${parsed.reason}`,
      fix: 'Write 2026-04-01 or 2026-04-01T10:30:00+09:00.',
    });
  }
  return null;
}

function instantOf(
  record: DataRecord,
  column: string | undefined,
  timezone: string,
  problems: Problem[],
): string | null {
  return column === undefined ? null : instantAt(valueAt(record, column), column, timezone, problems);
}

function translationColumn(config: SourceConfig): string | undefined {
  const { translationOf } = config;
  return translationOf !== undefined && 'field' in translationOf ? translationOf.field : config.fields?.translationOf;
}

function noTitle(columns: readonly string[]): Problem {
  const names = columns.map((column) => `"${column}"`).join(', ');
  return {
    message: `the record has no title: ${names} ${columns.length === 1 ? 'is' : 'are'} missing or unknown`,
    fix: 'Correct fields.title; a list of columns takes the first that is known.',
  };
}

function langOf(record: DataRecord, column: string | undefined, problems: Problem[]): string | null {
  const value = column === undefined ? undefined : valueAt(record, column);
  if (column === undefined || isUnknown(value)) return null;
  const lang = readLang(value);
  if (lang === null) {
    problems.push({
      message: `${column}: ${JSON.stringify(value)} is no language`,
      fix: 'Write a code such as ja or en.',
    });
  }
  return lang;
}

function textOf(record: DataRecord, column: string | undefined): string | null {
  return column === undefined ? null : scalarText(valueAt(record, column)) || null;
}

function textsOf(
  record: DataRecord,
  columns: readonly { readonly column: string; readonly spoiler: boolean }[],
  problems: Problem[],
): EntryText[] {
  return columns.flatMap(({ column, spoiler }) => {
    const text = longText(valueAt(record, column));
    if (text === undefined) {
      problems.push({
        message: `${column}: the text is an object`,
        fix: 'Name its part with a dotted path: synopsis.en',
      });
    }
    return text ? [{ column, text: toLineFeeds(text), spoiler }] : [];
  });
}

function factOf(record: DataRecord, spec: FactSpec, timezone: string, problems: Problem[]): Fact {
  const parsed = parseFact(valueAt(record, spec.column), spec, timezone);
  if (parsed.ok) return { field: spec.field, value: parsed.value };
  problems.push({ message: `${spec.column}: ${parsed.message}`, fix: parsed.fix });
  return { field: spec.field, value: null };
}
