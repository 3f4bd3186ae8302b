/** What the columns of a catalog mean, guessed from its first records, as a person would after a look at them. */
import { RaftCorpusError } from '../core/errors.js';
import { readBytes } from '../dataset/readers/bytes.js';
import type { Encoding, RecordFormat } from '../dataset/readers/formats.js';
import { type ReadRecordsOptions, readRecords } from '../dataset/readers/read-records.js';

/** Records looked at. */
const SAMPLE = 2000;
/** Longest text that is still a fact and not prose, in UTF-16 units. */
const FACT_LENGTH = 60;
/** A catalog with hundreds of columns gets the first of them; the rest is the owner's choice. */
const MOST_FACTS = 20;
/** Most columns that are joined to an id. */
const MOST_ID_COLUMNS = 4;

/** The part of a source's config that its records suggest. */
export interface GuessedRecords {
  readonly encoding?: Encoding;
  readonly csv?: { readonly header: false; readonly columns: readonly string[] };
  readonly onDuplicate?: 'first';
  readonly fields: Readonly<Record<string, unknown>>;
  /** What the owner has to look at, as sentences. */
  readonly notes: readonly string[];
}

interface Column {
  readonly name: string;
  /** One value for each record that was looked at; null where it has none. */
  readonly values: readonly unknown[];
}

/** Guesses from the first records of `path`; an error where there is none that can be read. */
export async function guessRecords(path: string, format: RecordFormat): Promise<GuessedRecords | RaftCorpusError> {
  const encoding = await guessEncoding(path);
  const options = { format, ...(encoding === 'utf-8' ? {} : { encoding }) };
  const named = await sampleColumns(path, options);
  if (!Array.isArray(named)) return named;
  const isData = (format === 'csv' || format === 'tsv') && named.some(({ name }) => looksLikeData(name));
  const csv = { header: false as const, columns: named.map((_, i) => `column_${i + 1}`) };
  const columns = isData ? await sampleColumns(path, { ...options, csv }) : named;
  if (!Array.isArray(columns)) return columns;
  const { id, isUnique } = guessId(columns);
  return {
    ...(encoding === 'utf-8' ? {} : { encoding }),
    ...(isData ? { csv } : {}),
    ...(isUnique ? {} : { onDuplicate: 'first' as const }),
    fields: guessFields(columns, id),
    notes: [
      ...(isData
        ? ['the first line holds values, not names: name the columns (csv.columns) and use the names below']
        : []),
      ...(isUnique ? [] : ['no columns identify a record: of records with one id the first is kept']),
    ],
  };
}

/** UTF-8, or the Japanese encoding in which the first bytes make sense. */
export async function guessEncoding(path: string): Promise<Encoding> {
  let head = Buffer.alloc(0);
  for await (const chunk of readBytes(path, {})) {
    head = Buffer.concat([head, chunk]);
    if (head.length >= 1 << 18) break;
  }
  const decodes = (encoding: Encoding): boolean => {
    try {
      // EUC-JP decoders let C1 control characters through, which no text has and Shift_JIS is full of.
      return !/[\u0080-\u009F]/.test(new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true }));
    } catch {
      return false;
    }
  };
  const encodings: readonly Encoding[] = ['utf-8', 'euc-jp', 'shift_jis'];
  return encodings.find(decodes) ?? 'utf-8';
}

async function sampleColumns(path: string, options: ReadRecordsOptions): Promise<Column[] | RaftCorpusError> {
  const values = new Map<string, unknown[]>();
  let seen = 0;
  for await (const item of readRecords(path, options)) {
    if ('error' in item) return item.error;
    for (const [name, value] of Object.entries(item.record)) {
      const column = values.get(name) ?? Array<unknown>(seen).fill(null);
      column.push(value);
      values.set(name, column);
    }
    seen += 1;
    for (const column of values.values()) if (column.length < seen) column.push(null);
    if (seen >= SAMPLE) break;
  }
  if (values.size === 0) {
    return new RaftCorpusError('there are no records in it', { where: path, fix: 'Name files that hold some.' });
  }
  return [...values].map(([name, all]) => ({ name, values: all }));
}

/** Whether the name of a column is a value: a headerless file's first row. */
function looksLikeData(name: string): boolean {
  return /^(https?:\/\/|\d)/.test(name);
}

const ID = /^(id|sku|isbn|code|key|.*[a-z]ID|.*[_-](id|key|code)|.*(番号|コード|品番))$/i;
const TITLE = /^(title|name|商品名|品名|書名|作品名|タイトル|題名)/i;

/** A column, or several joined, whose values tell the records apart. */
function guessId(columns: readonly Column[]): { readonly id: readonly string[]; readonly isUnique: boolean } {
  const usable = columns.filter(
    (column) =>
      column.values.some(isKnown) && isSimple(column) && !isProse(column) && !isDate(column) && !isUrl(column),
  );
  const byName = [/^(id|sku)$/i, ID].flatMap((pattern) => usable.filter(({ name }) => pattern.test(name)));
  const texts = usable.filter(({ values }) => values.some((value) => typeof value === 'string' && !isNumeric(value)));
  const single = [...byName, ...texts].find((column) => distinct([column]) === column.values.length);
  if (single) return { id: [single.name], isUnique: true };
  const wanted = [...byName, ...texts.filter(({ name }) => TITLE.test(name)), ...texts, ...usable];
  const [first, ...others] = [...new Set(wanted)].filter(({ values }) => values.every(isKnown));
  if (first === undefined) return { id: [columns[0]?.name ?? 'id'], isUnique: false };
  const joined = [first];
  while (joined.length < MOST_ID_COLUMNS && distinct(joined) < first.values.length) {
    const best = others
      .filter((column) => !joined.includes(column))
      .map((column) => ({ column, apart: distinct([...joined, column]) }))
      .sort((a, b) => b.apart - a.apart)[0];
    if (best === undefined || best.apart <= distinct(joined)) break;
    joined.push(best.column);
  }
  return { id: joined.map(({ name }) => name), isUnique: distinct(joined) === first.values.length };
}

/** How many different combinations of values the records have; records that lack one are not counted. */
function distinct(columns: readonly Column[]): number {
  const [first] = columns;
  const keys = (first?.values ?? []).flatMap((_, i) => {
    const parts = columns.map(({ values }) => values[i]);
    return parts.every(isKnown) ? [JSON.stringify(parts)] : [];
  });
  return new Set(keys).size;
}

function guessFields(columns: readonly Column[], id: readonly string[]): Record<string, unknown> {
  const named = (pattern: RegExp): string | undefined => columns.find(({ name }) => pattern.test(name))?.name;
  const title = named(/^title$/i) ?? named(TITLE) ?? wordiest(columns) ?? id[0];
  const updatedAt = named(/(updated|modified|changed|更新日)/i);
  const lang = named(/^(lang|language|locale|言語)$/i);
  const url =
    named(/^(url|link|href)$/i) ??
    columns.find((column) => isUrl(column) && !/cover|image|img|photo|thumb/i.test(column.name))?.name;
  const used = new Set([...(id.length === 1 ? id : []), title, updatedAt, lang, url]);
  const rest = columns.filter((column) => !used.has(column.name) && isWorthKeeping(column));
  const text = rest.filter(isProse).map(({ name }) => name);
  const facts = rest
    .filter(({ name }) => !text.includes(name))
    .slice(0, MOST_FACTS)
    .map(({ name, values }) => [name, factType(name, values)] as const);
  return {
    id: id.length === 1 ? id[0] : id,
    title,
    ...(text.length > 0 ? { text } : {}),
    ...(updatedAt ? { updatedAt } : {}),
    ...(lang ? { lang } : {}),
    ...(url ? { url } : {}),
    ...(facts.length > 0 ? { facts: Object.fromEntries(facts) } : {}),
  };
}

function isKnown(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && !(typeof value === 'string' && /^null$/i.test(value));
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
}

function isSimple({ values }: Column): boolean {
  return values.filter(isKnown).every((value) => typeof value !== 'object');
}

function isUrl({ values }: Column): boolean {
  const known = values.filter(isKnown);
  return known.length > 0 && known.every((value) => typeof value === 'string' && /^https?:\/\//.test(value));
}

/** Simple values that at least half of the records have; links and pictures tell a reader nothing. */
function isWorthKeeping({ values }: Column): boolean {
  const known = values.filter((v) => v !== null && v !== '');
  const simple = known.every((v) => typeof v !== 'object' || Array.isArray(v));
  return (
    simple && known.length * 2 >= values.length && !known.some((v) => typeof v === 'string' && /^https?:\/\//.test(v))
  );
}

function isDate({ values }: Column): boolean {
  const known = values.filter(isKnown);
  return known.length > 0 && known.every((v) => typeof v === 'string' && /^\d{4}[-/]\d{1,2}[-/]\d{1,2}/.test(v));
}

/** Where no column is called a title: the one that reads most like one, with many words in few characters. */
function wordiest(columns: readonly Column[]): string | undefined {
  const words = ({ values }: Column): number =>
    values.reduce<number>((sum, v) => sum + (typeof v === 'string' ? (v.match(/[\p{L}\p{N}]+/gu) ?? []).length : 0), 0);
  return columns
    .filter((column) => isSimple(column) && !isProse(column) && !isUrl(column) && !isDate(column))
    .map((column) => ({ name: column.name, words: words(column) }))
    .filter(({ words: count }) => count > 0)
    .sort((a, b) => b.words - a.words)[0]?.name;
}

function isProse({ values }: Column): boolean {
  const lengths = values.flatMap((v) => (typeof v === 'string' && v !== '' ? [v.length] : [])).sort((a, b) => a - b);
  return (lengths[Math.floor(lengths.length / 2)] ?? 0) > FACT_LENGTH;
}

function factType(name: string, values: readonly unknown[]): unknown {
  const known = values.filter(isKnown);
  const all = (test: (v: unknown) => boolean): boolean => known.length > 0 && known.every(test);
  const currency = /jpy|yen|円|価格|定価|値段/i.test(name) ? 'JPY' : /usd|dollar/i.test(name) ? 'USD' : undefined;
  const numeric = all(isNumeric);
  if (numeric && currency) return { type: 'money', currency };
  // A long run of digits is a code, not a quantity; so is a name that says so.
  const isCode = /isbn|code|phone|zip/i.test(name) || known.some((v) => String(v).length > 9 || /^0\d/.test(String(v)));
  if (numeric) return isCode ? 'text' : 'number';
  if (all((v) => typeof v === 'boolean')) return 'boolean';
  if (all((v) => Array.isArray(v))) return 'list';
  if (isDate({ name, values })) return 'date';
  return 'text';
}
