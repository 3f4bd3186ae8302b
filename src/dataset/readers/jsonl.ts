/** JSON Lines: one object a line. */
import { messageOf } from '../../core/errors.js';
import { readLines } from './lines.js';
import { asItem, errorAt, type ReaderContext, type ReadItem } from './record.js';

/** Reads the objects of UTF-8 chunks; blank lines are passed over, a bad line is an error item and reading goes on. */
export async function* readJsonl(chunks: AsyncIterable<Buffer>, context: ReaderContext): AsyncGenerator<ReadItem> {
  for await (const lines of readLines(chunks, context)) {
    for (const line of lines) {
      const item = 'error' in line ? line : parseLine(line.text, line.line, context);
      if (item !== null) yield item;
    }
  }
}

function parseLine(text: string, line: number, context: ReaderContext): ReadItem | null {
  if (text === '' || text.trim() === '') return null;
  try {
    return asItem(context, line, JSON.parse(text));
  } catch (error) {
    return errorAt(context, line, { message: `malformed JSON: ${messageOf(error)}`, fix: fixFor(text, line) });
  }
}

function fixFor(text: string, line: number): string {
  if (line === 1 && text.trimStart().startsWith('[')) return 'The file looks like a JSON array: set format: json.';
  return 'Each line must be one whole JSON object; if the line is cut off, fetch the file again.';
}
