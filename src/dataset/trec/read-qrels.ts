/** Judgements: TREC qrels (four columns), BEIR's TSV (three, with a header or without), their JSON forms. */
import { RaftCorpusError } from '../../core/errors.js';
import { checkUtf8, readBlocks, type TrecFileOptions } from './blocks.js';
import { type Fields, fieldsOf, fieldText, splitFields } from './fields.js';
import { looksLikeHeader } from './header.js';
import { type AddJudgement, isJson, readJsonlQrels, readJsonScores } from './json-files.js';

/** Grade by document, by query, in the order of the file. ≥ 1 is relevant; negative: in the pool, and left unjudged. */
export type Qrels = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * Reads judgements, told apart by their first line: `query iteration document grade` (TREC), `query document grade` (BEIR;
 * with tabs ids may hold spaces), `{"query-id", "corpus-id", "score"}` a line, or one JSON object `{query: {document: grade}}`.
 * `.gz` is decompressed. Lines that start with `#` and are no judgement are comments.
 *
 * @throws RaftCorpusError with file and line: a line of another shape, a grade that is no integer, a pair that is judged
 *   twice; for a file without any relevant document
 */
export async function readQrels(path: string, options: TrecFileOptions = {}): Promise<Qrels> {
  const name = options.name ?? path;
  const qrels = newQrels(name);
  const json = await isJson(path, name);
  if (json === 'lines') await readJsonlQrels(path, name, qrels.add);
  else if (json === 'object') {
    await readJsonScores(path, name, 'grade', ({ query, document, score }) =>
      qrels.add(query, document, String(score), name),
    );
  } else await readColumns(path, { ...options, name }, qrels.add);
  return qrels.checked();
}

function newQrels(name: string): { readonly add: AddJudgement; checked(): Qrels } {
  const qrels = new Map<string, Map<string, number>>();
  let last = '';
  let grades: Map<string, number> | undefined;
  let relevant = 0;
  return {
    add: (query, document, text, where) => {
      const grade = gradeOf(text, where);
      if (grades === undefined || query !== last) {
        grades = qrels.get(query);
        if (grades === undefined) {
          grades = new Map();
          qrels.set(query, grades);
        }
        last = query;
      }
      if (grades.has(document)) {
        const before = grades.get(document);
        throw new RaftCorpusError(
          `document ${quoted(document)} of query ${quoted(query)} is judged twice (${before} before)`,
          {
            where,
            fix: 'Keep one of the two judgements.',
          },
        );
      }
      grades.set(document, grade);
      if (grade >= 1) relevant += 1;
    },
    checked: () => {
      if (qrels.size === 0) {
        throw new RaftCorpusError('the qrels are empty', {
          where: name,
          fix: 'Give a file with at least one judgement.',
        });
      }
      if (relevant === 0) {
        throw new RaftCorpusError('no document of the qrels is relevant: no grade is 1 or more', {
          where: name,
          fix: 'Is it the right file, and are its last column the grades?',
        });
      }
      return qrels;
    },
  };
}

/** Grades are whole; `1.0`, as some exports have them, is. */
function gradeOf(text: string, where: string): number {
  if (/^[+-]?\d{1,9}(?:\.0*)?$/.test(text)) return Number(text);
  throw new RaftCorpusError(`the grade ${JSON.stringify(text)} is not an integer`, {
    where,
    fix: 'Grades are whole numbers: 0 is not relevant, 1 and more are relevant.',
  });
}

const TREC = 4;
const BEIR = 3;
const TAB = 0x09;
const HASH = 0x23;

async function readColumns(
  path: string,
  options: TrecFileOptions & { readonly name: string },
  add: AddJudgement,
): Promise<void> {
  const fields = fieldsOf(TREC);
  let columns: number | null = null;
  let line = 1;
  for await (const bytes of readBlocks(path, options)) {
    checkUtf8(bytes, line, options.name);
    for (let at = 0; at < bytes.length; line++) {
      const start = at;
      at = splitFields(bytes, at, fields);
      if (fields.count === 0) continue;
      const where = `${options.name}:${line}`;
      const cells = cellsOf(bytes.subarray(start, at), { bytes, fields, columns });
      if (cells === null || !isGrade(cells)) {
        if (bytes[fields.starts[0] as number] === HASH) continue;
        if (cells !== null && columns === null && looksLikeHeader(cells.at(-1) ?? '')) {
          columns = cells.length;
          continue;
        }
      }
      if (cells === null) throw notAJudgement(fields.count, columns, where);
      columns = cells.length;
      const [query = '', document = ''] = columns === TREC ? [cells[0], cells[2]] : cells;
      add(query, document, cells.at(-1) ?? '', where);
    }
  }
}

function isGrade(cells: readonly string[]): boolean {
  return /^[+-]?\d/.test(cells.at(-1) ?? '');
}

interface LineContext {
  readonly bytes: Buffer;
  readonly fields: Fields;
  /** What the lines before had; null at the first. */
  readonly columns: number | null;
}

/** The columns of a line: three where exactly two tabs part it and no fourth column hides in them, else by white space. */
function cellsOf(line: Buffer, { bytes, fields, columns }: LineContext): readonly string[] | null {
  if (columns !== TREC && fields.count > BEIR) {
    const tabbed = tabCells(line);
    if (tabbed !== null && (columns === BEIR || fields.count !== TREC || !isIteration(fieldText(bytes, fields, 1))))
      return tabbed;
  }
  const { count } = fields;
  if (columns === null ? count !== TREC && count !== BEIR : count !== columns) return null;
  return Array.from({ length: count }, (_, column) => fieldText(bytes, fields, column));
}

/** The second column of TREC qrels: `0`, `Q0`, a number that nobody reads. */
function isIteration(text: string): boolean {
  return /^q?\d+$/i.test(text);
}

function tabCells(line: Buffer): readonly string[] | null {
  if (line.indexOf(TAB) < 0) return null;
  const cells = line
    .toString('utf8')
    .split('\t')
    .map((cell) => cell.trim());
  return cells.length === BEIR && cells.every((cell) => cell !== '') ? cells : null;
}

function notAJudgement(count: number, columns: number | null, where: string): RaftCorpusError {
  const expected =
    columns === null ? `qrels have ${TREC} (TREC) or ${BEIR} (BEIR)` : `the lines before have ${columns}`;
  const shape = 'A line is "query 0 document grade", or "query⇥document⇥grade", with no white space inside an id.';
  return new RaftCorpusError(`${count} ${count === 1 ? 'column' : 'columns'} where ${expected}`, {
    where,
    fix: count === 6 ? `This looks like a run: were qrels and run swapped? ${shape}` : shape,
  });
}

function quoted(id: string): string {
  return JSON.stringify(id);
}
