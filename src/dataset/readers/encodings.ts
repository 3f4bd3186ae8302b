/**
 * Bytes to text, strictly: a byte that the encoding does not know is found and named, never replaced in silence.
 *
 * Shift_JIS and EUC-JP are turned into UTF-8 on the way in, so that every reader sees UTF-8 bytes. Neither can
 * express U+FFFD, so that character in the result marks the bytes that could not be decoded.
 */
import { isUtf8 } from 'node:buffer';
import type { Encoding } from './formats.js';

const REPLACEMENT = '\uFFFD';

/** Offset of the first byte that is not UTF-8, or -1. A character cut off at the end counts as invalid. */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  if (isUtf8(bytes)) return -1;
  let at = 0;
  while (at < bytes.length) {
    const length = lengthByLead(bytes[at] ?? 0);
    if (length === 0 || (length > 1 && !isUtf8(bytes.subarray(at, at + length)))) return at;
    at += length;
  }
  return -1;
}

/** Bytes of a character that starts with `lead`; 0 when no character does. */
function lengthByLead(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

/** UTF-8 bytes as readers see them, and what in them could not be decoded. */
export type Decoded = { readonly text: string } | { readonly problem: string };

/**
 * Decodes UTF-8 bytes that came from a file in `encoding`.
 * @returns the text, or what is wrong with it: `invalid utf-8 at byte 17 of the line (0xFF)`
 */
export function decodeStrictly(bytes: Buffer, encoding: Encoding): Decoded {
  if (encoding === 'utf-8') {
    const bad = firstInvalidUtf8(bytes);
    if (bad === -1) return { text: bytes.toString('utf8') };
    const hex = (bytes[bad] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    return { problem: `invalid utf-8 at byte ${bad + 1} of the line (0x${hex})` };
  }
  const text = bytes.toString('utf8');
  const bad = text.indexOf(REPLACEMENT);
  return bad === -1 ? { text } : { problem: `invalid ${encoding} at character ${bad + 1} of the line` };
}

/** What to do about bytes that do not decode, for messages. */
export function encodingFix(encoding: Encoding, bytes?: Uint8Array): string {
  if (bytes?.[0] === 0x1f && bytes[1] === 0x8b) return 'The file is compressed: give it a name that ends on .gz.';
  const utf16 = (bytes?.[0] === 0xff && bytes[1] === 0xfe) || (bytes?.[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return 'The file looks like UTF-16: save it as UTF-8.';
  const others = encoding === 'utf-8' ? 'encoding: shift_jis or euc-jp' : 'encoding: utf-8';
  return `Save the file as ${encoding}, or set ${others} on the source.`;
}

/** Streams chunks of `encoding` as UTF-8, without a byte order mark. */
export async function* toUtf8(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') return yield* withoutByteOrderMark(chunks);
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield reencode(decoder.decode(chunk, { stream: true }), encoding);
  const tail = decoder.decode();
  if (tail !== '') yield reencode(tail, encoding);
}

/** ICU lets bytes 0x80–0x9F through EUC-JP as control characters; no such text has them, Shift_JIS has many. */
function reencode(text: string, encoding: Encoding): Buffer {
  return Buffer.from(encoding === 'euc-jp' ? text.replace(/[\u0080-\u009F]/g, REPLACEMENT) : text, 'utf8');
}

async function* withoutByteOrderMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    if (head.length < 3) continue;
    yield stripByteOrderMark(head);
    head = null;
  }
  if (head !== null && head.length > 0) yield head;
}

/** `bytes` without a leading UTF-8 byte order mark; the same memory. */
export function stripByteOrderMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
