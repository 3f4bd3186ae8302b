/** Rows of strings, whole numbers and lists as a Parquet file that pandas and `datasets` read. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SchemaElement } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import type { TrainingRow } from './negatives-rows.js';

/** Rows gathered into one row group. */
const GROUP_ROWS = 8192;

/** An open file of rows; it appears under its name when it is closed. */
export interface RowWriter {
  write(row: TrainingRow): Promise<void>;
  /** @returns rows written */
  close(): Promise<number>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/** Opens a Parquet file; the columns are those of the first row, and every row has them. */
export async function openParquetRows(path: string): Promise<RowWriter> {
  const temporary = `${path}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  let writer: ParquetWriter | undefined;
  let pending: TrainingRow[] = [];
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
  };
  return {
    write: async (row) => {
      pending.push(row);
      count += 1;
      if (pending.length === GROUP_ROWS) await flush();
    },
    close: async () => {
      await flush();
      writer ??= new ParquetWriter({ writer: fileWriter(temporary), schema: schemaOf({}) });
      await writer.finish();
      await rename(temporary, path);
      return count;
    },
    discard: () => rm(temporary, { force: true }),
  };
}

function schemaOf(row: TrainingRow): SchemaElement[] {
  const fields = Object.entries(row).flatMap(([name, value]) => fieldOf(name, value));
  return [{ name: 'root', num_children: Object.keys(row).length }, ...fields];
}

/** Lists are the three levels that the format prescribes. */
function fieldOf(name: string, value: TrainingRow[string]): SchemaElement[] {
  if (Array.isArray(value)) {
    return [
      { name, repetition_type: 'REQUIRED', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      leafOf('element', value[0] as string | number, name.endsWith('scores')),
    ];
  }
  return [leafOf(name, value as string | number, false)];
}

function leafOf(name: string, value: string | number, isReal: boolean): SchemaElement {
  if (typeof value === 'string') {
    return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' };
  }
  return { name, type: isReal ? 'DOUBLE' : 'INT32', repetition_type: 'REQUIRED' };
}
