/** One LanceDB table with typed rows: scans in batches, appends as Arrow, predicates from versions.ts only. */
import type { Table } from '@lancedb/lancedb';
import { RaftCorpusError } from '../core/errors.js';
import { type Columns, decodeRows, decodeVectors, encodeRows, VECTOR_COLUMN } from './columns.js';
import { storeReason } from './reason.js';

/** Rows of one batch, and their vectors (row-major [rows.length × dims]) when asked for. */
export interface RowBatch<Row> {
  readonly rows: Row[];
  readonly vectors: Float32Array;
}

export interface ScanOptions<Row> {
  readonly where?: string;
  /** Only these columns are read and set. Default: all. */
  readonly columns?: readonly (keyof Row & string)[];
  readonly vectors?: boolean;
}

/** A table of the store. Order of scans is not defined: sort by id where order matters. */
export class StoreTable<Row> {
  constructor(
    private readonly table: Table,
    private readonly columns: Columns<Row>,
    /** Length of the vectors, where the table has them. */
    readonly dims?: number,
  ) {}

  /** Reads in batches, so memory does not grow with the table. */
  async *scan(options: ScanOptions<Row> = {}): AsyncGenerator<RowBatch<Row>> {
    const names: string[] = [...(options.columns ?? (Object.keys(this.columns) as (keyof Row & string)[]))];
    if (options.vectors) names.push(VECTOR_COLUMN);
    const query = this.table.query().select(names);
    if (options.where !== undefined) query.where(options.where);
    try {
      for await (const batch of query) {
        yield {
          rows: decodeRows(this.columns, batch),
          vectors: options.vectors ? decodeVectors(batch) : new Float32Array(),
        };
      }
    } catch (error) {
      throw this.failure('read', error);
    }
  }

  /** All rows of a scan, for tables and selections that are known to be small. */
  async rows(options: Omit<ScanOptions<Row>, 'vectors'> = {}): Promise<Row[]> {
    const all: Row[] = [];
    for await (const { rows } of this.scan(options)) for (const row of rows) all.push(row);
    return all;
  }

  async count(where?: string): Promise<number> {
    return this.table.countRows(where).catch((error: unknown) => Promise.reject(this.failure('count', error)));
  }

  /** @param vectors row-major [rows.length × dims]; needed when the table has vectors */
  async append(rows: readonly Row[], vectors?: Float32Array): Promise<void> {
    if (rows.length === 0) return;
    const withVectors = vectors && this.dims !== undefined ? { vectors: { data: vectors, dims: this.dims } } : {};
    try {
      await this.table.add(encodeRows({ columns: this.columns, rows, ...withVectors }));
    } catch (error) {
      throw this.failure('write to', error);
    }
  }

  /** @returns how many rows changed */
  async update(where: string, values: Partial<Record<keyof Row & string, string | number | null>>): Promise<number> {
    const valuesSql = Object.fromEntries(
      Object.entries<string | number | null | undefined>(values).map(([key, value]) => [key, literal(value)]),
    );
    try {
      return (await this.table.update({ where, valuesSql })).rowsUpdated;
    } catch (error) {
      throw this.failure('update', error);
    }
  }

  async delete(where: string): Promise<void> {
    await this.table.delete(where).catch((error: unknown) => Promise.reject(this.failure('delete from', error)));
  }

  /** What its newest version takes, and how many rows that is. */
  async bytes(): Promise<{ readonly bytes: number; readonly rows: number }> {
    const stats = await this.table.stats().catch((error: unknown) => Promise.reject(this.failure('measure', error)));
    return { bytes: stats.totalBytes, rows: stats.numRows };
  }

  /** Compacts fragments and drops files that no version younger than `cleanupOlderThan` needs. */
  async optimize(cleanupOlderThan: Date): Promise<void> {
    await this.table.optimize({ cleanupOlderThan });
  }

  private failure(action: string, error: unknown): RaftCorpusError {
    const reason = storeReason(error);
    return new RaftCorpusError(`cannot ${action} the store's table "${this.table.name}": ${reason}`, {
      fix: NO_SPACE.test(reason)
        ? 'Make room where the store lies and run the command again: what readers see did not change, and what was embedded is kept.'
        : 'If the files of the store are damaged, restore them from a backup or refresh into a new store; the sources are not touched.',
      cause: error,
    });
  }
}

/** ENOSPC and EDQUOT as LanceDB words them. */
const NO_SPACE = /no space left|os error (28|122)/i;

/** SQL literal of a value that we made ourselves: ids, integers, host names. */
function literal(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
