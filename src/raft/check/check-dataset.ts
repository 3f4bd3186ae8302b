/** A whole dataset, row by row: where each stands and what became of it. Streams; nothing of a row is kept. */
import { RaftCorpusError } from '../../core/errors.js';
import { readRaftDataset } from '../../dataset/raft-dataset.js';
import type { RaftRow, Split } from '../../dataset/raft-row.js';
import type { RowJudge, RowVerdict } from './check-row.js';

/** A row with its place and verdict; a line that is no row is `unknown`. */
export interface CheckedRow extends RowVerdict {
  /** `train.jsonl:12` */
  readonly where: string;
  readonly split: Split;
  /** Counted from 1. */
  readonly line: number;
  /** Null for a line that is no row. */
  readonly row: RaftRow | null;
}

/**
 * Judges the rows of a dataset folder in order.
 * @throws RaftCorpusError when there is no dataset, or none of its lines is a row
 */
export async function* checkDataset(folder: string, judge: RowJudge): AsyncGenerator<CheckedRow> {
  let rows = 0;
  let first: string | null = null;
  for await (const item of readRaftDataset(folder)) {
    const { split, where, line } = item;
    if ('row' in item) {
      rows += 1;
      yield { split, where, line, row: item.row, ...judge.judge(item.row) };
      continue;
    }
    first ??= `${where}: ${item.problem}`;
    yield { split, where, line, row: null, ...unreadable(item.problem) };
  }
  if (rows > 0) return;
  throw new RaftCorpusError(first === null ? 'the dataset has no rows' : `no line is a RAFT row: ${first}`, {
    where: folder,
    fix: 'Name a dataset folder as `raft-corpus build` writes it.',
  });
}

function unreadable(problem: string): RowVerdict {
  const finding = {
    kind: 'unknown',
    source_id: null,
    doc_id: null,
    passage_id: null,
    drift: [],
    message: problem,
  } as const;
  return { verdict: 'unknown', findings: [finding], rests_on_stale: false };
}
