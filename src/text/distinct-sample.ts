/** A sample of a stream's distinct texts in bounded memory. */
import { sha256 } from '../core/hash.js';
import { compareText } from '../core/order.js';

/**
 * The `size` distinct texts with the smallest seeded hashes, each with its exact count: a uniform sample of the distinct
 * texts, whatever their order (Gibbons 2001, "Distinct Sampling"). A text that has been put out never comes back, as
 * the bar only falls.
 */
export class DistinctSample {
  private readonly entries = new Map<string, { readonly text: string; count: number }>();
  private bar: string | null = null;

  constructor(
    private readonly seed: string,
    private readonly size: number,
  ) {}

  add(text: string): void {
    const key = sha256(this.seed, text);
    if (this.bar !== null && key >= this.bar) return;
    const entry = this.entries.get(key);
    if (entry) entry.count += 1;
    else this.entries.set(key, { text, count: 1 });
    if (this.entries.size >= 2 * this.size) this.shrink();
  }

  /** The sample, in the order of the hashes. */
  held(): readonly { readonly text: string; readonly count: number }[] {
    this.shrink();
    return [...this.entries.values()];
  }

  /** Every `size` new texts, so that keeping the smallest costs little per text. */
  private shrink(): void {
    const keys = [...this.entries.keys()].sort(compareText);
    this.bar = keys[this.size] ?? this.bar;
    for (const key of keys.slice(this.size)) this.entries.delete(key);
    // Put back in order, so that sums of floating-point numbers over the sample do not depend on the order of the stream.
    for (const key of keys.slice(0, this.size)) {
      const entry = this.entries.get(key);
      this.entries.delete(key);
      if (entry) this.entries.set(key, entry);
    }
  }
}
