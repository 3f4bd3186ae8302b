/** Columns of a line, found in bytes: white space between them as C has it, any amount of it. */

const TAB = 0x09;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;

/** Where the columns of one line are; one object is used for all lines of a file. */
export interface Fields {
  /** Columns that were found; those beyond the room of `starts` are counted alone. */
  count: number;
  /** Offset of each column's first byte. */
  readonly starts: Int32Array;
  /** Offset after each column's last byte. */
  readonly ends: Int32Array;
}

/** Room for `columns` columns. */
export function fieldsOf(columns: number): Fields {
  return { count: 0, starts: new Int32Array(columns), ends: new Int32Array(columns) };
}

/**
 * Finds the columns of the line that starts at `at`, and returns where the next one does. The last line may lack its
 * line feed.
 */
export function splitFields(bytes: Uint8Array, at: number, fields: Fields): number {
  const { starts, ends } = fields;
  const { length } = bytes;
  let count = 0;
  let i = at;
  for (;;) {
    while (i < length && isBlank(bytes[i] as number)) i += 1;
    if (i >= length || bytes[i] === NEWLINE) break;
    const start = i;
    // What is above a space is never white space: the usual byte costs one comparison.
    while (i < length && ((bytes[i] as number) > SPACE || !isSpace(bytes[i] as number))) i += 1;
    if (count < starts.length) {
      starts[count] = start;
      ends[count] = i;
    }
    count += 1;
  }
  fields.count = count;
  return i + 1;
}

/** White space within a line. */
function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || (byte > NEWLINE && byte <= CARRIAGE_RETURN);
}

function isSpace(byte: number): boolean {
  return byte === SPACE || (byte >= TAB && byte <= CARRIAGE_RETURN);
}

/** A column as text. */
export function fieldText(bytes: Buffer, fields: Fields, column: number): string {
  return bytes.toString('utf8', fields.starts[column], fields.ends[column]);
}
