/** Files appear whole or not at all: written beside their target, flushed, then renamed. */

import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from './folders.js';

/** What is being written: a process that is told to end has no other way to know. */
const unfinished = new Map<string, { readonly path: string; readonly previous: string | null }>();

/**
 * Removes what has been begun and not finished, and puts back what was about to be replaced. For the last moment of a
 * process that is interrupted; what goes on writing afterwards fails.
 */
export function abandonUnfinished(): void {
  for (const [temporary, { path, previous }] of unfinished) {
    rmSync(temporary, { recursive: true, force: true });
    if (previous !== null && existsSync(previous)) {
      if (existsSync(path)) rmSync(previous, { recursive: true, force: true });
      else renameSync(previous, path);
    }
  }
  unfinished.clear();
}

/** Writes `content` to `path` so that no reader ever sees half of it; creates parent folders. */
export async function writeFileAtomic(path: string, content: string | Uint8Array): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = `${path}.${randomUUID()}.tmp`;
  unfinished.set(temporary, { path, previous: null });
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    unfinished.delete(temporary);
  }
}

/**
 * Fills a folder through `fill`, then moves it to `path` in one rename. An older folder at `path` is
 * replaced only when the new one is complete.
 */
export async function writeFolderAtomic(path: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  const previous = `${path}.${randomUUID()}.old`;
  unfinished.set(temporary, { path, previous });
  try {
    await makeFolder(temporary);
    await fill(temporary);
    const replaced = await rename(path, previous).then(
      () => true,
      () => false,
    );
    await rename(temporary, path).catch(async (error: unknown) => {
      if (replaced) await rename(previous, path);
      throw error;
    });
    if (replaced) await rm(previous, { recursive: true, force: true });
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  } finally {
    unfinished.delete(temporary);
  }
}
