/** Texts as what training sees of them: distinct rows of the table with how often each counts. */

/** A text as distinct rows with how often each occurs. */
export interface Bag {
  readonly rows: Uint16Array;
  readonly counts: Uint8Array;
}

/** Counts rows into a bag, in order of row. */
export function toBag(rows: readonly number[]): Bag {
  const sorted = Uint16Array.from(rows).sort();
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const row of sorted) {
    if (distinct.at(-1) === row) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    else {
      distinct.push(row);
      counts.push(1);
    }
  }
  return { rows: Uint16Array.from(distinct), counts: Uint8Array.from(counts) };
}

/** A bag without each of its rows with probability `dropout`; the whole bag when none is left. `next` is uniform in [0, 1). */
export function thinned(bag: Bag, dropout: number, next: () => number): Bag {
  const kept: number[] = [];
  for (let i = 0; i < bag.rows.length; i++) if (next() >= dropout) kept.push(i);
  if (dropout === 0 || kept.length === 0) return bag;
  return {
    rows: Uint16Array.from(kept, (i) => bag.rows[i] ?? 0),
    counts: Uint8Array.from(kept, (i) => bag.counts[i] ?? 0),
  };
}
