/** A query with all that its filters compare against. */
import type { AnswerGuard, QueryGuard } from './answers/guard.js';
import type { MiningCorpus } from './corpus.js';
import { likenessTo, type PositiveLikeness } from './likeness.js';
import { marginPositives } from './margin-positive.js';
import type { ResolvedOptions } from './options.js';
import { type PassageTexts, type Reading, readingOf } from './passage-texts.js';
import type { MiningQuery } from './types.js';

export interface Positive {
  readonly row: number;
  /** Cosine with the query. */
  readonly score: number;
}

export interface QueryContext {
  readonly query: MiningQuery;
  /** Its text, to be told from others. */
  readonly reading: Reading;
  /** Its own positives. */
  readonly positives: readonly Positive[];
  /** Rows of its positives, and of those of queries with the same text. */
  readonly positiveRows: ReadonlySet<number>;
  /** Their cosines with the query. */
  readonly positiveScores: ReadonlyMap<number, number>;
  readonly excludedRows: ReadonlySet<number>;
  readonly families: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
  /** The score that margins count from, see {@link marginRows}; null without positives. */
  readonly reference: number | null;
  /**
   * Which of the positives count for margins, given scores of them all by any model: the weakest of these is what margins
   * count from.
   */
  readonly marginRows: (scores: ReadonlyMap<number, number>) => readonly number[];
  /** Set where likeness to the positives decides in place of the relative margin. */
  readonly likeness: PositiveLikeness | null;
  readonly guard: QueryGuard;
}

/** What contexts are made from; one per mining run. */
export interface ContextSource {
  readonly corpus: MiningCorpus;
  readonly texts: PassageTexts;
  readonly guard: AnswerGuard;
  /** Rows of the positives of all queries with this text. */
  readonly positivesByText: ReadonlyMap<string, readonly number[]>;
  readonly options: Pick<ResolvedOptions, 'marginFrom' | 'likePositive'>;
}

/** @param scoreOf cosine of the query with a row, as the search scores it */
export function contextOf(
  query: MiningQuery,
  scoreOf: (row: number) => number,
  { corpus, texts, guard, positivesByText, options }: ContextSource,
): QueryContext {
  const rowsOf = (ids: readonly string[]): number[] => ids.flatMap((id) => corpus.rowOf(id) ?? []);
  const own = rowsOf([...new Set(query.oracle_ids)]);
  const all = new Set([...own, ...(own.length > 0 ? (positivesByText.get(query.text) ?? []) : [])]);
  const positiveScores = new Map([...all].map((row) => [row, scoreOf(row)]));
  const marginRows = marginPositives(options.marginFrom, (row) => texts.passage(row).lang);
  return {
    query,
    reading: readingOf(query.text),
    positives: own.map((row) => ({ row, score: positiveScores.get(row) as number })),
    positiveRows: all,
    positiveScores,
    excludedRows: new Set(rowsOf(query.excluded_ids ?? [])),
    families: new Set([...all].map((row) => texts.family(row))),
    documents: new Set([...all].map((row) => texts.document(row))),
    groups: new Set([...all].flatMap((row) => texts.passage(row).group ?? [])),
    reference: weakestOf(positiveScores, marginRows),
    marginRows,
    likeness: options.likePositive === null ? null : likenessTo([...all], corpus),
    guard: guard.of(query),
  };
}

/** The lowest score among the positives that count; null without positives. */
export function weakestOf(scores: ReadonlyMap<number, number>, marginRows: QueryContext['marginRows']): number | null {
  return scores.size === 0 ? null : Math.min(...marginRows(scores).map((row) => scores.get(row) as number));
}

/** Positives of queries that share a text: one query in several rows. */
export function positivesByText(
  queries: readonly MiningQuery[],
  corpus: MiningCorpus,
): ReadonlyMap<string, readonly number[]> {
  const byText = new Map<string, number[]>();
  for (const { text, oracle_ids } of queries) {
    const rows = oracle_ids.flatMap((id) => corpus.rowOf(id) ?? []);
    const known = byText.get(text);
    if (known) known.push(...rows);
    else byText.set(text, rows);
  }
  return byText;
}
