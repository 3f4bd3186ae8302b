/** Connections to a store, and what is said when LanceDB cannot do its part. */
import type { Connection } from '@lancedb/lancedb';
import { RaftCorpusError } from '../core/errors.js';
import { storeReason } from './reason.js';

/** Whether `uri` is a folder of this machine rather than a bucket or a service. */
export function isLocal(uri: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:\/\//i.test(uri);
}

/** @throws RaftCorpusError where LanceDB cannot read or make what is there */
export async function connect(uri: string): Promise<Connection> {
  const lancedb = await import('@lancedb/lancedb');
  // Every read sees the newest commit: a writer that waited for the lease must not work on what it saw before.
  return guarded(uri, () => lancedb.connect(uri, { readConsistencyInterval: 0 }));
}

/** Runs `work`; what LanceDB throws reaches the user as a sentence with the store's place. */
export async function guarded<T>(uri: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof RaftCorpusError ? error : unusable(uri, error);
  }
}

/** @param error what LanceDB, or the file system below it, threw */
export function unusable(uri: string, error: unknown): RaftCorpusError {
  return new RaftCorpusError(`the store cannot be used: ${storeReason(error)}`, {
    where: uri,
    fix: 'Check that the folder is readable and writable and its files are whole; the sources are not touched, so a new store can be refreshed from them.',
    cause: error,
  });
}
