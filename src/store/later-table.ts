/**
 * Tables that came to the store's format later: a store made before them goes on as it is, and gets one when there is first
 * something to write. Any number of writers may be first at once: `createTable` of LanceDB has several winners of which one
 * replaces what the other wrote, so a folder's table is made aside and renamed into place. A bucket cannot rename: there the
 * two first writers of all, should they come in the same moment, may still get in each other's way.
 */
import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from '@lancedb/lancedb';
import { arrowSchema, type Columns, encodeRows } from './columns.js';
import { connect, guarded, isLocal } from './connect.js';
import { StoreTable } from './table.js';

/** More tables than any store has: without a limit some services list ten. */
const MOST_TABLES = 1_000;

interface LaterTableOptions<Row> {
  readonly uri: string;
  readonly connection: Connection;
  readonly name: string;
  readonly columns: Columns<Row>;
  /** Rows that it is made with. */
  readonly first?: readonly Row[];
}

/** One such table of one store. */
export class LaterTable<Row> {
  #opened: StoreTable<Row> | null = null;

  constructor(private readonly options: LaterTableOptions<Row>) {}

  /** Null where nothing has been written to it yet. */
  async open(): Promise<StoreTable<Row> | null> {
    if (this.#opened) return this.#opened;
    const { uri, connection, name, columns } = this.options;
    return guarded(uri, async () => {
      const names = await connection.tableNames({ limit: MOST_TABLES });
      if (!names.includes(name)) return null;
      this.#opened = new StoreTable(await connection.openTable(name), columns);
      return this.#opened;
    });
  }

  /** Opens it, making it first where it is not there. */
  async create(): Promise<StoreTable<Row>> {
    const existing = await this.open();
    if (existing) return existing;
    const { uri, connection } = this.options;
    await guarded(uri, () => (isLocal(uri) ? this.#createAside() : this.#fill(connection)));
    const created = await this.open();
    if (created === null) throw new Error(`the table ${this.options.name} did not appear`);
    return created;
  }

  async #createAside(): Promise<void> {
    const { uri, name } = this.options;
    // Within the store: a folder that is mounted by itself shares no device with what lies beside it.
    const aside = join(uri, `.${name}.${randomUUID()}.tmp`);
    try {
      const connection = await connect(aside);
      await this.#fill(connection);
      connection.close();
      await rename(join(aside, `${name}.lance`), join(uri, `${name}.lance`));
    } catch (error) {
      // Another writer was first, and its table is as good.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }

  async #fill(connection: Connection): Promise<void> {
    const { name, columns, first = [] } = this.options;
    const schema = arrowSchema(columns);
    if (first.length === 0) await connection.createEmptyTable(name, schema, { existOk: true });
    else await connection.createTable(name, encodeRows({ columns, rows: first }), { existOk: true });
  }
}
