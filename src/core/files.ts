/** Files appear whole or not at all: written beside their target, flushed, then renamed. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes `content` to `path` so that no reader ever sees half of it; creates parent folders. */
export async function writeFileAtomic(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
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
  }
}

/**
 * Fills a folder through `fill`, then moves it to `path` in one rename. An older folder at `path` is
 * replaced only when the new one is complete.
 */
export async function writeFolderAtomic(path: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  const previous = `${path}.${randomUUID()}.old`;
  await mkdir(temporary, { recursive: true });
  try {
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
  }
}
