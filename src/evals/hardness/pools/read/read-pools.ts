/** Reads the negatives of an eval or a training set from files: ours, RAFT datasets, and what trainers of embedders take. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { RaftCorpusError } from '../../../../core/errors.js';
import { type Progress, SILENT } from '../../../../core/progress.js';
import { datasetsOf, type RowsFile } from '../../../../dataset/raft-formats/read/dataset-files.js';
import { readRows } from '../../../../dataset/raft-formats/read/read-file.js';
import type { PoolSet } from '../../pool.js';
import { type LeftOut, type PassageLookup, PoolGatherer } from './gather.js';
import { isOrdered, type PoolShape } from './pool-row.js';
import { readPoolRow } from './shape-of.js';

export interface ReadPoolsOptions extends RowsFile {
  /** Texts of passages that rows only name; null: rows carry them, or cannot be used. */
  readonly lookup: PassageLookup | null;
  /** At most so many questions are kept, drawn by seed. */
  readonly sample: number;
  readonly seed: number | string;
  /** A row that is none: stop (default), or count it as `unreadable` and go on. */
  readonly onBadRow?: 'error' | 'skip';
  readonly progress?: Progress;
}

/** Pools of files, and what became of the rows. */
export interface PoolsOfFile {
  readonly set: PoolSet;
  readonly shape: PoolShape | null;
  readonly rows: number;
  /** Questions with rows, of which the pools are a sample. */
  readonly questions: number;
  /** Rows, questions and texts that could not be used, by reason. */
  readonly left_out: Readonly<LeftOut>;
}

/**
 * Reads a file, or the files of a folder, as one set of pools.
 *
 * @throws RaftCorpusError naming file and line of a row that is none, rows of two shapes, texts that nobody has; or the
 *   file when nothing in it can be a pool
 */
export async function readPools(options: ReadPoolsOptions): Promise<PoolsOfFile> {
  const { progress = SILENT, onBadRow = 'error' } = options;
  const gatherer = new PoolGatherer(options);
  const left: LeftOut = {};
  const origins = new Set<string>();
  let shape: PoolShape | null = null;
  let rows = 0;
  const files = (await datasetsOf([options])).flat();
  for (const { path, name } of files) {
    for await (const item of readRows(path, name)) {
      if (rows % 1000 === 0) progress.update(`read ${name}`, rows);
      rows += 1;
      const where = `${name}:${item.line}`;
      const read = 'problem' in item ? item : readPoolRow(item.data);
      if ('problem' in read) {
        if (onBadRow === 'error') throw badRow(read.problem, where);
        tallyReason(left, 'unreadable');
      } else if ('skipped' in read) {
        tallyReason(left, read.skipped);
      } else {
        if (shape !== null && shape !== read.row.shape) throw mixed(shape, read.row.shape, where);
        shape = read.row.shape;
        for (const { origin } of read.row.texts) if (origin) origins.add(origin);
        gatherer.add(read.row, where);
      }
    }
  }
  const pools = gatherer.pools();
  const left_out = { ...left, ...gatherer.leftOut };
  if (pools.length === 0 && onBadRow === 'error') throw nothing({ name: options.name, rows, leftOut: left_out });
  const mined_by = await minedBy(options.path, origins);
  const name = basename(resolve(options.path));
  return {
    set: { name, pools, ordered: shape !== null && isOrdered(shape), mined_by },
    shape,
    rows,
    questions: gatherer.questions,
    left_out,
  };
}

/** What the manifest beside the rows says of the model that mined them; a dataset built here knows no reranker. */
async function minedBy(path: string, origins: ReadonlySet<string>): Promise<readonly string[] | null> {
  const folder = (await stat(path).catch(() => null))?.isDirectory() ? path : dirname(path);
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  const fingerprint = text === null ? null : fingerprintIn(text);
  if (fingerprint === null) return null;
  return [`embedder:${fingerprint}`, ...(origins.has('lexical') ? ['bm25'] : [])];
}

/** A manifest that is none of ours says nothing. */
function fingerprintIn(text: string): string | null {
  try {
    const manifest = JSON.parse(text) as { corpus?: { embedder?: { fingerprint?: unknown } } };
    const fingerprint = manifest.corpus?.embedder?.fingerprint;
    return typeof fingerprint === 'string' ? fingerprint : null;
  } catch {
    return null;
  }
}

function tallyReason(counts: LeftOut, reason: string): void {
  counts[reason] = (counts[reason] ?? 0) + 1;
}

function badRow(problem: string, where: string): RaftCorpusError {
  return new RaftCorpusError(problem, {
    where,
    fix: 'Rows are those of `raft-corpus mine` in any format, of a RAFT dataset, or {"query", "candidates": [{"text", "relevant"}]}; docs/hardness.md.',
  });
}

function mixed(before: PoolShape, now: PoolShape, where: string): RaftCorpusError {
  return new RaftCorpusError(`a ${now} row after ${before} rows`, {
    where,
    fix: 'Rows of one set have one shape: name one file of one format.',
  });
}

function nothing(found: {
  readonly name: string;
  readonly rows: number;
  readonly leftOut: Readonly<LeftOut>;
}): RaftCorpusError {
  const reasons = Object.entries(found.leftOut).map(([reason, n]) => `${n} ${reason.replaceAll('_', ' ')}`);
  const why = reasons.length === 0 ? '' : `: ${reasons.join(', ')}`;
  const isGone = 'text_gone' in found.leftOut;
  return new RaftCorpusError(`no question with a positive and a negative in ${found.rows} rows${why}`, {
    where: found.name,
    fix: isGone
      ? 'Its rows name passages by id: read it with the store or the collection that it was mined from.'
      : 'A pool needs a text that answers and one that does not.',
  });
}
