/** What is wrong with queries and vectors is found before any work, and named. */
import { RaftCorpusError } from '../core/errors.js';
import { type StageCounts, tally } from '../core/stage.js';
import type { MiningCorpus } from './corpus.js';
import { drop } from './filters.js';
import type { ResolvedOptions } from './options.js';
import type { MiningQuery } from './types.js';

/** A vector's length may be this far from 1: rounding of float16, and no more. */
const LENGTH_TOLERANCE = 2e-3;

/**
 * Checks queries, corpus and vectors.
 *
 * @returns the queries, each with the positives that can be used; what is not is counted
 * @throws RaftCorpusError on an empty corpus, vectors of another shape or length, empty or repeated queries, a positive
 *   that is unknown or not current (unless it is to be dropped), or neither vectors nor an embedder for the queries
 */
export function checkInputs(options: ResolvedOptions, counts: StageCounts): MiningQuery[] {
  checkCorpus(options.corpus);
  return checkQueries(options, counts);
}

/** {@link checkInputs} for a corpus that was checked before. */
export function checkQueries(options: ResolvedOptions, counts: StageCounts): MiningQuery[] {
  checkQueryVectors(options);
  const seen = new Set<string>();
  for (const { query_id, text } of options.queries) {
    if (seen.has(query_id)) {
      throw new RaftCorpusError(`two queries share the id "${query_id}"`, {
        where: query_id,
        fix: 'Give each query an id of its own; several positives of one query are one list.',
      });
    }
    if (text.trim() === '') throw new RaftCorpusError('a query is empty', { where: `query ${query_id}` });
    seen.add(query_id);
  }
  return options.queries.map((query) => withoutBadPositives(query, options, counts));
}

/** @throws RaftCorpusError on an empty corpus, or vectors of another shape or length */
export function checkCorpus({ passages, vectors, dims }: MiningCorpus): void {
  if (passages.length === 0) {
    throw new RaftCorpusError('the corpus is empty', { fix: 'Run raft-corpus refresh first, or give texts.' });
  }
  if (vectors.length !== passages.length * dims) {
    throw new RaftCorpusError('the corpus was read without its vectors', {
      fix: 'Ask for vectors when reading the view.',
    });
  }
  checkLengths({ vectors, dims, nameOf: (row) => `passage ${passages[row]?.passage_id}` });
}

function checkQueryVectors({ queries, queryVectors, embedder, corpus }: ResolvedOptions): void {
  const { dims } = corpus;
  if (queryVectors === undefined) {
    if (embedder === undefined) {
      throw new RaftCorpusError('there are no query vectors', { fix: 'Give queryVectors, or an embedder.' });
    }
    if (embedder.dims !== dims) {
      throw new RaftCorpusError(`the embedder makes vectors of ${embedder.dims}, the corpus has ${dims}`, {
        fix: 'Embed the queries with the embedder of the corpus.',
      });
    }
    return;
  }
  if (queryVectors.length !== queries.length * dims) {
    throw new RaftCorpusError(`the query vectors are not ${queries.length} rows of ${dims}`, {
      fix: 'Embed the queries with the embedder of the corpus.',
    });
  }
  checkLengths({ vectors: queryVectors, dims, nameOf: (row) => `query ${queries[row]?.query_id}` });
}

/** A margin on cosines means nothing on vectors of other lengths; a zero vector is a text without a known token. */
function checkLengths(options: {
  readonly vectors: Float32Array;
  readonly dims: number;
  readonly nameOf: (row: number) => string;
}): void {
  const { vectors, dims, nameOf } = options;
  for (let row = 0; row * dims < vectors.length; row++) {
    let squares = 0;
    for (let i = row * dims; i < (row + 1) * dims; i++) squares += (vectors[i] as number) * (vectors[i] as number);
    if (squares === 0) continue;
    if (!Number.isFinite(squares)) {
      throw new RaftCorpusError('a vector holds NaN or an infinite number', {
        where: nameOf(row),
        fix: 'Embed the text again; if it persists, the model is broken.',
      });
    }
    if (Math.abs(Math.sqrt(squares) - 1) > LENGTH_TOLERANCE) {
      throw new RaftCorpusError(`a vector has length ${Math.sqrt(squares).toFixed(4)}, not 1`, {
        where: nameOf(row),
        fix: 'Normalise the vectors (L2), so that inner products are cosines.',
      });
    }
  }
}

function withoutBadPositives(query: MiningQuery, options: ResolvedOptions, counts: StageCounts): MiningQuery {
  const { corpus, onBadPositive } = options;
  const good = query.oracle_ids.filter((id) => {
    const row = corpus.rowOf(id);
    const passage = row === undefined ? undefined : corpus.passages[row];
    if (passage && passage.verdict === null) return true;
    if (onBadPositive !== 'drop') {
      throw new RaftCorpusError(
        passage ? `a positive is ${passage.verdict}, not current` : 'a positive is not in the corpus',
        {
          where: `query ${query.query_id}, passage ${id}`,
          fix: 'Correct the query, or let go of such positives (onBadPositive: drop; --on-bad-positive drop).',
        },
      );
    }
    tally(counts, drop(passage ? 'stale_positive' : 'unknown_positive'));
    return false;
  });
  return good.length === query.oracle_ids.length ? query : { ...query, oracle_ids: good };
}
