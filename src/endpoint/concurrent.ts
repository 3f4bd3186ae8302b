/** Bounded concurrency with results in order. */
import { setMaxListeners } from 'node:events';

/**
 * Calls `work` on each item, at most `limit` at a time, starting in order.
 * The first failure aborts the signal that the others got; when all have ended, it is thrown.
 * @throws the reason of `signal` when that is aborted
 */
export async function mapConcurrent<T, R>(
  items: readonly T[],
  options: { readonly limit: number; readonly signal?: AbortSignal | undefined },
  work: (item: T, context: { readonly index: number; readonly signal: AbortSignal }) => Promise<R>,
): Promise<R[]> {
  const { limit, signal } = options;
  signal?.throwIfAborted();
  const controller = new AbortController();
  // Each request listens; Node warns of more than ten.
  setMaxListeners(0, controller.signal);
  const stop = (): void => controller.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  const results = new Array<R>(items.length);
  let next = 0;
  const runner = async (): Promise<void> => {
    while (next < items.length && !controller.signal.aborted) {
      const index = next++;
      try {
        results[index] = await work(items[index] as T, { index, signal: controller.signal });
      } catch (error) {
        // Only the first reason is kept by the signal: it is the one to tell.
        controller.abort(error);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, runner));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  if (controller.signal.aborted) throw controller.signal.reason;
  return results;
}
