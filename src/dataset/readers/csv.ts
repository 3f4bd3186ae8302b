/** CSV and TSV files as records: keys from the header line or from the config. */
import { RaftCorpusError } from '../../core/errors.js';
import { RowAssembler } from './csv-records.js';
import { readLines } from './lines.js';
import { type DataRecord, errorAt, type ReaderContext, type ReadItem } from './record.js';

/** How a delimited file is laid out. */
export interface CsvOptions {
  /** Whether the first row names the columns; default: yes, unless `columns` are given. */
  readonly header?: boolean | undefined;
  /** Names of the columns, in order; with `header: true` they replace the names of the first row. */
  readonly columns?: readonly string[] | undefined;
  /** What separates fields; default `,` for csv, a tab for tsv. */
  readonly delimiter?: string | undefined;
}

/** Reads the rows of UTF-8 chunks; a row of the wrong width or with a stray quote is an error item and reading goes on. */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>,
  options: CsvOptions & { readonly delimiter: string },
  context: ReaderContext,
): AsyncGenerator<ReadItem> {
  const rows = new RowAssembler(options.delimiter);
  const table = new Table(options, context);
  /** A line inside the open row did not decode: the row is lost with it. */
  let spoilt: ReadItem | null = null;
  for await (const lines of readLines(chunks, context)) {
    for (const line of lines) {
      // A line that does not decode still moves the row on: as if it were empty, so that later rows stay whole.
      if ('error' in line) spoilt = line;
      if ('error' in line && rows.openedAt === null) {
        yield line;
        spoilt = null;
        if (line.fatal || table.columns === null) return;
        continue;
      }
      const row = rows.take('error' in line ? '' : line.text, line.line);
      if (rows.length > context.maxRecordBytes) return yield neverClosed(rows, context);
      if (row === null) continue;
      const item = spoilt ?? ('problem' in row ? badRow(row, context) : table.item(row.fields, row.line));
      spoilt = null;
      if (item !== null) yield item;
      if (table.columns === null) return;
    }
  }
  if (rows.openedAt !== null) yield neverClosed(rows, context);
}

/** The columns, once known, and the rows under them. */
class Table {
  columns: readonly string[] | null;
  #headerPending: boolean;
  readonly #context: ReaderContext;
  readonly #options: CsvOptions;

  constructor(options: CsvOptions, context: ReaderContext) {
    this.#headerPending = options.header ?? options.columns === undefined;
    if (!this.#headerPending && options.columns === undefined) {
      throw new RaftCorpusError('a file without a header needs column names', {
        where: context.name,
        fix: 'Set csv: { header: false, columns: [...] } on the source.',
      });
    }
    this.columns = options.columns ?? [];
    this.#options = options;
    this.#context = context;
  }

  /** The item for a row; null for the header. After a bad header {@link columns} is null: nothing can be read. */
  item(fields: readonly string[], line: number): ReadItem | null {
    if (this.#headerPending) return this.#header(fields, line);
    const columns = this.columns ?? [];
    if (fields.length !== columns.length) {
      const message = `${fields.length} fields where ${columns.length} columns are expected`;
      return errorAt(this.#context, line, { message, fix: widthFix(fields.length, columns.length, this.#options) });
    }
    const record: Record<string, unknown> = Object.create(null);
    for (let i = 0; i < columns.length; i++) record[columns[i] ?? ''] = fields[i];
    return { record: record as DataRecord, line };
  }

  #header(fields: readonly string[], line: number): ReadItem | null {
    this.#headerPending = false;
    if (this.#options.columns !== undefined) {
      return fields.length === this.#options.columns.length ? null : this.#badHeader(fields, line);
    }
    const names = fields.map((name) => name.trim());
    const repeated = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
    this.columns = names;
    if (repeated === undefined) return null;
    this.columns = null;
    const message = `two columns are called ${JSON.stringify(repeated)}`;
    return errorAt(this.#context, line, { message, fix: 'Name them apart with csv: { columns: [...] }.', fatal: true });
  }

  #badHeader(fields: readonly string[], line: number): ReadItem {
    const expected = this.#options.columns?.length ?? 0;
    this.columns = null;
    const message = `the header has ${fields.length} columns, the config names ${expected}`;
    return errorAt(this.#context, line, { message, fix: `The header: ${fields.join(', ')}.`, fatal: true });
  }
}

function badRow(row: { readonly problem: string; readonly line: number }, context: ReaderContext): ReadItem {
  return errorAt(context, row.line, { message: row.problem, fix: 'Double the quotes inside a quoted field: "".' });
}

function neverClosed(rows: RowAssembler, context: ReaderContext): ReadItem {
  return errorAt(context, rows.openedAt ?? 0, {
    message: 'a quote is opened on this line and never closed',
    fix: 'Close or double the quote; if the file is cut off, fetch it again.',
    fatal: true,
  });
}

function widthFix(found: number, expected: number, options: CsvOptions): string {
  if (found === 1 && expected > 1) return 'Is the line cut off, or csv: { delimiter } not the one the file uses?';
  if (options.columns !== undefined) return 'Give csv.columns one name for each field, in order.';
  return 'Quote fields that hold the delimiter or line ends.';
}
