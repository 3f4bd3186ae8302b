/** Where exported lines go: stdout, or a file that appears whole. */

import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from '../../core/folders.js';
import type { Io } from '../io.js';

/** @returns how many lines were written */
export async function writeLines(target: string, lines: AsyncIterable<string>): Promise<number> {
  const temporary = `${target}.${randomUUID()}.tmp`;
  let count = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const line of lines) {
      count += 1;
      yield line;
    }
  }
  await makeFolder(dirname(target));
  try {
    await pipeline(Readable.from(counted()), createWriteStream(temporary));
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return count;
}

/** @returns how many lines were printed */
export async function printLines(io: Io, lines: AsyncIterable<string>): Promise<number> {
  let count = 0;
  for await (const line of lines) {
    io.out(line);
    count += 1;
  }
  return count;
}
