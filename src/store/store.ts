/** A store: the LanceDB database behind a corpus, opened or created as a whole. */

import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Connection } from '@lancedb/lancedb';
import { RaftCorpusError } from '../core/errors.js';
import { makeFolder } from '../core/folders.js';
import { arrowSchema, type Columns } from './columns.js';
import { connect, guarded, isLocal, unusable } from './connect.js';
import { FIRST_GENERATION, Generations } from './generations.js';
import { LaterTable } from './later-table.js';
import type {
  ArtifactRefRow,
  ArtifactRow,
  DocumentRow,
  EvalNumberRow,
  EvalRow,
  LeaseRow,
  PassageRow,
  RefreshRow,
  SourceRow,
} from './rows.js';
import { StoreTable } from './table.js';
import {
  ARTIFACT_REFS,
  ARTIFACTS,
  DOCUMENTS,
  EVAL_NUMBERS,
  EVALS,
  FORMAT,
  LEASE,
  REFRESHES,
  SOURCES,
} from './tables.js';

export interface Store {
  readonly uri: string;
  readonly documents: StoreTable<DocumentRow>;
  readonly sources: StoreTable<SourceRow>;
  readonly refreshes: StoreTable<RefreshRow>;
  readonly artifacts: StoreTable<ArtifactRow>;
  readonly artifactRefs: StoreTable<ArtifactRefRow>;
  readonly lease: StoreTable<LeaseRow>;
  /** Evals that were kept; see evals/history. */
  readonly evals: LaterTable<EvalRow>;
  /** One row: the number of the next of them. */
  readonly evalNumbers: LaterTable<EvalNumberRow>;
  /**
   * The passages table of a generation (default: that of the newest completed refresh), or null before the first refresh
   * has decided how long vectors are. Readers of a state take the generation that was committed when they chose it.
   */
  passages(generation?: number): Promise<StoreTable<PassageRow> | null>;
  /**
   * The passages table of a generation; created with vectors of `dims` where it is absent, or where an unfinished refresh
   * with another model left one behind that no state needs.
   */
  createPassages(dims: number, generation?: number): Promise<StoreTable<PassageRow>>;
  /** Generations that have a table, ascending: beyond the committed one lies unfinished work, before it what may go. */
  generations(): Promise<readonly number[]>;
  /** Removes the table of a generation; never that of the newest completed refresh. */
  dropPassages(generation: number): Promise<void>;
  close(): void;
}

/**
 * Opens a store that exists.
 * @throws RaftCorpusError where there is none, it cannot be read, or another version of the tool wrote it
 */
export async function openStore(uri: string): Promise<Store> {
  const store = await findStore(uri);
  if (store !== null) return store;
  throw new RaftCorpusError('there is no store here yet', {
    where: uri,
    fix: 'Run `raft-corpus refresh` to make one, or name another with `store:` in the config.',
  });
}

/** Like {@link openStore}, but null where there is no store. */
export async function findStore(uri: string): Promise<Store | null> {
  if (isLocal(uri) && !(await isFolder(uri))) return null;
  const connection = await connect(uri);
  const names = await guarded(uri, () => connection.tableNames());
  return names.includes('lease') && names.includes('refreshes') ? build(uri, connection) : null;
}

/** Opens a store, making it first where there is none; safe to repeat after a crash half-way. */
export async function createStore(uri: string): Promise<Store> {
  if (isLocal(uri) && (await isAbsentOrEmpty(uri))) await createWhole(uri);
  else await createTables(uri);
  return build(uri, await connect(uri));
}

/** Two first refreshes at once must not both make the lease: a folder is filled aside and renamed into place. */
async function createWhole(uri: string): Promise<void> {
  const temporary = `${uri}.${randomUUID()}.tmp`;
  try {
    await makeFolder(dirname(uri));
    await createTables(temporary);
    await rename(temporary, uri);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return;
    if (code === 'EBUSY' || code === 'EXDEV') return createTables(uri);
    throw error instanceof RaftCorpusError ? error : unusable(uri, error);
  }
}

async function createTables(uri: string): Promise<void> {
  const connection = await connect(uri);
  await guarded(uri, async () => {
    const names = await connection.tableNames();
    const used = names.some((name) => name.startsWith('passages'));
    const lost = used ? CORE_TABLES.filter((name) => !names.includes(name)) : [];
    if (lost.length > 0) throw new Error(`of its tables ${lost.join(', ')} ${lost.length > 1 ? 'are' : 'is'} missing`);
    const create = async <Row>(name: string, columns: Columns<Row>): Promise<void> => {
      if (!names.includes(name)) await connection.createEmptyTable(name, arrowSchema(columns), { existOk: true });
    };
    await create('documents', DOCUMENTS);
    await create('sources', SOURCES);
    await create('artifacts', ARTIFACTS);
    await create('artifact_refs', ARTIFACT_REFS);
    await create('lease', LEASE);
    await create('refreshes', REFRESHES);
    const lease = new StoreTable(await connection.openTable('lease'), LEASE);
    if ((await lease.count()) === 0) {
      await lease.append([{ format: FORMAT, holder: '', host: '', pid: 0, expires_s: 0 }]);
    }
  });
  connection.close();
}

/** Tables that every store has; `passages` comes with the first refresh. */
const CORE_TABLES = ['documents', 'sources', 'artifacts', 'artifact_refs', 'lease', 'refreshes'];

async function build(uri: string, connection: Connection): Promise<Store> {
  const open = async <Row>(name: string, columns: Columns<Row>): Promise<StoreTable<Row>> =>
    new StoreTable(await guarded(uri, () => connection.openTable(name)), columns);
  const lease = await open('lease', LEASE);
  await checkFormat(uri, lease);
  const refreshes = await open('refreshes', REFRESHES);

  const generations = new Generations(connection, refreshes);

  return {
    uri,
    documents: await open('documents', DOCUMENTS),
    sources: await open('sources', SOURCES),
    refreshes,
    artifacts: await open('artifacts', ARTIFACTS),
    artifactRefs: await open('artifact_refs', ARTIFACT_REFS),
    lease,
    evals: new LaterTable({ uri, connection, name: 'evals', columns: EVALS }),
    evalNumbers: new LaterTable({
      uri,
      connection,
      name: 'eval_numbers',
      columns: EVAL_NUMBERS,
      first: [{ next: 1 }],
    }),
    passages: (generation) =>
      guarded(uri, async () => {
        const committed = await generations.committed();
        const table = await generations.open(generation ?? committed ?? FIRST_GENERATION);
        if (table === null && committed !== null) throw new Error('its table passages is missing');
        return table;
      }),
    createPassages: (dims, generation) =>
      guarded(uri, async () =>
        generations.create(generation ?? (await generations.committed()) ?? FIRST_GENERATION, dims),
      ),
    generations: () => guarded(uri, () => generations.list()),
    dropPassages: (generation) =>
      guarded(uri, async () => {
        if (generation === (await generations.committed())) throw new Error('the passages in use are not dropped');
        await generations.drop(generation);
      }),
    close: () => connection.close(),
  };
}

async function checkFormat(uri: string, lease: StoreTable<LeaseRow>): Promise<void> {
  const [row] = await lease.rows({ columns: ['format'] });
  if (row?.format === FORMAT) return;
  throw new RaftCorpusError(
    `the store has format ${row?.format ?? 'unknown'}, this version of raft-corpus writes ${FORMAT}`,
    {
      where: uri,
      fix: 'Use the version of raft-corpus that wrote it, or refresh into a new store.',
    },
  );
}

async function isAbsentOrEmpty(path: string): Promise<boolean> {
  return readdir(path).then(
    (names) => names.length === 0,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (s) => s.isDirectory(),
    () => false,
  );
}
