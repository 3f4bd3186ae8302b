/** The lines of a TREC run, `query Q0 document rank score tag`, one after the other, without a string for each. */
import { RaftCorpusError } from '../../core/errors.js';
import { checkUtf8, readBlocks, type TrecFileOptions } from './blocks.js';
import { type Fields, fieldsOf, fieldText, splitFields } from './fields.js';
import { looksLikeHeader } from './header.js';
import { parseNumber } from './parse-number.js';

/** One line. The same object is handed over for every line: what is to last must be copied. */
export interface RunLine {
  bytes: Buffer;
  queryStart: number;
  queryEnd: number;
  docStart: number;
  docEnd: number;
  /** Finite. */
  score: number;
  /** From 1. */
  line: number;
}

const COLUMNS = 6;
const QUERY = 0;
const DOCUMENT = 2;
const SCORE = 4;
const HASH = 0x23;

/**
 * Hands over every line in the order of the file; the rank column is ignored, as trec_eval does. Blank lines, lines that
 * start with `#` and have not the shape of a result, and a header in the first line are passed over.
 *
 * @returns how many results there were
 * @throws RaftCorpusError with file and line at the first line that is no result, and what `onLine` throws
 */
export async function readRunLines(
  path: string,
  onLine: (line: RunLine) => void,
  options: TrecFileOptions = {},
): Promise<number> {
  const name = options.name ?? path;
  const reader = runLineReader(name, onLine);
  for await (const block of readBlocks(path, options)) reader.read(block);
  return reader.results;
}

/** A reader of the blocks of one file, in their order. */
export function runLineReader(name: string, onLine: (line: RunLine) => void) {
  const fields = fieldsOf(COLUMNS);
  const found: RunLine = {
    bytes: Buffer.alloc(0),
    queryStart: 0,
    queryEnd: 0,
    docStart: 0,
    docEnd: 0,
    score: 0,
    line: 0,
  };
  let line = 1;
  const reader = {
    results: 0,
    read: (bytes: Buffer): void => {
      checkUtf8(bytes, line, name);
      found.bytes = bytes;
      for (let at = 0; at < bytes.length; line++) {
        at = splitFields(bytes, at, fields);
        if (fields.count === 0) continue;
        const score = fields.count === COLUMNS ? scoreOf(bytes, fields) : Number.NaN;
        if (!Number.isFinite(score)) {
          if (isPassedOver(bytes, fields, line)) continue;
          throw notAResult({ bytes, fields, score, where: `${name}:${line}` });
        }
        found.queryStart = fields.starts[QUERY] as number;
        found.queryEnd = fields.ends[QUERY] as number;
        found.docStart = fields.starts[DOCUMENT] as number;
        found.docEnd = fields.ends[DOCUMENT] as number;
        found.score = score;
        found.line = line;
        reader.results += 1;
        onLine(found);
      }
    },
  };
  return reader;
}

function scoreOf(bytes: Buffer, { starts, ends }: Fields): number {
  return parseNumber(bytes, starts[SCORE] as number, ends[SCORE] as number);
}

/** A comment, or the names of the columns. */
function isPassedOver(bytes: Buffer, fields: Fields, line: number): boolean {
  if (bytes[fields.starts[0] as number] === HASH) return true;
  return line === 1 && fields.count === COLUMNS && looksLikeHeader(fieldText(bytes, fields, SCORE));
}

interface BadLine {
  readonly bytes: Buffer;
  readonly fields: Fields;
  readonly score: number;
  readonly where: string;
}

const SHAPE =
  'A line of a run is "query Q0 document rank score tag", with white space between the columns and none in them.';

function notAResult({ bytes, fields, score, where }: BadLine): RaftCorpusError {
  const { count } = fields;
  if (count !== COLUMNS) {
    const qrels = (count === 4 || count === 3) && /^-?\d+$/.test(fieldText(bytes, fields, count - 1));
    return new RaftCorpusError(`${count} ${count === 1 ? 'column' : 'columns'} where a run has ${COLUMNS}`, {
      where,
      fix: qrels ? `This looks like judgements: were qrels and run swapped? ${SHAPE}` : SHAPE,
    });
  }
  const text = fieldText(bytes, fields, SCORE);
  const infinite = Math.abs(score) === Number.POSITIVE_INFINITY || /^[+-]?inf(inity)?$/i.test(text);
  const what = infinite ? 'is infinite, or too large to be told from it' : 'is not a number';
  return new RaftCorpusError(`the score ${JSON.stringify(text)} ${what}`, {
    where,
    fix: 'Scores are finite decimal numbers, e.g. 12.5 or -1e-3; the fifth column holds them.',
  });
}
