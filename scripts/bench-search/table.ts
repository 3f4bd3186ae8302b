/** A LanceDB table of ids and vectors, written and scanned by the code that writes and scans passages. */
import { closeSync, openSync, readSync } from 'node:fs';
import { connect, type Table } from '@lancedb/lancedb';
import type { PassageBatch } from '../../src/search/dense/scan.js';
import { type Columns, encodeRows } from '../../src/store/columns.js';
import { StoreTable } from '../../src/store/table.js';

interface Row {
  /** The row's number, in nine digits. */
  readonly passage_id: string;
}

const COLUMNS: Columns<Row> = { passage_id: 'utf8' };
const CHUNK = 10_000;

/** A table that can be scanned for a search. */
export interface BenchTable {
  readonly table: Table;
  scan(): AsyncGenerator<PassageBatch>;
}

/** @param path the folder of a database that {@link writeTable} wrote */
export async function openTable(path: string, dims: number): Promise<BenchTable> {
  const table = await (await connect(path)).openTable('passages');
  const rows = new StoreTable(table, COLUMNS, dims);
  return {
    table,
    scan: async function* () {
      for await (const batch of rows.scan({ vectors: true })) {
        yield { ids: batch.rows.map((row) => row.passage_id), vectors: batch.vectors };
      }
    },
  };
}

/** Copies `count` rows of a raw float32 file into a new database. */
export async function writeTable(path: string, from: { path: string; count: number; dims: number }): Promise<void> {
  const { count, dims } = from;
  const database = await connect(path);
  const file = openSync(from.path, 'r');
  let table: Table | undefined;
  for (let start = 0; start < count; start += CHUNK) {
    const length = Math.min(CHUNK, count - start);
    const data = new Float32Array(length * dims);
    readSync(file, new Uint8Array(data.buffer), 0, data.byteLength, start * dims * 4);
    const rows = Array.from({ length }, (_, i) => ({ passage_id: String(start + i).padStart(9, '0') }));
    const chunk = encodeRows({ columns: COLUMNS, rows, vectors: { data, dims } });
    if (table) await table.add(chunk);
    else table = await database.createTable('passages', chunk);
  }
  closeSync(file);
  database.close();
}
