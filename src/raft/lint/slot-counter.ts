/** Does the place of the oracle give it away? A statistic over the contexts of one size in one file. */
import type { Examined } from './examine.js';
import type { FoundDefect } from './rules.js';

/** Fewer contexts say nothing about chance. */
const LEAST_ROWS = 30;
/** Standard deviations above an even spread: less than one file in 10,000 by chance, over all its slots. */
const DEVIATIONS = 4.5;
/** And half as often again as an even spread, so that a huge file is not blamed for a trifle. */
const LEAST_EXCESS = 1.5;

export class SlotCounter {
  /** By file, then by size of context: how often the oracle stood in each slot. */
  private readonly files = new Map<string, Map<number, number[]>>();

  /** Counts a record with exactly one oracle. */
  add(file: string, { record, likelyOracles }: Examined): void {
    const [slot, ...more] = likelyOracles;
    const size = record.documents.length;
    if (slot === undefined || more.length > 0 || size < 2) return;
    const sizes = this.files.get(file) ?? new Map<number, number[]>();
    this.files.set(file, sizes);
    const slots = sizes.get(size) ?? Array.from({ length: size }, () => 0);
    sizes.set(size, slots);
    slots[slot] = (slots[slot] ?? 0) + 1;
  }

  /** One finding per file and size of context whose oracle has a favourite slot. */
  end(): FoundDefect[] {
    return [...this.files].flatMap(([file, sizes]) =>
      [...sizes].flatMap(([size, slots]) => {
        const rows = slots.reduce((a, b) => a + b, 0);
        const most = Math.max(...slots);
        const even = rows / size;
        const bound = even + DEVIATIONS * Math.sqrt(even * (1 - 1 / size));
        if (rows < LEAST_ROWS || most <= Math.max(bound, LEAST_EXCESS * even)) return [];
        const share = Math.round((100 * most) / rows);
        const message = `the oracle is document ${slots.indexOf(most) + 1} of ${size} in ${share} % of ${rows} contexts; by chance it would be in ${Math.round(100 / size)} %`;
        return [{ rule: 'oracle-position' as const, file, line: null, message }];
      }),
    );
  }
}
