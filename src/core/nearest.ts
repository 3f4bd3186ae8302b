/** "Did you mean": the known word that a typing mistake was meant to be. */

/** The known word within two edits (a third of a long word), or none. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const scored = known.map((key) => ({ key, distance: editDistance(word.toLowerCase(), key.toLowerCase()) }));
  const [best] = scored.sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, Math.floor(word.length / 3)) ? best.key : undefined;
}

/**
 * Edits between two words, of which swapping two neighbours is one, because that is how people mistype: optimal string
 * alignment, a restricted form of Damerau's distance (1964) by Wagner and Fischer's dynamic programme (1974).
 */
function editDistance(a: string, b: string): number {
  let older: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (older[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(substitution, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    older = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
