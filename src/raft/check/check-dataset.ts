/** A whole dataset, row by row: where each stands and what became of it. Streams; nothing of a row is kept. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { type RaftItem, readRaftDataset } from '../../dataset/raft-dataset.js';
import { readRaftFile } from '../../dataset/raft-formats/read/read-file.js';
import type { RaftRow, Split } from '../../dataset/raft-row.js';
import { type Finding, isRotten, verdictOf } from '../../verify/claims/finding.js';
import { verifyRow } from '../../verify/row.js';
import type { RowJudge, RowVerdict } from './check-row.js';
import { rowOfRecord } from './foreign-row.js';

/** A row with its place and verdict; a line that is no row, or has no documents, is `unknown`. */
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
 * Judges the rows of a dataset folder in order; or of one file in any shape of RAFT data, whose documents are found by
 * their texts.
 * @throws RaftCorpusError when there is no dataset, or none of its lines is a row
 */
export async function* checkDataset(path: string, judge: RowJudge): AsyncGenerator<CheckedRow> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => true,
  );
  let rows = 0;
  let first: string | null = null;
  for await (const item of isFolder ? readRaftDataset(path) : itemsOfFile(path)) {
    const { split, where, line } = item;
    if ('row' in item) {
      rows += 1;
      const verdict = judge.judge(item.row);
      yield { split, where, line, row: item.row, ...(isFolder ? withDefects(item.row, verdict) : verdict) };
      continue;
    }
    first ??= `${where}: ${item.problem}`;
    yield { split, where, line, row: null, ...unreadable(item.problem) };
  }
  if (rows > 0) return;
  throw new RaftCorpusError(first === null ? 'the dataset has no rows' : `no line is a RAFT row: ${first}`, {
    where: path,
    fix: 'Name a dataset folder as `raft-corpus build` writes it, or a file of RAFT data.',
  });
}

/** A row of ours that contradicts itself was changed by somebody: whatever the corpus says, it is not vouched for. */
function withDefects(row: RaftRow, verdict: RowVerdict): RowVerdict {
  const defects = verifyRow(row);
  if (defects.length === 0) return verdict;
  const finding: Finding = {
    ...{ kind: 'unknown', source_id: null, doc_id: null, passage_id: null, drift: [] },
    message: `the row contradicts itself: ${defects.join(', ').replaceAll('_', ' ')}`,
  };
  const isWorse = isRotten(verdict.verdict);
  const findings = isWorse ? [...verdict.findings, finding] : [finding, ...verdict.findings];
  return { ...verdict, findings, verdict: verdictOf(findings) };
}

async function* itemsOfFile(path: string): AsyncGenerator<RaftItem> {
  const name = basename(path);
  for await (const item of readRaftFile(path, { name })) {
    const where = `${name}:${item.line}`;
    const split = ('record' in item ? item.record.split : undefined) ?? 'train';
    const row = 'record' in item ? rowOfRecord(item.record) : null;
    if (row) yield { split, where, line: item.line, row };
    else
      yield {
        split,
        where,
        line: item.line,
        problem: 'problem' in item ? item.problem : 'the record has no documents',
      };
  }
}

function unreadable(problem: string): RowVerdict {
  const finding = {
    ...{ kind: 'unknown' as const, source_id: null, doc_id: null, passage_id: null },
    ...{ drift: [], message: problem },
  };
  return { verdict: 'unknown', findings: [finding], rests_on_stale: false };
}
