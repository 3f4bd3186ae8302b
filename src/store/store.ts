/** A store: the LanceDB database behind a corpus, opened or created as a whole. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Connection } from '@lancedb/lancedb';
import { RaftCorpusError } from '../core/errors.js';
import { arrowSchema, type Columns } from './columns.js';
import { storeReason } from './reason.js';
import type { ArtifactRefRow, ArtifactRow, DocumentRow, LeaseRow, PassageRow, RefreshRow, SourceRow } from './rows.js';
import { StoreTable } from './table.js';
import { ARTIFACT_REFS, ARTIFACTS, DOCUMENTS, FORMAT, LEASE, PASSAGES, REFRESHES, SOURCES } from './tables.js';
import { ORPHAN } from './versions.js';

export interface Store {
  readonly uri: string;
  readonly documents: StoreTable<DocumentRow>;
  readonly sources: StoreTable<SourceRow>;
  readonly refreshes: StoreTable<RefreshRow>;
  readonly artifacts: StoreTable<ArtifactRow>;
  readonly artifactRefs: StoreTable<ArtifactRefRow>;
  readonly lease: StoreTable<LeaseRow>;
  /** The passages table, or null before the first refresh has decided how long vectors are. */
  passages(): Promise<StoreTable<PassageRow> | null>;
  /**
   * The passages table; created with vectors of `dims` where it is absent, or where an unfinished refresh with another
   * model left one behind that no state needs.
   */
  createPassages(dims: number): Promise<StoreTable<PassageRow>>;
  close(): void;
}

/** Whether `uri` is a folder of this machine rather than a bucket or a service. */
export function isLocal(uri: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:\/\//i.test(uri);
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
    await mkdir(dirname(uri), { recursive: true });
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
    const lost = names.includes('passages') ? CORE_TABLES.filter((name) => !names.includes(name)) : [];
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

  let passages: StoreTable<PassageRow> | null = null;
  const openPassages = async (): Promise<StoreTable<PassageRow> | null> => {
    if (passages !== null) return passages;
    if (!(await guarded(uri, () => connection.tableNames())).includes('passages')) {
      if ((await refreshes.count()) > 0) throw unusable(uri, new Error('its table passages is missing'));
      return null;
    }
    const table = await guarded(uri, () => connection.openTable('passages'));
    const dims = await vectorLength(table);
    passages = new StoreTable(table, PASSAGES, dims);
    return passages;
  };
  return {
    uri,
    documents: await open('documents', DOCUMENTS),
    sources: await open('sources', SOURCES),
    refreshes,
    artifacts: await open('artifacts', ARTIFACTS),
    artifactRefs: await open('artifact_refs', ARTIFACT_REFS),
    lease,
    passages: openPassages,
    createPassages: async (dims) => {
      const existing = await openPassages();
      if (existing?.dims === dims) return existing;
      if (existing) await dropUnused(existing, connection);
      passages = null;
      await guarded(uri, () => connection.createEmptyTable('passages', arrowSchema(PASSAGES, dims), { existOk: true }));
      const created = await openPassages();
      if (created === null) throw unusable(uri, new Error('the passages table did not appear'));
      return created;
    },
    close: () => connection.close(),
  };
}

/** Drops a passages table that holds nothing but what an unfinished refresh left behind. */
async function dropUnused(passages: StoreTable<PassageRow>, connection: Connection): Promise<void> {
  if ((await passages.count(`added_in < ${ORPHAN}`)) > 0) {
    throw new RaftCorpusError(`the store's vectors have ${passages.dims} numbers, this model makes others`, {
      fix: 'Set `embedder:` back to the model of the store, or name a new `store:` and refresh into it.',
    });
  }
  await connection.dropTable('passages');
}

async function vectorLength(table: Awaited<ReturnType<Connection['openTable']>>): Promise<number> {
  const field = (await table.schema()).fields.find((f: { name: string }) => f.name === 'vector');
  return (field?.type as { listSize?: number } | undefined)?.listSize ?? 0;
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

async function connect(uri: string): Promise<Connection> {
  const lancedb = await import('@lancedb/lancedb');
  // Every read sees the newest commit: a writer that waited for the lease must not work on what it saw before.
  return guarded(uri, () => lancedb.connect(uri, { readConsistencyInterval: 0 }));
}

async function guarded<T>(uri: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unusable(uri, error);
  }
}

function unusable(uri: string, error: unknown): RaftCorpusError {
  return new RaftCorpusError(`the store cannot be used: ${storeReason(error)}`, {
    where: uri,
    fix: 'Check that the folder is readable and writable and its files are whole; the sources are not touched, so a new store can be refreshed from them.',
    cause: error,
  });
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
