/** A whole file as text: for formats of which one file is one document. */
import { RaftCorpusError } from '../../core/errors.js';
import { type BytesOptions, readBytes } from './bytes.js';
import { decodeStrictly, encodingFix, toUtf8 } from './encodings.js';
import type { Encoding } from './formats.js';
import { MAX_RECORD_BYTES } from './record.js';

export interface ReadTextOptions extends BytesOptions {
  /** Default `utf-8`; a byte order mark is passed over. */
  readonly encoding?: Encoding | undefined;
  /** A longer text is an error; default 256 MiB. */
  readonly maxBytes?: number | undefined;
}

/**
 * Reads a file (`.gz`: decompressed) as text with LF line ends and no byte order mark.
 * @throws RaftCorpusError naming file and line when bytes do not decode; when the file is missing, cut off or too large
 */
export async function readText(path: string, options: ReadTextOptions = {}): Promise<string> {
  const name = options.name ?? path;
  const encoding = options.encoding ?? 'utf-8';
  const limit = options.maxBytes ?? MAX_RECORD_BYTES;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of toUtf8(readBytes(path, options), encoding)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) {
      throw new RaftCorpusError(`the text is longer than ${limit / 1024 / 1024} MiB`, {
        where: name,
        fix: 'Split it into several files, or make it records (JSONL).',
      });
    }
  }
  const bytes = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
  const decoded = decodeStrictly(bytes, encoding);
  if ('text' in decoded) return toLineFeeds(decoded.text);
  throw undecodable(bytes, name, encoding);
}

/** `text` with every line end as a line feed. */
export function toLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** Looks for the line that does not decode, so that the message can name it. */
function undecodable(bytes: Buffer, name: string, encoding: Encoding): RaftCorpusError {
  let line = 1;
  for (let start = 0; start <= bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    const decoded = decodeStrictly(bytes.subarray(start, end), encoding);
    if ('problem' in decoded) {
      return new RaftCorpusError(decoded.problem, { where: `${name}:${line}`, fix: encodingFix(encoding, bytes) });
    }
    start = end + 1;
  }
  return new RaftCorpusError(`invalid ${encoding}`, { where: name, fix: encodingFix(encoding, bytes) });
}
