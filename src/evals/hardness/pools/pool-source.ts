/** What pools are made from: questions with known answers, and the corpus that is searched for the rest. */
import { drop, KEEP, type StageCounts, tally } from '../../../core/stage.js';
import type { Embedder } from '../../../embed/embedder.js';
import { isSearchable, type MiningCorpus, type MiningPassage } from '../../../negatives/corpus.js';
import type { MiningQuery } from '../../../negatives/types.js';
import type { PoolCandidate } from '../pool.js';

/** Questions and a corpus with vectors of one model. */
export interface PoolSource {
  readonly queries: readonly MiningQuery[];
  readonly corpus: MiningCorpus;
  /** Fingerprint of the model that made the corpus's vectors; null: vectors of a file, whose model nobody named. */
  readonly fingerprint: string | null;
  /** Row-major [queries.length × dims], L2-normalised, in the order of the queries. This, or `embedder`. */
  readonly queryVectors?: Float32Array;
  /** Embeds the questions; the model that made the corpus's vectors. */
  readonly embedder?: Embedder;
}

/** A question that can have a pool: at least one of its positives is current in the corpus. */
export interface AskedQuery {
  readonly query: MiningQuery;
  /** Its place in the source, and so in the source's vectors. */
  readonly at: number;
  /** Rows of its positives. */
  readonly positives: readonly number[];
}

/** Questions with a positive; positives that are gone from the corpus or not current are left out, and counted as drops. */
export function askedQueries({ queries, corpus }: PoolSource, counts: StageCounts): readonly AskedQuery[] {
  return queries.flatMap((query, at) => {
    const rows = [...new Set(query.oracle_ids)].map((id) => corpus.rowOf(id));
    const positives = rows.filter((row): row is number => row !== undefined && corpus.passages[row]?.verdict === null);
    const reason = query.oracle_ids.length === 0 ? 'without_positive' : 'positive_gone';
    return tally(counts, positives.length > 0 ? KEEP : drop(reason)) ? [{ query, at, positives }] : [];
  });
}

/** Whether a row may be a negative that a search finds: current, no spoiler, and no positive of the question. */
export function mayBeNegative({ corpus }: PoolSource, asked: AskedQuery): (row: number) => boolean {
  const positives = new Set(asked.positives);
  return (row) => isSearchable(corpus.passages[row] as MiningPassage) && !positives.has(row);
}

/** What is known of a text of a pool beside the text. */
export interface Role {
  readonly relevant: boolean;
  readonly origin: string | null;
  readonly score: number | null;
}

/** A row of the corpus as a text of a pool. */
export function candidateOf({ corpus }: PoolSource, row: number, { relevant, origin, score }: Role): PoolCandidate {
  const { passage_id, title, text } = corpus.passages[row] as MiningPassage;
  return { id: passage_id, title, text, relevant, origin, score };
}
