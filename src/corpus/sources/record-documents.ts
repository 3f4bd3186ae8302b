/** Files of records as documents: mapped, duplicates dealt with, rendered. */
import { RaftCorpusError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import type { RecordFormat } from '../../dataset/readers/formats.js';
import { readRecords } from '../../dataset/readers/read-records.js';
import { detectLanguage } from '../../text/language.js';
import type { SourceDocument, TimestampOrigin } from '../document.js';
import type { ColumnWatch } from './column-watch.js';
import { columnsOf, factSpecs } from './config-fields.js';
import { createRecordMapper, type Entry } from './entry.js';
import type { SourceFile } from './files.js';
import { contradictsLang, mayContradict, readLang } from './lang.js';
import { mergeEntries } from './merge.js';
import { type Fault, noteTimestamp, placeOf, type ReadContext, shortId } from './outcome.js';
import { recordId } from './record-values.js';
import { renderEntry } from './render.js';
import { type Position, RepeatedIds, type SeenIds } from './seen-ids.js';
import { createSnapshotDates } from './snapshot-date.js';
import type { PathLanguage } from './translation-pairs.js';

/** A file of the source that holds records. */
export interface RecordFile extends SourceFile {
  readonly format: RecordFormat;
  /** Its number among the files of the source. */
  readonly index: number;
}

export interface RecordContext extends ReadContext {
  readonly seen: SeenIds;
  readonly pathLanguage: (docId: string) => PathLanguage;
  readonly columns: ColumnWatch;
  readonly progress: Progress;
  readonly onBytes: (file: SourceFile, bytes: number) => void;
  /** Told about each record, good or bad. */
  readonly onRecord: (file: SourceFile) => void;
}

/** A document, a fault, or the end of what can be read of a file. */
export type RecordOutcome = { readonly document: SourceDocument } | (Fault & { readonly fatal: boolean });

interface Located {
  readonly entry: Entry;
  readonly file: RecordFile;
  readonly line: number;
}

/** Reads the documents of record files, in order; with `onDuplicate: merge` an entry comes where its last record stands. */
export async function* readRecordDocuments(
  files: readonly RecordFile[],
  context: RecordContext,
): AsyncGenerator<RecordOutcome> {
  const write = createWriter(context);
  const repeated = context.config.onDuplicate === 'merge' ? await findRepeated(files, context) : null;
  const waiting = new Map<string, Located[]>();
  for (const file of files) {
    for await (const item of readEntries(file, context)) {
      if ('error' in item) {
        yield item;
        continue;
      }
      const count = repeated?.count(item.entry.docId) ?? 1;
      if (count > 1) {
        const group = [...(waiting.get(item.entry.docId) ?? []), item];
        waiting.set(item.entry.docId, group);
        if (group.length < count) continue;
        waiting.delete(item.entry.docId);
        yield { document: write(merged(group, context)) };
        continue;
      }
      const duplicate = checkDuplicate(item, context);
      if (duplicate === null) yield { document: write(item) };
      else if (duplicate !== 'left out') yield { ...duplicate, fatal: false };
    }
  }
  // Records of these ids were faulty, so that the expected number never came.
  for (const group of waiting.values()) yield { document: write(merged(group, context)) };
}

/** The entries and faults of one file. */
async function* readEntries(
  file: RecordFile,
  context: RecordContext,
): AsyncGenerator<Located | (Fault & { readonly fatal: boolean })> {
  const map = createRecordMapper(context.config);
  const { columns } = context;
  const onBytes = (bytes: number) => context.onBytes(file, bytes);
  for await (const item of readRecords(file.path, { ...readerOptions(file, context), onBytes })) {
    context.onRecord(file);
    if ('error' in item) {
      yield { error: item.error, docId: null, fatal: item.fatal };
      continue;
    }
    columns.see(item.record);
    const mapped = map(item.record);
    if ('entry' in mapped) {
      yield { entry: mapped.entry, file, line: item.line };
      continue;
    }
    const { problems, docId } = mapped;
    const message = problems.map((problem) => problem.message).join('; ');
    const details = { where: placeOf(file, item.line), fix: problems[0]?.fix ?? '' };
    yield { error: new RaftCorpusError(message, details), docId, fatal: false };
  }
}

function readerOptions(file: RecordFile, { config }: RecordContext) {
  const { encoding, records, csv } = config;
  return { name: file.name, format: file.format, encoding, records, csv };
}

/** null: a new id. */
function checkDuplicate({ entry, file, line }: Located, context: RecordContext): Fault | 'left out' | null {
  const position: Position = { file: file.index, line };
  const earlier = context.seen.note(entry.docId, position);
  if (earlier === null) return null;
  return duplicateOf(entry.docId, { here: placeOf(file, line), earlier, context });
}

/** What a second record with an id comes to: an error that names both places, or a notice. */
export function duplicateOf(
  docId: string,
  at: { readonly here: string; readonly earlier: Position; readonly context: ReadContext },
): Fault | 'left out' {
  const { here, earlier, context } = at;
  const first = context.files[earlier.file];
  const there = first === undefined ? 'an earlier record' : placeOf(first, earlier.line);
  if (context.config.onDuplicate !== 'error') {
    context.notices.add('duplicate_first', here, `${shortId(docId)} stands at ${there} already; that one is kept`);
    return 'left out';
  }
  const error = new RaftCorpusError(`two documents share the id ${shortId(docId)}`, {
    where: `${there} and ${here}`,
    fix: 'Make the ids unique, add a column to fields.id, or set onDuplicate: first | merge on the source.',
  });
  return { error, docId };
}

function merged(group: readonly Located[], context: RecordContext): Located {
  const [first, ...rest] = group as [Located, ...Located[]];
  const places = group.map(({ file, line }) => placeOf(file, line));
  if (rest.length > 0) {
    const message = `${shortId(first.entry.docId)} is merged from ${places.join(', ')}`;
    context.notices.add('duplicate_merged', placeOf(first.file, first.line), message);
  }
  context.seen.note(first.entry.docId, { file: first.file.index, line: first.line });
  return { ...first, entry: mergeEntries([first.entry, ...rest.map(({ entry }) => entry)]) };
}

/** First pass of `merge`: which ids come more than once. */
async function findRepeated(files: readonly RecordFile[], context: RecordContext): Promise<RepeatedIds> {
  const repeated = new RepeatedIds();
  const columns = columnsOf(context.config.fields?.id);
  let records = 0;
  for (const file of files) {
    for await (const item of readRecords(file.path, readerOptions(file, context))) {
      records += 1;
      if (records % 1000 === 0) context.progress.update(`looking for duplicates in ${context.config.id}`, records);
      if ('error' in item) continue;
      const id = recordId(item.record, columns);
      if ('id' in id) repeated.add(id.id);
    }
  }
  repeated.settle();
  return repeated;
}

/** Makes documents of entries. */
function createWriter(context: RecordContext): (located: Located) => SourceDocument {
  const { config } = context;
  const specs = factSpecs(config.fields);
  const snapshotDate = createSnapshotDates(config);
  const fixedLang = readLang(config.lang);
  return ({ entry, file, line }) => {
    const fromPath = context.pathLanguage(file.docId).lang;
    const location = placeOf(file, line);
    const lang = langOf(entry, { stated: entry.lang ?? fromPath ?? fixedLang, location, context });
    const { text, blocks } = renderEntry(entry, specs, lang);
    const fromSnapshot = entry.updatedAt === null ? snapshotDate(file.name) : null;
    const document: SourceDocument = {
      sourceId: config.id,
      docId: entry.docId,
      kind: config.kind,
      title: entry.title,
      lang,
      url: entry.url,
      text,
      blocks,
      facts: entry.facts,
      updatedAt: entry.updatedAt ?? fromSnapshot,
      updatedAtFrom: originOf(entry.updatedAt, fromSnapshot),
      validFrom: entry.validFrom,
      validTo: entry.validTo,
      translationOf: entry.translationOf,
      group: entry.group,
      location,
    };
    noteTimestamp(document, context);
    return document;
  };
}

function originOf(field: string | null, snapshot: string | null): TimestampOrigin | null {
  if (field !== null) return 'field';
  return snapshot === null ? null : 'snapshot';
}

function langOf(
  entry: Entry,
  {
    stated,
    location,
    context,
  }: { readonly stated: string | null; readonly location: string; readonly context: ReadContext },
): string | null {
  const prose = entry.texts.map(({ text }) => text.slice(0, SAMPLE)).join('\n');
  if (stated !== null && (prose === '' || !mayContradict(stated, prose))) return stated;
  const detected = detectLanguage(`${entry.title}\n${prose}`);
  if (stated !== null && contradictsLang(stated, detected)) {
    const message = `${shortId(entry.docId)} says lang ${stated}, but its text is ${detected}; kept as stated`;
    context.notices.add('lang_mismatch', location, message);
  }
  return stated ?? detected;
}

/** Characters of each text that a language is detected from: the detector looks at each one, a catalog has millions. */
const SAMPLE = 240;
