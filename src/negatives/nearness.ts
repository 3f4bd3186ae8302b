/** Which of many volumes and editions is nearest to the one that was asked about. */
import type { MiningCorpus, MiningPassage } from './corpus.js';
import type { QueryContext } from './query-context.js';

/** What another edition, or a fact in words that differs, counts beside one volume more or less. */
const OTHER_WORDS = 0.1;

/**
 * How far a passage is from the nearest positive, by the typed numbers that both have: one volume apart is 1. Where a
 * positive has none of its numbers (a series, and its volumes), by the number that was asked for: of 17 volumes the 16th
 * is nearest. Null where nothing can be counted.
 */
export function distanceToPositives(row: number, context: QueryContext, corpus: MiningCorpus): number | null {
  const asked = new Set(context.query.gold?.facts?.map(({ field }) => field));
  const own = numbersOf(corpus.passages[row] as MiningPassage, corpus);
  const distances = context.positives.flatMap(({ row: positive }) => {
    const other = numbersOf(corpus.passages[positive] as MiningPassage, corpus);
    const shared = [...own].filter(([field]) => other.has(field) && !asked.has(field));
    if (shared.length === 0) return [];
    const apart = shared.reduce((sum, [field, value]) => sum + Math.abs(value - (other.get(field) as number)), 0);
    return [apart + OTHER_WORDS * differingWords(row, positive, corpus)];
  });
  if (distances.length > 0) return Math.min(...distances);
  const gold = context.query.gold?.facts?.flatMap(({ value }) => (value.type === 'number' ? [value.value] : [])) ?? [];
  const toGold = gold.flatMap((value) => [...own.values()].map((number) => Math.abs(number - value)));
  return toGold.length === 0 ? null : Math.min(...toGold);
}

function numbersOf(passage: MiningPassage, corpus: MiningCorpus): ReadonlyMap<string, number> {
  return new Map(
    corpus.factsOf(passage).flatMap(({ field, value }) => (value?.type === 'number' ? [[field, value.value]] : [])),
  );
}

function differingWords(a: number, b: number, corpus: MiningCorpus): number {
  const words = new Map(
    corpus
      .factsOf(corpus.passages[a] as MiningPassage)
      .flatMap(({ field, value }) => (value?.type === 'text' ? [[field, value.value] as const] : [])),
  );
  return corpus
    .factsOf(corpus.passages[b] as MiningPassage)
    .filter(({ field, value }) => value?.type === 'text' && (words.get(field) ?? value.value) !== value.value).length;
}
