/** A source that the config no longer names and the user lets go: all of its documents are removed. */
import { RaftCorpusError } from '../../core/errors.js';
import type { Scratch } from '../../core/scratch.js';
import type { SourceRow } from '../../store/rows.js';
import { type SourceConfig, sourceSchema } from '../sources/config.js';
import type { Head } from './head.js';
import type { IncomingDocument, ReconciledSource } from './reconcile.js';

export interface DropInput {
  readonly id: string;
  /** Sources of the config: one that is declared is not dropped. */
  readonly declared: readonly Pick<SourceConfig, 'id'>[];
  readonly rows: readonly SourceRow[];
  /** Must hold the documents of the source. */
  readonly head: Head;
  readonly scratch: Scratch;
}

/**
 * @throws RaftCorpusError when the source is still declared, or the store does not hold it
 */
export function droppedSource({ id, declared, rows, head, scratch }: DropInput): ReconciledSource {
  if (declared.some((source) => source.id === id)) {
    throw new RaftCorpusError(`source "${id}" is still in the config`, {
      fix: 'Take it out of the config first; only a source that nobody reads any more can be dropped.',
    });
  }
  const row = rows.find((each) => each.source_id === id);
  if (row === undefined) {
    const dropable = rows
      .map((each) => each.source_id)
      .filter((each) => !declared.some((source) => source.id === each));
    throw new RaftCorpusError(`the store holds no source "${id}"`, {
      fix:
        dropable.length > 0
          ? `It holds ${dropable.join(', ')} that the config does not name.`
          : 'There is nothing to drop.',
    });
  }
  const removed = [...head].filter(([, document]) => document.source_id === id).map(([key]) => key);
  return {
    config: sourceSchema.parse({ id, kind: 'article', path: '-', format: 'text' }),
    read: {
      ...{ source_id: id, files: [], snapshot: null, documents: 0, records: 0, bytes: 0 },
      ...{ skipped: [], notices: [], complete: true },
    },
    incoming: scratch.file<IncomingDocument>(`incoming-${id}`),
    counts: { added: 0, changed: 0, touched: 0, unchanged: 0 },
    removed,
    refused: [],
    sameTimestamp: [],
    boilerplate: null,
    recut: false,
    storedRead: null,
    dropped: true,
  };
}
