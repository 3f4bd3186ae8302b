/** A source as a stream of documents, and an account of what was read, left out and worth knowing. */
import type { Clock } from '../../core/clock.js';
import { RaftCorpusError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import { isRecordFormat, type TextFormat } from '../../dataset/readers/formats.js';
import type { SourceDocument } from '../document.js';
import { ColumnWatch } from './column-watch.js';
import { formatOfFile, type SourceConfig } from './config.js';
import { Faults, type Skipped } from './faults.js';
import { resolveFiles, type SourceFile } from './files.js';
import { GIT, type GitHistory } from './git-history.js';
import { type Notice, NoticeBook } from './notices.js';
import { placeOf, type ReadContext, shortId } from './outcome.js';
import { duplicateOf, type RecordFile, readRecordDocuments } from './record-documents.js';
import { SeenIds } from './seen-ids.js';
import { readTextDocument, type TextContext } from './text-document.js';
import { createTextTimestamps } from './timestamps.js';
import { createPathLanguages } from './translation-pairs.js';

export interface ReadSourceContext {
  /** Folder of the config file, absolute. */
  readonly root: string;
  /** What a timestamp is in the future of. */
  readonly clock: Clock;
  /** `stop`: one error names up to 20 faults; `skip`: go on without the faulty records. */
  readonly onError: 'stop' | 'skip';
  /** What `{snapshot}` in paths stands for; default: the last dated folder. */
  readonly snapshot?: string | undefined;
  readonly progress: Progress;
  /** Default: the installed git; null: none. */
  readonly git?: GitHistory | null | undefined;
}

/** What one read of a source came to. */
export interface SourceReadReport {
  readonly source_id: string;
  /** Names relative to the config's folder. */
  readonly files: readonly string[];
  /** What `{snapshot}` stood for; null when no path has it. */
  readonly snapshot: string | null;
  readonly documents: number;
  /** Records and text files looked at, left-out ones too. */
  readonly records: number;
  /** Bytes read from disk. */
  readonly bytes: number;
  /** Every record that was left out, with its reason; empty under `onError: stop`. */
  readonly skipped: readonly Skipped[];
  readonly notices: readonly Notice[];
  /** Everything there is was read: only then does a missing document mean a removed one. */
  readonly complete: boolean;
}

/**
 * Reads a source: documents one by one, the report at the end (the generator's return value).
 *
 * Under `onError: stop` no document follows the first fault, and the errors come as one when the source has been read
 * through: a consumer that writes only after the end writes nothing. Memory holds one record, and a few dozen bytes
 * for each id.
 *
 * @throws RaftCorpusError when no file matches, a format is unknown, a sidecar is missing, or (`stop`) records are faulty
 */
export async function* readSource(
  config: SourceConfig,
  context: ReadSourceContext,
): AsyncGenerator<SourceDocument, SourceReadReport> {
  const read = await openRead(config, context);
  for await (const outcome of outcomes(read, context.progress)) {
    if ('document' in outcome) {
      if (read.faults.stopped) continue;
      read.documents += 1;
      noteOriginal(outcome.document, read);
      yield outcome.document;
    } else {
      read.faults.add(outcome);
      if (read.faults.full) break;
    }
  }
  read.faults.throwIfStopped();
  return reportOf(read);
}

/** The state of one read. */
interface Read extends TextContext {
  readonly faults: Faults;
  readonly seen: SeenIds;
  /** Bytes read of each file, by name. */
  readonly bytes: Map<string, number>;
  /** doc_ids that translations name as their original and that have not come yet, with where they are named. */
  readonly awaited: Map<string, string>;
  /** Files without any record or text. */
  readonly empty: Set<string>;
  documents: number;
  records: number;
}

async function openRead(config: SourceConfig, context: ReadSourceContext): Promise<Read> {
  const found = await resolveFiles(config, context);
  const notices = new NoticeBook();
  const shared: ReadContext = {
    ...found,
    config,
    root: context.root,
    now: context.clock.now().toISOString(),
    notices,
  };
  const git = context.git === undefined ? GIT : context.git;
  return {
    ...shared,
    timestamps: await createTextTimestamps(config, { ...shared, git }),
    pathLanguage: createPathLanguages(config),
    fileIds: new Set(found.files.map((file) => file.docId)),
    faults: new Faults(config.id, context.onError),
    seen: new SeenIds(),
    bytes: new Map(),
    awaited: new Map(),
    empty: new Set(found.files.map((file) => file.name)),
    onBytes: () => {},
    documents: 0,
    records: 0,
  };
}

type Outcome = { readonly document: SourceDocument } | Parameters<Faults['add']>[0];

/** Record files first, then text files; each in the order of their names. */
async function* outcomes(read: Read, progress: Progress): AsyncGenerator<Outcome> {
  const records: RecordFile[] = [];
  const texts: { readonly file: SourceFile; readonly format: TextFormat; readonly index: number }[] = [];
  for (const [index, file] of read.files.entries()) {
    const format = formatOfFile(read.config, file.path);
    if (format === undefined) throw unknownFormat(file, read.config);
    if (isRecordFormat(format)) records.push({ ...file, format, index });
    else texts.push({ file, format, index });
  }
  if (records.length > 0) {
    const columns = new ColumnWatch(read.config);
    yield* readRecordDocuments(records, { ...recordContext(read, progress), columns });
    for (const message of columns.messages()) read.notices.add('missing_column', read.config.id, message);
  }
  for (const { file, format, index } of texts) {
    const outcome = await readTextDocument(file, format, {
      ...read,
      onBytes: (bytes) => read.bytes.set(file.name, bytes),
    });
    read.records += 1;
    if (outcome === 'empty') continue;
    read.empty.delete(file.name);
    if ('error' in outcome) {
      yield outcome;
      continue;
    }
    const { docId } = outcome.document;
    const earlier = read.seen.note(docId, { file: index, line: 0 });
    if (earlier === null) {
      yield outcome;
      continue;
    }
    const duplicate = duplicateOf(docId, { here: placeOf(file, 0), earlier, context: read });
    if (duplicate !== 'left out') yield duplicate;
  }
}

function recordContext(read: Read, progress: Progress) {
  return {
    ...read,
    progress,
    onBytes: (file: SourceFile, bytes: number) => {
      read.bytes.set(file.name, bytes);
    },
    onRecord: (file: SourceFile) => {
      read.records += 1;
      read.empty.delete(file.name);
    },
  };
}

function noteOriginal({ translationOf, location }: SourceDocument, { awaited, seen }: Read): void {
  if (translationOf !== null && !seen.has(translationOf)) awaited.set(translationOf, location);
}

/** In a partial snapshot the original may be in the store already. */
function noteMissingOriginals({ awaited, seen, notices, config }: Read): void {
  if (config.snapshot === 'partial') return;
  for (const [original, where] of awaited) {
    if (!seen.has(original)) notices.add('translation_without_original', where, `there is no ${shortId(original)}`);
  }
}

function unknownFormat(file: SourceFile, config: SourceConfig): RaftCorpusError {
  return new RaftCorpusError(`source "${config.id}": the format of a file cannot be told from its name`, {
    where: file.name,
    fix: 'Narrow the glob, or set format: jsonl | json | csv | tsv | markdown | html | text.',
  });
}

function reportOf(read: Read): SourceReadReport {
  noteMissingOriginals(read);
  for (const name of read.empty) read.notices.add('empty_file', name, 'the file holds no record or text');
  if (read.documents === 0) {
    read.notices.add('empty_source', read.config.id, 'no document was read; nothing that is stored will be removed');
  }
  return {
    source_id: read.config.id,
    files: read.files.map((file) => file.name),
    snapshot: read.snapshot,
    documents: read.documents,
    records: read.records,
    bytes: [...read.bytes.values()].reduce((sum, bytes) => sum + bytes, 0),
    skipped: read.faults.skipped,
    notices: read.notices.list(),
    complete: read.faults.skipped.length === 0 && read.empty.size === 0,
  };
}
