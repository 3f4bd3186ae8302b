/** Sections of a document in two languages, and which of them correspond. */
import type { ReadPassage, ValueSentence } from './read.js';

/** What stands under one heading; sections without values count, because they keep the others in step. */
export interface Section {
  /** Length of the heading path. */
  readonly depth: number;
  /** The sentences that state values. */
  readonly sentences: readonly ValueSentence[];
}

/** Consecutive passages under one heading path, in document order. */
export function sectionsOf(passages: readonly ReadPassage[]): readonly Section[] {
  const ordered = [...passages].sort((a, b) => a.passage.order - b.passage.order);
  const sections: { readonly path: string; readonly depth: number; readonly sentences: ValueSentence[] }[] = [];
  for (const { passage, sentences } of ordered) {
    const path = passage.heading_path.join('\n');
    const last = sections.at(-1);
    if (last?.path === path) last.sentences.push(...sentences);
    else sections.push({ path, depth: passage.heading_path.length, sentences: [...sentences] });
  }
  return sections;
}

/**
 * Pairs of corresponding sections: one by one where both documents have equally many, otherwise the
 * order-preserving pairs that share most values (a section without a shared value then has no partner).
 */
export function alignSections(a: readonly Section[], b: readonly Section[]): readonly (readonly [Section, Section])[] {
  if (a.length === b.length && a.every(({ depth }, i) => depth === b[i]?.depth)) {
    return a.map((section, i) => [section, b[i] as Section] as const);
  }
  return alignByValues(a, b);
}

/** Longest common subsequence, weighted by shared values. */
function alignByValues(a: readonly Section[], b: readonly Section[]): readonly (readonly [Section, Section])[] {
  const [left, right] = [a.map(valuesOf), b.map(valuesOf)];
  const best = Array.from({ length: a.length + 1 }, () => new Float64Array(b.length + 1));
  const weight = (i: number, j: number): number =>
    shared(left[i] as ReadonlySet<string>, right[j] as ReadonlySet<string>);
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = best[i] as Float64Array;
      row[j] = Math.max(at(i + 1, j), at(i, j + 1), at(i + 1, j + 1) + weight(i, j));
    }
  }
  const pairs: (readonly [Section, Section])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (weight(i, j) > 0 && at(i, j) === at(i + 1, j + 1) + weight(i, j))
      pairs.push([a[i++] as Section, b[j++] as Section]);
    else if (at(i, j) === at(i + 1, j)) i += 1;
    else j += 1;
  }
  return pairs;
}

function valuesOf({ sentences }: Section): ReadonlySet<string> {
  return new Set(sentences.flatMap(({ values }) => values.map(({ canonical }) => canonical)));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((value) => b.has(value)).length;
}
