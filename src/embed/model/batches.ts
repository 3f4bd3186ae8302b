/** Groups texts of like length, so that little is padded and memory stays bounded. */

/** How large one run of a model may be. */
export interface BatchLimits {
  /** Tokens of a batch with its padding: rows × longest row. One text longer than this is a batch of its own. */
  readonly maxTokens: number;
  readonly maxRows: number;
}

/**
 * Splits `0 … lengths.length − 1` into batches in order of length; indices of zero length are left out.
 * Deterministic: equal lengths keep their order.
 */
export function batchByLength(lengths: readonly number[], limits: BatchLimits): number[][] {
  const order = lengths.map((_, index) => index).filter((index) => (lengths[index] ?? 0) > 0);
  order.sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  const batches: number[][] = [];
  let current: number[] = [];
  for (const index of order) {
    const longest = lengths[index] ?? 0;
    const full = current.length >= limits.maxRows || (current.length + 1) * longest > limits.maxTokens;
    if (full && current.length > 0) {
      batches.push(current);
      current = [];
    }
    current.push(index);
  }
  if (current.length > 0) batches.push(current);
  return batches;
}
