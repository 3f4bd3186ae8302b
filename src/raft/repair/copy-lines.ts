/** A JSONL file copied line by line, byte for byte, with some lines left out or others in their place. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { WrittenFile } from '../../dataset/writers.js';

const NEWLINE = 0x0a;
/** Bytes gathered before they are written. */
const CHUNK = 1 << 18;

/** What becomes of a line: `keep`, another text in its place, or null: it goes. */
export type LineFate = 'keep' | string | null;

/**
 * Copies `from` to `to`. A last line without line end gets one.
 *
 * @param fate asked of each line, counted from 1
 * @param kept told each line as it is written, new or old
 */
export async function copyLines(
  paths: { readonly from: string; readonly to: string },
  fate: (line: number) => LineFate,
  kept: (text: string) => void,
): Promise<WrittenFile> {
  const handle = await open(paths.to, 'w');
  const hash = createHash('sha256');
  let pending: Buffer[] = [];
  let size = 0;
  let bytes = 0;
  let rows = 0;
  const flush = async (): Promise<void> => {
    const chunk = Buffer.concat(pending);
    pending = [];
    size = 0;
    hash.update(chunk);
    bytes += chunk.byteLength;
    await handle.writeFile(chunk);
  };
  try {
    let number = 0;
    for await (const line of linesOf(paths.from)) {
      number += 1;
      const becomes = fate(number);
      if (becomes === null) continue;
      const out = becomes === 'keep' ? line : Buffer.from(becomes);
      const text = out.toString('utf8');
      if (text.trim() !== '') {
        rows += 1;
        kept(text);
      }
      pending.push(out, LINE_END);
      size += out.byteLength + 1;
      if (size >= CHUNK) await flush();
    }
    await flush();
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { rows, bytes, sha256: hash.digest('hex') };
}

const LINE_END = Buffer.from('\n');

/** Lines without their line feeds. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    const bytes = chunk as Buffer;
    let start = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...rest, bytes.subarray(start, at)]);
      rest = [];
      start = at + 1;
    }
    if (start < bytes.byteLength) rest.push(bytes.subarray(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
