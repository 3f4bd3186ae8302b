/** Which texts go into one request. */

/** How large a request may be. */
export interface RequestLimits {
  readonly texts: number;
  /** UTF-8 bytes of the texts; one text that is longer goes alone. */
  readonly bytes: number;
}

/** Consecutive runs of `indices` within the limits, in order. */
export function requestBatches(
  indices: readonly number[],
  limits: RequestLimits,
  bytesOf: (index: number) => number,
): number[][] {
  const batches: number[][] = [];
  let current: number[] = [];
  let bytes = 0;
  for (const index of indices) {
    const size = bytesOf(index);
    if (current.length > 0 && (current.length >= limits.texts || bytes + size > limits.bytes)) {
      batches.push(current);
      current = [];
      bytes = 0;
    }
    current.push(index);
    bytes += size;
  }
  if (current.length > 0) batches.push(current);
  return batches;
}
