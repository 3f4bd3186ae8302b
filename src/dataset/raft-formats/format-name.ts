/** How a format is named on the command line and in a build: `hf`, `chat:parquet`. */
import { RaftCorpusError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import { RAFT_FORMATS, type RaftFormat } from './shapes.js';

export const FILE_TYPES = ['jsonl', 'parquet'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** A format and the type of its files. */
export interface FormatChoice {
  readonly format: RaftFormat;
  readonly type: FileType;
}

/**
 * Reads `NAME` or `NAME:parquet`.
 * @throws RaftCorpusError for a name that is none, saying which there are
 */
export function parseFormat(text: string): FormatChoice {
  const [name = '', type = 'jsonl', ...rest] = text.trim().split(':');
  const format = RAFT_FORMATS.find((known) => known === name);
  const fileType = FILE_TYPES.find((known) => known === type);
  if (format !== undefined && fileType !== undefined && rest.length === 0) return { format, type: fileType };
  const near = format === undefined ? nearest(name, RAFT_FORMATS) : undefined;
  throw new RaftCorpusError(`there is no format ${JSON.stringify(text)}${near ? `; did you mean "${near}"?` : ''}`, {
    fix: `It is one of ${RAFT_FORMATS.join(', ')}, as JSON lines, or with :parquet after it.`,
  });
}
