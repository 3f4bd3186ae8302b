/** `raft-corpus eval scifact`: a folder where a suite's file could stand is a collection in BEIR format. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The folder as it was named; undefined for a file, for what is not there, and where nothing was named. */
export async function collectionFolder(named: string | undefined, cwd: string): Promise<string | undefined> {
  if (named === undefined) return undefined;
  const found = await stat(resolve(cwd, named)).catch(() => null);
  return found?.isDirectory() ? named : undefined;
}
