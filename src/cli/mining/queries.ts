/** Which questions `mine` mines for: a file of queries, or the questions of an eval suite. */
import { relative, resolve } from 'node:path';
import type { LoadedConfig } from '../../config/load.js';
import { RaftCorpusError } from '../../core/errors.js';
import { loadSuite } from '../../evals/suite/suite.js';
import { suiteQueries } from '../../evals/suite/suite-queries.js';
import { readQueries } from '../../negatives/read-queries.js';
import type { MiningQuery } from '../../negatives/types.js';
import type { ViewIndex } from '../../verify/view-index.js';

/** @throws RaftCorpusError when both are given, or neither and the config names no suite, or nothing is left to mine for */
export async function gatherQueries(options: {
  readonly queries?: string;
  readonly suite?: string;
  readonly config: LoadedConfig;
  readonly index: ViewIndex;
  readonly cwd: string;
  readonly labels: (source: string, field: string) => readonly string[];
}): Promise<readonly MiningQuery[]> {
  if (options.queries !== undefined && options.suite !== undefined) {
    throw new RaftCorpusError('--queries and --suite exclude each other', { fix: 'Give one of them.' });
  }
  if (options.queries !== undefined) {
    return notEmpty(
      await readQueries({ path: resolve(options.cwd, options.queries), name: options.queries }),
      options.queries,
    );
  }
  const path = suitePath(options);
  return notEmpty(suiteQueries(await loadSuite(resolve(options.cwd, path)), options.index, options.labels), path);
}

/** The suite that was named, else the first of the config; relative to where the user is, for messages. */
export function suitePath(options: {
  readonly suite?: string;
  readonly config: LoadedConfig;
  readonly cwd: string;
}): string {
  const [configured] = options.config.suites;
  if (options.suite !== undefined) return options.suite;
  if (configured === undefined) {
    throw new RaftCorpusError('there is no eval suite', {
      where: options.config.file,
      fix: 'Name one, or list them under `suites:` in the config.',
    });
  }
  return relative(options.cwd, resolve(options.config.root, configured));
}

function notEmpty(queries: readonly MiningQuery[], where: string): readonly MiningQuery[] {
  if (queries.length > 0) return queries;
  throw new RaftCorpusError('there is no question to mine for', {
    where,
    fix: 'See that its gold holds: raft-corpus eval.',
  });
}
