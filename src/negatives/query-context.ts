/** A query with all that its filters compare against. */
import type { AnswerGuard, QueryGuard } from './answers/guard.js';
import type { MiningCorpus } from './corpus.js';
import { likenessTo, type PositiveLikeness } from './likeness.js';
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
  /** The weakest score of `positiveRows`, or the strongest where margins count from that; null without positives. */
  readonly reference: number | null;
  /** Margins count from the strongest positive. */
  readonly fromStrongest: boolean;
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
  const pick = options.marginFrom === 'strongest' ? Math.max : Math.min;
  const rowsOf = (ids: readonly string[]): number[] => ids.flatMap((id) => corpus.rowOf(id) ?? []);
  const own = rowsOf([...new Set(query.oracle_ids)]);
  const all = new Set([...own, ...(own.length > 0 ? (positivesByText.get(query.text) ?? []) : [])]);
  const positiveScores = new Map([...all].map((row) => [row, scoreOf(row)]));
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
    reference: all.size === 0 ? null : pick(...positiveScores.values()),
    fromStrongest: options.marginFrom === 'strongest',
    likeness: options.likePositive === null ? null : likenessTo([...all], corpus),
    guard: guard.of(query),
  };
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
