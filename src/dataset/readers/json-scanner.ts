/**
 * Finds where JSON values end in a stream of UTF-8 bytes, without parsing them: the parsing is left to `JSON.parse`,
 * which is several times faster than any incremental parser in JavaScript, one array element at a time.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const COMMA = 0x2c;

/** True for space, tab, line feed and carriage return. */
export function isJsonSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === NEWLINE || byte === 0x0d;
}

/** The extent of one value that may span chunks; counts the lines it passes. */
export class ValueScanner {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #scalar = false;
  #lines = 0;

  /** Prepares for the value that starts with `byte`. */
  start(byte: number): void {
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.#scalar = byte !== QUOTE && byte !== OPEN_BRACKET && byte !== OPEN_BRACE;
    this.#lines = 0;
  }

  /** Line feeds passed since {@link start}. */
  get lines(): number {
    return this.#lines;
  }

  /** Scans `chunk` from `from`; the index just after the value, or -1 when it goes on in the next chunk. */
  scan(chunk: Buffer, from: number): number {
    return this.#scalar ? scanScalar(chunk, from) : this.#scanNested(chunk, from);
  }

  #scanNested(chunk: Buffer, from: number): number {
    let depth = this.#depth;
    let inString = this.#inString;
    let escaped = this.#escaped;
    let end = -1;
    for (let i = from; i < chunk.length; i++) {
      const byte = chunk[i];
      if (byte === NEWLINE) this.#lines += 1;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        else continue;
        if (inString || depth > 0) continue;
      } else if (byte === QUOTE) {
        inString = true;
        continue;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth += 1;
        continue;
      } else if (byte !== CLOSE_BRACE && byte !== CLOSE_BRACKET) {
        continue;
      } else {
        depth -= 1;
        if (depth > 0) continue;
      }
      end = i + 1;
      break;
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#escaped = escaped;
    return end;
  }
}

/** A number or a word ends where white space or punctuation begins. */
function scanScalar(chunk: Buffer, from: number): number {
  for (let i = from; i < chunk.length; i++) {
    const byte = chunk[i] ?? 0;
    if (byte === COMMA || byte === CLOSE_BRACKET || byte === CLOSE_BRACE || isJsonSpace(byte)) return i;
  }
  return -1;
}
