/** Rows of strings, whole numbers, lists and structs as a Parquet file that pandas and `datasets` read. */

import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SchemaElement } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { makeFolder } from '../core/folders.js';

/** A cell: its type is that of the first row's, and lists hold values of one type. */
export type ParquetValue = string | number | readonly ParquetValue[] | { readonly [key: string]: ParquetValue };
export type ParquetRow = { readonly [column: string]: ParquetValue };

/** Rows gathered into one row group, unless their text outgrows {@link GROUP_UNITS} before. */
const GROUP_ROWS = 8192;
/** UTF-16 units of text. */
const GROUP_UNITS = 1 << 25;

/** An open file of rows; it appears under its name when it is closed. */
export interface RowWriter {
  write(row: ParquetRow): Promise<void>;
  /** @returns rows written */
  close(): Promise<number>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/**
 * Opens a Parquet file; the columns are those of the first row, and every row has them.
 *
 * @param like a row whose columns a file without any rows gets, so that it can be read beside others
 */
export async function openParquetRows(path: string, like: ParquetRow = {}): Promise<RowWriter> {
  const temporary = `${path}.tmp`;
  await makeFolder(dirname(path));
  let writer: ParquetWriter | undefined;
  let pending: ParquetRow[] = [];
  let units = 0;
  let columns: readonly string[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    const [first] = pending;
    if (first !== undefined && writer === undefined) {
      columns = Object.keys(first);
      writer = new ParquetWriter({ writer: fileWriter(temporary), schema: schemaOf(first) });
    }
    if (pending.length === 0) return;
    const columnData = columns.map((name) => ({ name, data: pending.map((row) => row[name]) }));
    await writer?.write({ columnData, rowGroupSize: GROUP_ROWS });
    pending = [];
    units = 0;
  };
  return {
    write: async (row) => {
      pending.push(row);
      units += unitsOf(row);
      count += 1;
      if (pending.length === GROUP_ROWS || units >= GROUP_UNITS) await flush();
    },
    close: async () => {
      await flush();
      writer ??= new ParquetWriter({ writer: fileWriter(temporary), schema: schemaOf(like) });
      await writer.finish();
      await rename(temporary, path);
      return count;
    },
    discard: () => rm(temporary, { force: true }),
  };
}

function unitsOf(value: ParquetValue): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'number' ? 1 : Object.values(value).reduce((sum: number, part) => sum + unitsOf(part), 0);
}

function schemaOf(row: ParquetRow): SchemaElement[] {
  const fields = Object.entries(row).flatMap(([name, value]) => fieldOf(name, value, name.endsWith('scores')));
  return [{ name: 'root', num_children: Object.keys(row).length }, ...fields];
}

/** Lists are the three levels that the format prescribes; an empty one is taken for a list of strings. */
function fieldOf(name: string, value: ParquetValue, isReal: boolean): SchemaElement[] {
  if (typeof value === 'string') {
    return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' }];
  }
  if (typeof value === 'number') return [{ name, type: isReal ? 'DOUBLE' : 'INT32', repetition_type: 'REQUIRED' }];
  if (isList(value)) {
    return [
      { name, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      ...fieldOf('element', value[0] ?? '', isReal),
    ];
  }
  const fields = Object.entries(value);
  return [
    { name, repetition_type: 'REQUIRED', num_children: fields.length },
    ...fields.flatMap(([key, part]) => fieldOf(key, part, isReal)),
  ];
}

function isList(value: ParquetValue): value is readonly ParquetValue[] {
  return Array.isArray(value);
}
