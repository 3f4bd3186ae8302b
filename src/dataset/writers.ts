/** JSONL, written as it is made: no file is ever held in memory. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** What was written. */
export interface WrittenFile {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** An open JSONL file; {@link JsonlWriter.close} flushes it to the disk. */
export interface JsonlWriter {
  write(row: unknown): Promise<void>;
  /** Writes a row that is JSON text already. */
  writeText(row: string): Promise<void>;
  close(): Promise<WrittenFile>;
}

/** Rows are gathered to about this many characters before they are written. */
const CHUNK = 1 << 18;

/** Creates (or truncates) `path` for JSONL: UTF-8, one JSON value a line, keys in the order in which the rows have them. */
export async function openJsonlWriter(path: string): Promise<JsonlWriter> {
  const handle = await open(path, 'w');
  const hash = createHash('sha256');
  let pending = '';
  let rows = 0;
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const chunk = Buffer.from(pending);
    pending = '';
    hash.update(chunk);
    bytes += chunk.byteLength;
    await handle.writeFile(chunk);
  };
  const writeText = async (row: string): Promise<void> => {
    pending += `${row}\n`;
    rows += 1;
    if (pending.length >= CHUNK) await flush();
  };
  return {
    write: (row) => writeText(JSON.stringify(row)),
    writeText,
    close: async () => {
      try {
        await flush();
        await handle.sync();
      } finally {
        await handle.close();
      }
      return { rows, bytes, sha256: hash.digest('hex') };
    },
  };
}
