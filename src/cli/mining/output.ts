/** Where mined rows go: native JSON lines, or a trainer's format as JSON lines or Parquet. */

import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { makeFolder } from '../../core/folders.js';
import { TRAINING_FORMATS, type TrainingFormat, trainingRows } from '../../dataset/negatives-rows.js';
import { openParquetRows } from '../../dataset/parquet-rows.js';
import { openJsonlWriter } from '../../dataset/writers.js';
import type { MiningCorpus } from '../../negatives/corpus.js';
import type { MinedRow } from '../../negatives/types.js';

export const OUTPUT_FORMATS = ['native', ...TRAINING_FORMATS] as const;
export type OutputFormat = 'native' | TrainingFormat;

/** An open output; it appears under its name when it is closed. */
export interface MiningOutput {
  write(row: MinedRow): Promise<void>;
  /** @returns rows written */
  close(): Promise<number>;
  discard(): Promise<void>;
}

/** @throws RaftCorpusError for native rows as Parquet: they are nested */
export function checkOutput(path: string, format: OutputFormat): void {
  if (format !== 'native' || !path.endsWith('.parquet')) return;
  throw new RaftCorpusError('native rows are JSON lines', {
    where: path,
    fix: `Name a .jsonl file, or a format for trainers: --format ${TRAINING_FORMATS.join(' | ')}.`,
  });
}

/** Opens `path`, absolute; a name that ends in `.parquet` becomes Parquet. */
export async function openMiningOutput(
  path: string,
  format: OutputFormat,
  corpus: MiningCorpus,
): Promise<MiningOutput> {
  const isParquet = path.endsWith('.parquet');
  const rows = isParquet ? await openParquetRows(path) : await openLines(path);
  return {
    write: async (mined) => {
      if (format === 'native') return rows.write(mined as never);
      const textOf = (id: string): string => corpus.passages[corpus.rowOf(id) ?? -1]?.text ?? '';
      const withText = ({ passage_id, score }: { passage_id: string; score: number }) => {
        return { text: textOf(passage_id), score };
      };
      const { query, positives, negatives, wanted } = mined;
      const training = { query, positives: positives.map(withText), negatives: negatives.map(withText), wanted };
      for (const row of trainingRows(format, training)) await rows.write(row);
    },
    close: () => rows.close(),
    discard: () => rows.discard(),
  };
}

async function openLines(path: string) {
  await makeFolder(dirname(path));
  const temporary = `${path}.tmp`;
  const writer = await openJsonlWriter(temporary);
  return {
    write: (row: unknown) => writer.write(row),
    close: async () => {
      const { rows } = await writer.close();
      await rename(temporary, path);
      return rows;
    },
    discard: async () => {
      await writer.close().catch(() => undefined);
      await rm(temporary, { force: true });
    },
  };
}
