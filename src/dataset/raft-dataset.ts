/** A RAFT dataset read back from its folder, row by row. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RaftCorpusError } from '../core/errors.js';
import { type RaftRow, raftRowSchema, SPLITS, type Split } from './raft-row.js';
import { readRecords } from './readers/read-records.js';

/** A row with its place, or what is wrong with the line there. */
export type RaftItem = { readonly split: Split; readonly where: string; readonly line: number } & (
  | { readonly row: RaftRow }
  | { readonly problem: string }
);

/**
 * Streams `train.jsonl`, `validation.jsonl` and `test.jsonl` of a folder, in that order; files that are absent are passed over.
 *
 * @throws RaftCorpusError when the folder holds none of them
 */
export async function* readRaftDataset(folder: string): AsyncGenerator<RaftItem> {
  let files = 0;
  for (const split of SPLITS) {
    const name = `${split}.jsonl`;
    const path = join(folder, name);
    if (!(await stat(path).catch(() => null))) continue;
    files += 1;
    for await (const item of readRecords(path, { format: 'jsonl', name })) {
      const at = { split, where: `${name}:${item.line}`, line: item.line };
      if ('error' in item) {
        yield { ...at, problem: item.error.message };
        continue;
      }
      const parsed = raftRowSchema.safeParse(item.record);
      if (parsed.success) yield { ...at, row: parsed.data };
      else yield { ...at, problem: describe(parsed.error.issues[0]) };
    }
  }
  if (files === 0) {
    throw new RaftCorpusError('there is no dataset here', {
      where: folder,
      fix: 'Name a folder that holds train.jsonl, as `raft-corpus build` writes it.',
    });
  }
}

function describe(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined): string {
  return issue ? `${issue.path.map(String).join('.')}: ${issue.message}` : 'not a RAFT row';
}
