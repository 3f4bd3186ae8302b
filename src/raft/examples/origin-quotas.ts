/** How many distractors of a context come from which origin: exact over all contexts, not by coin. */
import { ORIGINS, type Origin } from '../../negatives/types.js';
import type { OriginQuotas } from './options.js';

/** Origins that stand in where another has none left, in this order. */
export const FALLBACK: readonly Origin[] = ['dense', 'lexical', 'sibling', 'stale'];

/** Distractors by origin. */
export type OriginCounts = Readonly<Record<Origin, number>>;

/**
 * Deals origins by largest remainder, running over the contexts: before each distractor every origin is owed its share,
 * and the one that is owed most gets it. So whole quotas are met in each context, and fractions over the contexts.
 * Contexts of another size, or from which an origin is barred, run on their own.
 */
export class OriginDealer {
  private readonly owed = new Map<string, number[]>();

  constructor(private readonly quotas: OriginQuotas) {}

  /** Origins of `size` distractors; nothing is remembered until `commit` is called. */
  deal(size: number, allowed: readonly Origin[]): { readonly counts: OriginCounts; commit(): void } {
    const key = `${size}/${allowed.join()}`;
    const shares = sharesOf(this.quotas, size, allowed);
    const owed = [...(this.owed.get(key) ?? ORIGINS.map(() => 0))];
    const counts = ORIGINS.map(() => 0);
    for (let dealt = 0; dealt < size; dealt++) {
      for (const [i, share] of shares.entries()) owed[i] = (owed[i] ?? 0) + share;
      const next = mostOwed(owed, shares);
      owed[next] = (owed[next] ?? 0) - 1;
      counts[next] = (counts[next] ?? 0) + 1;
    }
    return {
      counts: Object.fromEntries(ORIGINS.map((origin, i) => [origin, counts[i] ?? 0])) as OriginCounts,
      commit: () => void this.owed.set(key, owed),
    };
  }
}

/** Shares of one distractor, summing to 1. Without a quota for any of the allowed origins, the first to fall back on has it all. */
function sharesOf(quotas: OriginQuotas, size: number, allowed: readonly Origin[]): readonly number[] {
  const fixed = ORIGINS.map((origin) => {
    const quota = allowed.includes(origin) ? (quotas[origin] ?? 0) : 0;
    return quota === 'rest' ? 0 : quota;
  });
  const sum = fixed.reduce((a, b) => a + b, 0);
  const resting = ORIGINS.map((origin) => allowed.includes(origin) && quotas[origin] === 'rest');
  const rests = resting.filter(Boolean).length;
  if (rests > 0 && sum < size) return fixed.map((quota, i) => (quota + (resting[i] ? (size - sum) / rests : 0)) / size);
  if (sum > 0) return fixed.map((quota) => quota / sum);
  const only = FALLBACK.find((origin) => allowed.includes(origin));
  return ORIGINS.map((origin) => (origin === only ? 1 : 0));
}

/** Differences below this are rounding. */
const EPSILON = 1e-9;

function mostOwed(owed: readonly number[], shares: readonly number[]): number {
  let best = shares.findIndex((share) => share > 0);
  for (const [i, amount] of owed.entries()) {
    if ((shares[i] ?? 0) > 0 && amount > (owed[best] ?? 0) + EPSILON) best = i;
  }
  return best;
}
