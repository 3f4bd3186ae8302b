/** Records that outgrow memory wait in a scratch file: one JSON text a line, appended and read in order. */
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of records of one type. Reading sees what was appended before; appending may go on after. */
export interface ScratchFile<T> {
  readonly length: number;
  append(record: T): Promise<void>;
  read(): AsyncGenerator<T>;
}

export interface Scratch {
  file<T>(name: string): ScratchFile<T>;
  /** Closes and removes everything. */
  remove(): Promise<void>;
}

/** UTF-16 units that wait in memory before they are written. */
const BUFFER = 1 << 20;
/** Bytes read at a time. */
const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

/** A fresh folder below `parent` for scratch files. */
export async function openScratch(parent: string): Promise<Scratch> {
  const folder = await mkdtemp(join(parent, 'raft-corpus-'));
  const files: { close(): Promise<void> }[] = [];
  return {
    file: <T>(name: string): ScratchFile<T> => {
      const file = new JsonLinesFile<T>(join(folder, `${name}.jsonl`));
      files.push(file);
      return file;
    },
    remove: async () => {
      for (const file of files) await file.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

class JsonLinesFile<T> implements ScratchFile<T> {
  length = 0;
  #waiting: string[] = [];
  #units = 0;
  #handle: Promise<FileHandle> | null = null;

  constructor(private readonly path: string) {}

  async append(record: T): Promise<void> {
    const line = `${JSON.stringify(record)}\n`;
    this.#waiting.push(line);
    this.#units += line.length;
    this.length += 1;
    if (this.#units >= BUFFER) await this.#flush();
  }

  async *read(): AsyncGenerator<T> {
    if (this.length === 0) return;
    await this.#flush();
    const handle = await this.#open();
    const { size } = await handle.stat();
    let rest: Buffer[] = [];
    for (let at = 0; at < size; ) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK), 0, Math.min(CHUNK, size - at), at);
      at += bytesRead;
      let start = 0;
      // Lines end at \n alone: JSON text may hold U+2028, which readers of "lines" take for an end.
      for (let end = buffer.indexOf(NEWLINE); end >= 0 && end < bytesRead; end = buffer.indexOf(NEWLINE, start)) {
        yield JSON.parse(Buffer.concat([...rest, buffer.subarray(start, end)]).toString('utf8')) as T;
        rest = [];
        start = end + 1;
      }
      if (start < bytesRead) rest.push(buffer.subarray(start, bytesRead));
    }
  }

  async close(): Promise<void> {
    await (await this.#handle)?.close();
    this.#handle = null;
  }

  async #flush(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#units = 0;
    if (lines.length > 0) await (await this.#open()).appendFile(lines.join(''));
  }

  #open(): Promise<FileHandle> {
    this.#handle ??= open(this.path, 'a+');
    return this.#handle;
  }
}
