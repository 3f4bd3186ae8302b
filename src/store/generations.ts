/**
 * The tables of passages. A table's vectors have one length and come from one embedder; embedding the corpus anew fills
 * a table of the next generation beside the one that readers see, and the newest row of `refreshes` says which of them
 * holds. So one row switches all of it, past states included.
 */
import type { Connection } from '@lancedb/lancedb';
import { RaftCorpusError } from '../core/errors.js';
import { arrowSchema } from './columns.js';
import type { PassageRow, RefreshRow } from './rows.js';
import { StoreTable } from './table.js';
import { PASSAGES } from './tables.js';
import { ORPHAN } from './versions.js';

/** Generation that the first refresh makes. */
export const FIRST_GENERATION = 1;
/** More tables than any store has: without a limit some services list ten. */
const MOST_TABLES = 1_000;

/** Name of the table of a generation: `passages`, `passages_2`, … */
export function passagesTable(generation: number): string {
  return generation === FIRST_GENERATION ? 'passages' : `passages_${generation}`;
}

/** The passages tables of one connection. Nothing here guards against errors of LanceDB: the store does. */
export class Generations {
  readonly #open = new Map<number, StoreTable<PassageRow>>();

  constructor(
    private readonly connection: Connection,
    private readonly refreshes: StoreTable<RefreshRow>,
  ) {}

  /** Generation that the newest completed refresh names; null before the first. */
  async committed(): Promise<number | null> {
    const rows = await this.refreshes.rows({ columns: ['n', 'generation'] });
    return rows.sort((a, b) => a.n - b.n).at(-1)?.generation ?? null;
  }

  /** Generations that have a table, whether or not a refresh names it; ascending. */
  async list(): Promise<number[]> {
    const names = await this.connection.tableNames({ limit: MOST_TABLES });
    const found = names.map((name) => /^passages(?:_([1-9]\d*))?$/.exec(name)).filter((match) => match !== null);
    return found.map(([, number]) => (number === undefined ? FIRST_GENERATION : Number(number))).sort((a, b) => a - b);
  }

  /** Null where there is no such table. */
  async open(generation: number): Promise<StoreTable<PassageRow> | null> {
    const known = this.#open.get(generation);
    if (known) return known;
    if (!(await this.list()).includes(generation)) return null;
    const table = await this.connection.openTable(passagesTable(generation));
    const field = (await table.schema()).fields.find((each: { name: string }) => each.name === 'vector');
    const dims = (field?.type as { listSize?: number } | undefined)?.listSize ?? 0;
    const opened = new StoreTable<PassageRow>(table, PASSAGES, dims);
    this.#open.set(generation, opened);
    return opened;
  }

  /** Opens or makes a table; one whose vectors have another length is replaced when no state needs a row of it. */
  async create(generation: number, dims: number): Promise<StoreTable<PassageRow>> {
    const existing = await this.open(generation);
    if (existing?.dims === dims) return existing;
    if (existing) {
      if ((await existing.count(`added_in < ${ORPHAN}`)) > 0) throw otherLength(existing.dims);
      await this.drop(generation);
    }
    const schema = arrowSchema(PASSAGES, dims);
    await this.connection.createEmptyTable(passagesTable(generation), schema, { existOk: true });
    const created = await this.open(generation);
    if (created === null) throw new Error('the passages table did not appear');
    return created;
  }

  async drop(generation: number): Promise<void> {
    this.#open.delete(generation);
    await this.connection.dropTable(passagesTable(generation));
  }
}

function otherLength(dims: number | undefined): RaftCorpusError {
  return new RaftCorpusError(`the store's vectors have ${dims} numbers, this model makes others`, {
    fix: 'Set `embedder:` back to the model of the store, or embed the corpus anew: raft-corpus refresh --reembed.',
  });
}
