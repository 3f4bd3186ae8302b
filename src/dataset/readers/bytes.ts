/** The bytes of a file as a stream: decompressed, counted, and complete or an error. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { messageOf, RaftCorpusError } from '../../core/errors.js';

/** Large enough that per-chunk work does not show, small enough to stay in cache. */
const CHUNK_BYTES = 256 * 1024;

export interface BytesOptions {
  /** How messages call the file; default: its path. */
  readonly name?: string;
  /** Told after each chunk how many bytes of the file (compressed, for `.gz`) were read so far. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Streams a file; one that ends on `.gz` decompressed.
 * @throws RaftCorpusError when the file is missing, unreadable, shrinks while it is read, or its gzip stream is cut off or corrupt
 */
export async function* readBytes(path: string, options: BytesOptions = {}): AsyncGenerator<Buffer> {
  const name = options.name ?? path;
  const expected = await sizeOf(path, name);
  const zipped = /\.gz$/i.test(path);
  let seen = 0;
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  file.on('data', (chunk) => {
    seen += chunk.length;
    options.onBytes?.(seen);
  });
  file.pause();
  try {
    yield* zipped ? gunzip(file) : (file as AsyncIterable<Buffer>);
  } catch (error) {
    throw asReadError(error, name);
  } finally {
    file.destroy();
  }
  // A gzip stream knows its own end, and may be padded beyond it.
  if (!zipped && seen < expected) {
    throw new RaftCorpusError(`the file shrank while it was read: ${seen} of ${expected} bytes`, {
      where: name,
      fix: 'Run again when whatever writes the file has finished.',
    });
  }
}

async function sizeOf(path: string, name: string): Promise<number> {
  try {
    const stats = await stat(path);
    if (stats.isFile()) return stats.size;
  } catch (error) {
    throw asReadError(error, name);
  }
  throw new RaftCorpusError('not a file', {
    where: name,
    fix: 'Give the path of a file, or a glob that matches files.',
  });
}

function gunzip(file: Readable): AsyncIterable<Buffer> {
  const plain = createGunzip({ chunkSize: CHUNK_BYTES });
  file.on('error', (error) => plain.destroy(error));
  return file.pipe(plain);
}

/** Turns what the file system or zlib says into what the user can act on. */
function asReadError(error: unknown, name: string): RaftCorpusError {
  if (error instanceof RaftCorpusError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT') {
    return new RaftCorpusError('the file is not there (any more)', {
      where: name,
      fix: 'Check the path, and that nothing moves files away while they are read.',
      cause: error,
    });
  }
  if (code === 'Z_BUF_ERROR') {
    return new RaftCorpusError('the gzip file is cut off', { where: name, fix: 'Copy it again, whole.', cause: error });
  }
  if (code?.startsWith('Z_')) {
    return new RaftCorpusError(`the gzip file is corrupt (${messageOf(error)})`, {
      where: name,
      fix: 'Copy it again; if it is not compressed, drop the .gz from its name.',
      cause: error,
    });
  }
  return new RaftCorpusError(`the file cannot be read (${messageOf(error)})`, {
    where: name,
    fix: 'Check that the file is readable for you.',
    cause: error,
  });
}
