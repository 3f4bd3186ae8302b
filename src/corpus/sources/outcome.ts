/** What reading one record or one file comes to, before duplicates are looked at. */
import type { RaftCorpusError } from '../../core/errors.js';
import type { SourceDocument } from '../document.js';
import type { SourceConfig } from './config.js';
import type { SourceFile, SourceFiles } from './files.js';
import type { NoticeBook } from './notices.js';

/** A record or file that is left out (or stops the run). */
export interface Fault {
  readonly error: RaftCorpusError;
  /** Known when only other parts of the record are wrong. */
  readonly docId: string | null;
}

/** What all parts of one read share. */
export interface ReadContext extends SourceFiles {
  readonly config: SourceConfig;
  /** Folder of the config file, absolute. */
  readonly root: string;
  /** ISO 8601 in UTC; a later timestamp is in the future. */
  readonly now: string;
  readonly notices: NoticeBook;
}

/** Place of a record or file: `catalog.jsonl:17`; line 0 is the whole file. */
export function placeOf(file: Pick<SourceFile, 'name'>, line: number): string {
  return line === 0 ? file.name : `${file.name}:${line}`;
}

/** Notices on a document's timestamp: missing ones stay unknown, future ones stay as they are; both are told. */
export function noteTimestamp(
  document: Pick<SourceDocument, 'docId' | 'location' | 'updatedAt'>,
  { notices, now }: Pick<ReadContext, 'notices' | 'now'>,
): void {
  const { docId, location, updatedAt } = document;
  if (updatedAt === null) {
    notices.add('missing_timestamp', location, `${shortId(docId)} has no timestamp; it stays unknown`);
  } else if (updatedAt > now) {
    notices.add('future_timestamp', location, `${shortId(docId)} says it changed on ${updatedAt}, which is to come`);
  }
}

/** An id for messages: quoted, and cut where it is very long. */
export function shortId(docId: string): string {
  return JSON.stringify(docId.length > 80 ? `${docId.slice(0, 80)}…` : docId);
}
