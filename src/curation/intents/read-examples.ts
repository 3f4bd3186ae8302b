/** Files of labelled utterances: JSON Lines, CSV, Parquet, with columns of any name. */
import { RaftCorpusError } from '../../core/errors.js';
import { readRows } from '../../dataset/raft-formats/read/read-file.js';
import type { Split } from '../../dataset/raft-row.js';
import { formatOf } from '../../dataset/readers/formats.js';
import { readRecords } from '../../dataset/readers/read-records.js';
import type { DataRecord } from '../../dataset/readers/record.js';
import { splitNamed, splitOfFileName } from '../../dataset/splits.js';
import { normalizeText } from '../../text/normalize.js';
import type { Columns } from './columns.js';
import { type Annotation, GROUP_KINDS, type IntentExample, ORIGINS } from './example.js';

export interface ExampleFile {
  readonly path: string;
  /** How messages call it. */
  readonly name: string;
  /** In place of what a column or the file's name says. */
  readonly split?: Split;
}

/** Problems that one error tells; the others are counted. */
const SHOWN = 5;

/**
 * Reads all files, in their order.
 *
 * @throws RaftCorpusError that names the first few bad rows by file and line, and how many there are; for files that cannot
 *   be read, and where there is no utterance at all
 */
export async function readExamples(files: readonly ExampleFile[], columns: Columns): Promise<IntentExample[]> {
  const examples: IntentExample[] = [];
  const problems: string[] = [];
  const ids = new Map<string, string>();
  for (const file of files) {
    const split = file.split ?? splitOfFileName(file.path) ?? null;
    for await (const { line, ...item } of rowsOf(file)) {
      const where = `${file.name}:${line}`;
      const read = 'problem' in item ? item.problem : readExample(item.data, { where, columns, split });
      if (typeof read === 'string') {
        problems.push(`${where} ${read}`);
        continue;
      }
      const first = ids.get(read.id);
      if (first === undefined) ids.set(read.id, where);
      else problems.push(`${where} the id ${JSON.stringify(read.id)} is that of ${first} too`);
      examples.push(read);
    }
  }
  refuse(problems);
  if (examples.length === 0) {
    throw new RaftCorpusError('there are no utterances', {
      where: files.map(({ name }) => name).join(', '),
      fix: `Each row needs ${columns.text} and ${columns.intent}; columns of other names are mapped in the config.`,
    });
  }
  return examples;
}

type Row = { readonly line: number } & ({ readonly data: DataRecord } | { readonly problem: string });

/** CSV is told by its name, as it has no first bytes to be known by. */
async function* rowsOf({ path, name }: ExampleFile): AsyncGenerator<Row> {
  const format = formatOf(path);
  if (format !== 'csv' && format !== 'tsv') return yield* readRows(path, name);
  for await (const item of readRecords(path, { format, name })) {
    if (!('error' in item)) yield { line: item.line, data: item.record };
    else if (item.fatal) throw item.error;
    else yield { line: item.line, problem: item.error.message };
  }
}

interface RowContext {
  readonly where: string;
  readonly columns: Columns;
  readonly split: Split | null;
}

/** The example of a row, or what is wrong with it. */
function readExample(row: DataRecord, context: RowContext): IntentExample | string {
  const { where, columns } = context;
  const text = cell(row, columns.text);
  const intent = cell(row, columns.intent);
  if (text === null) return `has no ${columns.text}`;
  if (intent === null) return `has no ${columns.intent}`;
  const split = readSplit(row, context);
  if (typeof split === 'object' && split !== null) return split.problem;
  const origin = (cell(row, columns.origin) ?? 'production').toLowerCase();
  if (!isOrigin(origin)) return `has ${columns.origin} ${JSON.stringify(origin)}; it is ${ORIGINS.join(' or ')}`;
  const annotations = readAnnotations(row[columns.annotations]);
  if (annotations === null) return `has ${columns.annotations} that are no list of {"annotator", "intent"}`;
  const weight = Number(cell(row, columns.weight) ?? 1);
  if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) return `has a ${columns.weight} that is no weight`;
  return {
    id: cell(row, columns.id) ?? where,
    ...{ text, intent, lang: cell(row, columns.lang), split, origin },
    groups: Object.fromEntries(
      GROUP_KINDS.flatMap((kind) => {
        const group = cell(row, columns[kind]);
        return group === null ? [] : [[kind, group]];
      }),
    ),
    ...{ annotations, weight, where },
  };
}

/** A cell as text; null for one that is absent, empty or blank. */
function cell(row: DataRecord, name: string): string | null {
  const value = row[name];
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && normalizeText(value) !== '' ? value.trim() : null;
}

function readSplit(row: DataRecord, { columns, split }: RowContext): Split | null | { readonly problem: string } {
  const said = cell(row, columns.split);
  if (said === null) return split;
  return (
    splitNamed(said) ?? { problem: `has ${columns.split} ${JSON.stringify(said)}; it is train, validation or test` }
  );
}

function isOrigin(value: string): value is IntentExample['origin'] {
  return (ORIGINS as readonly string[]).includes(value);
}

/** A list, or its JSON where a CSV holds it; none for an absent or empty cell; null for anything else. */
function readAnnotations(value: unknown): readonly Annotation[] | null {
  if (value === undefined || value === null || value === '') return [];
  const list = typeof value === 'string' ? parseJson(value) : value;
  if (!Array.isArray(list)) return null;
  const annotations = list.map((entry: unknown) => {
    const { annotator, intent } = (entry ?? {}) as Readonly<Record<string, unknown>>;
    return typeof intent === 'string' && intent.trim() !== ''
      ? { annotator: String(annotator ?? ''), intent: intent.trim() }
      : null;
  });
  return annotations.includes(null) ? null : (annotations as Annotation[]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const more = problems.length > SHOWN ? `\n… and ${problems.length - SHOWN} more` : '';
  throw new RaftCorpusError(
    `${problems.length === 1 ? 'a row' : `${problems.length.toLocaleString('en')} rows`} cannot be read`,
    {
      where: `${problems.slice(0, SHOWN).join('\n')}${more}`,
      fix: 'Mend the rows, or map the columns by their names in the config: intents: { columns: { text: … } }.',
    },
  );
}
