/**
 * JSON files whose records stand in one array: at the top, or at a dotted path (`data.items`). The file is cut into
 * array elements as it streams by, so memory holds one element, not the file.
 */
import { messageOf } from '../../core/errors.js';
import { decodeStrictly, encodingFix } from './encodings.js';
import { isJsonSpace, ValueScanner } from './json-scanner.js';
import { asItem, errorAt, type ReaderContext, type ReadItem } from './record.js';

/** What may come next between values. */
type Expected =
  | 'root'
  | 'key'
  | 'key or }'
  | ':'
  | 'member'
  | ', or }'
  | 'element'
  | 'element or ]'
  | ', or ]'
  | 'the end of the file';

/** Keys remembered for the message that the path leads nowhere. */
const MOST_KEYS = 12;

/** Reads the objects of the array at `path` (dotted; empty: the file is the array). */
export async function* readJsonArray(
  chunks: AsyncIterable<Buffer>,
  path: string | undefined,
  context: ReaderContext,
): AsyncGenerator<ReadItem> {
  const splitter = new ArraySplitter(path === undefined || path === '' ? [] : path.split('.'), context);
  for await (const chunk of chunks) {
    yield* splitter.push(chunk);
    if (splitter.failed) return;
  }
  yield* splitter.end();
}

class ArraySplitter {
  /** A fatal error was yielded. */
  failed = false;
  readonly #path: readonly string[];
  readonly #context: ReaderContext;
  readonly #scanner = new ValueScanner();
  #expected: Expected = 'root';
  /** What the value being scanned is; null between values. */
  #inside: 'key' | 'skipped' | 'element' | null = null;
  #parts: Buffer[] = [];
  #partBytes = 0;
  #line = 1;
  /** Objects open on the way to the array. */
  #depth = 0;
  #key = '';
  #keys: string[] = [];
  #found = false;

  constructor(path: readonly string[], context: ReaderContext) {
    this.#path = path;
    this.#context = context;
  }

  *push(chunk: Buffer): Generator<ReadItem> {
    let i = 0;
    while (i < chunk.length && !this.failed) {
      if (this.#inside === null) {
        const byte = chunk[i] ?? 0;
        if (byte === 0x0a) this.#line += 1;
        if (isJsonSpace(byte) || this.#step(byte)) {
          i += 1;
        } else if (this.#inside === null) {
          yield this.#misfit(byte);
        }
        continue;
      }
      const end = this.#scanner.scan(chunk, i);
      this.#keep(chunk.subarray(i, end === -1 ? chunk.length : end));
      if (end === -1) {
        if (this.#partBytes > this.#context.maxRecordBytes) yield this.#tooLong();
        return;
      }
      const item = this.#finish();
      if (item !== null) yield item;
      i = end;
    }
  }

  *end(): Generator<ReadItem> {
    if (this.#inside === null && (this.#expected === 'root' || this.#expected === 'the end of the file')) {
      if (!this.#found && this.#expected !== 'root') yield this.#notFound();
      return;
    }
    const what = this.#inside === 'element' ? 'in the record that starts here' : `where ${this.#expected} should come`;
    yield this.#fatal(
      `the JSON ends ${what}`,
      'The file is cut off, or a quote or bracket is never closed: fetch it again.',
    );
  }

  /** Takes a byte of structure; false when the byte starts a value (now {@link #inside}) or does not fit. */
  #step(byte: number): boolean {
    const char = String.fromCharCode(byte);
    switch (this.#expected) {
      case 'root':
      case 'member':
        return this.#enter(char);
      case 'key':
      case 'key or }':
        if (char === '"') return this.#begin('key', byte);
        return char === '}' && this.#expected === 'key or }' && this.#leaveObject();
      case ':':
        return char === ':' && this.#expect('member');
      case ', or }':
        return char === ',' ? this.#expect('key') : char === '}' && this.#leaveObject();
      case 'element':
      case 'element or ]':
        if (char === ']') return this.#expected === 'element or ]' && this.#leaveArray();
        return char !== ',' && char !== '}' && this.#begin('element', byte);
      case ', or ]':
        return char === ',' ? this.#expect('element') : char === ']' && this.#leaveArray();
      default:
        return false;
    }
  }

  /** The value after a key, or the whole file: on the way to the array it is entered, elsewhere skipped. */
  #enter(char: string): boolean {
    const onPath = !this.#found && (this.#depth === 0 || this.#key === this.#path[this.#depth - 1]);
    const arrived = onPath && this.#depth === this.#path.length;
    if (arrived && char === '[') {
      this.#found = true;
      return this.#expect('element or ]');
    }
    // An object where the array should be is read for its keys: they go into the message.
    if (char === '{' && (this.#depth === 0 || (onPath && !arrived))) {
      this.#depth += 1;
      this.#keys = [];
      return this.#expect('key or }');
    }
    if (this.#depth === 0 || ',:]}'.includes(char)) return false;
    return this.#begin('skipped', char.charCodeAt(0));
  }

  #begin(inside: 'key' | 'skipped' | 'element', byte: number): false {
    this.#inside = inside;
    this.#scanner.start(byte);
    return false;
  }

  #expect(next: Expected): true {
    this.#expected = next;
    return true;
  }

  #leaveObject(): true {
    this.#depth -= 1;
    return this.#expect(this.#depth === 0 ? 'the end of the file' : ', or }');
  }

  #leaveArray(): true {
    return this.#expect(this.#depth === 0 ? 'the end of the file' : ', or }');
  }

  /** Keeps the bytes of keys and records; those of skipped values only count lines. */
  #keep(bytes: Buffer): void {
    if (this.#inside === 'skipped') return;
    this.#parts.push(bytes);
    this.#partBytes += bytes.length;
  }

  /** The value is complete: a record becomes an item, a key is remembered. */
  #finish(): ReadItem | null {
    const inside = this.#inside;
    const bytes = this.#parts.length === 1 ? (this.#parts[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#parts);
    const line = this.#line;
    this.#line += this.#scanner.lines;
    this.#inside = null;
    this.#parts = [];
    this.#partBytes = 0;
    if (inside === 'element') {
      this.#expected = ', or ]';
      return this.#parse(bytes, line);
    }
    if (inside === 'skipped') {
      this.#expected = ', or }';
      return null;
    }
    this.#expected = ':';
    try {
      this.#key = String(JSON.parse(bytes.toString('utf8')));
    } catch (error) {
      return this.#fatal(`malformed JSON key: ${messageOf(error)}`, 'Repair the file, or fetch it again.');
    }
    if (this.#keys.length < MOST_KEYS) this.#keys.push(this.#key);
    return null;
  }

  #parse(bytes: Buffer, line: number): ReadItem {
    const decoded = decodeStrictly(bytes, this.#context.encoding);
    if ('problem' in decoded) {
      const badLine = line + linesBefore(bytes);
      return errorAt(this.#context, badLine, {
        message: decoded.problem.replace('of the line', `of the record at line ${line}`),
        fix: encodingFix(this.#context.encoding, bytes),
      });
    }
    try {
      return asItem(this.#context, line, JSON.parse(decoded.text));
    } catch (error) {
      const message = `malformed JSON in the record that starts here: ${messageOf(error)}`;
      return errorAt(this.#context, line, { message, fix: 'Repair the record, or fetch the file again.' });
    }
  }

  #misfit(byte: number): ReadItem {
    const char = byte < 0x80 ? JSON.stringify(String.fromCharCode(byte)) : `byte 0x${byte.toString(16).toUpperCase()}`;
    if (this.#expected === 'the end of the file' && !this.#found && byte === 0x7b) {
      return this.#fatal(
        'a second JSON object follows the first',
        'One object a line is JSON Lines: set format: jsonl.',
      );
    }
    if (this.#expected === 'root') {
      return this.#fatal(
        `expected a JSON array, found ${char}`,
        'One object a line is format: jsonl; is it JSON at all?',
      );
    }
    return this.#fatal(
      `malformed JSON: expected ${this.#expected}, found ${char}`,
      'Repair the file, or fetch it again.',
    );
  }

  #notFound(): ReadItem {
    const keys = this.#keys.map((key) => JSON.stringify(key)).join(', ');
    const where =
      this.#path.length === 0 ? 'the file is an object, not an array' : `no array at ${this.#path.join('.')}`;
    return this.#fatal(
      where,
      `Set records: to the dotted path of the array; keys there: ${keys === '' ? 'none' : keys}.`,
    );
  }

  #tooLong(): ReadItem {
    const size = this.#context.maxRecordBytes / 1024 / 1024;
    return this.#fatal(`the record that starts here is longer than ${size} MiB`, 'Is a quote or bracket never closed?');
  }

  #fatal(message: string, fix: string): ReadItem {
    this.failed = true;
    return errorAt(this.#context, this.#line, { message, fix, fatal: true });
  }
}

/** Line feeds before the first byte that does not decode: decoding leniently puts U+FFFD there. */
function linesBefore(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  return text.slice(0, Math.max(text.indexOf('\uFFFD'), 0)).split('\n').length - 1;
}
