/** Which sentence of the old version became which of the new one. */
import type { Sentence } from './sentences.js';
import { bagSimilarity } from './wording.js';

export interface Alignment {
  /** Sentences that changed, in the old order. */
  readonly pairs: readonly (readonly [Sentence, Sentence])[];
  readonly removed: readonly Sentence[];
  readonly added: readonly Sentence[];
}

/** Similarity from which two sentences are versions of one; lower when nothing else is left to pair. */
const SIMILAR = 0.45;
const LAST_PAIR = 0.25;
/** A declared field that both state is worth this much similarity. */
const SAME_FIELD = 0.5;
/** Sentences left on one side beyond which only neighbours are compared: keeps long passages fast. */
const WIDE = 120;
const WINDOW = 24;

/**
 * Pairs sentences: equal ones first, in any order; what is left by similarity of wording with values
 * masked, best first. `fieldsOf` gives the declared fields a sentence states.
 */
export function alignSentences(
  old: readonly Sentence[],
  fresh: readonly Sentence[],
  fieldsOf: (sentence: Sentence) => readonly string[] = () => [],
): Alignment {
  const [removed, added] = withoutEqual(old, fresh);
  const threshold = removed.length === 1 && added.length === 1 ? LAST_PAIR : SIMILAR;
  const scored: { readonly i: number; readonly j: number; readonly score: number }[] = [];
  const isWide = removed.length > WIDE || added.length > WIDE;
  removed.forEach((before, i) => {
    const fields = fieldsOf(before);
    added.forEach((after, j) => {
      if (isWide && Math.abs(i - j) > WINDOW) return;
      const shared = fields.length > 0 && fieldsOf(after).some((field) => fields.includes(field));
      const score = bagSimilarity(before.terms, after.terms) + (shared ? SAME_FIELD : 0);
      if (score >= threshold) scored.push({ i, j, score });
    });
  });
  scored.sort((a, b) => b.score - a.score || Math.abs(a.i - a.j) - Math.abs(b.i - b.j) || a.i - b.i || a.j - b.j);
  const partner = new Map<number, number>();
  const taken = new Set<number>();
  for (const { i, j } of scored) {
    if (partner.has(i) || taken.has(j)) continue;
    partner.set(i, j);
    taken.add(j);
  }
  return {
    pairs: removed.flatMap((before, i) => {
      const after = added[partner.get(i) ?? -1];
      return after === undefined ? [] : [[before, after] as const];
    }),
    removed: removed.filter((_, i) => !partner.has(i)),
    added: added.filter((_, j) => !taken.has(j)),
  };
}

/** Drops sentences that both sides have, each as often as both have it. */
function withoutEqual(
  old: readonly Sentence[],
  fresh: readonly Sentence[],
): readonly [readonly Sentence[], readonly Sentence[]] {
  const counts = new Map<string, number>();
  for (const { key } of fresh) counts.set(key, (counts.get(key) ?? 0) + 1);
  const kept = new Map<string, number>();
  const removed = old.filter(({ key }) => {
    const left = counts.get(key) ?? 0;
    if (left === 0) return true;
    counts.set(key, left - 1);
    kept.set(key, (kept.get(key) ?? 0) + 1);
    return false;
  });
  const added = fresh.filter(({ key }) => {
    const left = kept.get(key) ?? 0;
    if (left === 0) return true;
    kept.set(key, left - 1);
    return false;
  });
  return [removed, added];
}
