/** A store: the LanceDB database behind a corpus, opened or created as a whole. */
import { mkdir, stat } from 'node:fs/promises';
import type { Connection } from '@lancedb/lancedb';
import { messageOf, RaftCorpusError } from '../core/errors.js';
import { arrowSchema, type Columns } from './columns.js';
import type { ArtifactRefRow, ArtifactRow, DocumentRow, LeaseRow, PassageRow, RefreshRow, SourceRow } from './rows.js';
import { StoreTable } from './table.js';
import { ARTIFACT_REFS, ARTIFACTS, DOCUMENTS, FORMAT, LEASE, PASSAGES, REFRESHES, SOURCES } from './tables.js';

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
  /** The passages table; created with vectors of `dims` where it is absent. */
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
  const missing = new RaftCorpusError('there is no store here yet', {
    where: uri,
    fix: 'Run `raft-corpus refresh` to make one, or name another with `store:` in the config.',
  });
  if (isLocal(uri) && !(await isFolder(uri))) throw missing;
  const connection = await connect(uri);
  const names = await guarded(uri, () => connection.tableNames());
  if (!names.includes('lease') || !names.includes('refreshes')) throw missing;
  return build(uri, connection);
}

/** Opens a store, making it first where there is none; safe to repeat after a crash half-way. */
export async function createStore(uri: string): Promise<Store> {
  if (isLocal(uri)) {
    await mkdir(uri, { recursive: true }).catch((error: unknown) => Promise.reject(unusable(uri, error)));
  }
  const connection = await connect(uri);
  await guarded(uri, async () => {
    const names = await connection.tableNames();
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
  return build(uri, connection);
}

async function build(uri: string, connection: Connection): Promise<Store> {
  const open = async <Row>(name: string, columns: Columns<Row>): Promise<StoreTable<Row>> =>
    new StoreTable(await guarded(uri, () => connection.openTable(name)), columns);
  const lease = await open('lease', LEASE);
  await checkFormat(uri, lease);

  let passages: StoreTable<PassageRow> | null = null;
  const openPassages = async (): Promise<StoreTable<PassageRow> | null> => {
    if (passages !== null) return passages;
    if (!(await guarded(uri, () => connection.tableNames())).includes('passages')) return null;
    const table = await guarded(uri, () => connection.openTable('passages'));
    const dims = await vectorLength(table);
    passages = new StoreTable(table, PASSAGES, dims);
    return passages;
  };
  return {
    uri,
    documents: await open('documents', DOCUMENTS),
    sources: await open('sources', SOURCES),
    refreshes: await open('refreshes', REFRESHES),
    artifacts: await open('artifacts', ARTIFACTS),
    artifactRefs: await open('artifact_refs', ARTIFACT_REFS),
    lease,
    passages: openPassages,
    createPassages: async (dims) => {
      const existing = await openPassages();
      if (existing) return existing;
      await guarded(uri, () => connection.createEmptyTable('passages', arrowSchema(PASSAGES, dims), { existOk: true }));
      const created = await openPassages();
      if (created === null) throw unusable(uri, new Error('the passages table did not appear'));
      return created;
    },
    close: () => connection.close(),
  };
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
  return guarded(uri, () => lancedb.connect(uri));
}

async function guarded<T>(uri: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unusable(uri, error);
  }
}

function unusable(uri: string, error: unknown): RaftCorpusError {
  return new RaftCorpusError(`the store cannot be used: ${messageOf(error).split('\n', 1)[0]}`, {
    where: uri,
    fix: 'Check that the folder is readable and writable and its files are whole; the sources are not touched, so a new store can be refreshed from them.',
    cause: error,
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (s) => s.isDirectory(),
    () => false,
  );
}
