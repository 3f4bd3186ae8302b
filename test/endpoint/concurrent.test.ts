import { describe, expect, it } from 'vitest';
import { mapConcurrent } from '../../src/endpoint/concurrent.js';

const tick = (n = 1) => new Promise((resolve) => setTimeout(resolve, n));

describe('mapConcurrent', () => {
  it('keeps the order of the items, and the limit', async () => {
    let open = 0;
    let most = 0;
    const results = await mapConcurrent([5, 1, 4, 2, 3, 0], { limit: 3 }, async (item, { index }) => {
      most = Math.max(most, ++open);
      await tick(item * 3);
      open -= 1;
      return `${index}:${item}`;
    });
    expect(results).toEqual(['0:5', '1:1', '2:4', '3:2', '4:3', '5:0']);
    expect(most).toBe(3);
    expect(await mapConcurrent([], { limit: 3 }, async () => 1)).toEqual([]);
  });

  it('stops the others at the first failure, waits for their end, and throws that one', async () => {
    const ended: number[] = [];
    const started: number[] = [];
    const work = mapConcurrent([0, 1, 2, 3, 4], { limit: 3 }, async (item, { signal }) => {
      started.push(item);
      if (item === 1) throw new Error('one');
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      await tick();
      ended.push(item);
      throw new Error(`aborted ${item}`);
    });
    await expect(work).rejects.toThrow('one');
    expect(ended.sort()).toEqual([0, 2]);
    expect(started).toEqual([0, 1, 2]);
  });

  it('ends with the reason of its signal, before or during the work', async () => {
    const before = AbortSignal.abort(new Error('stopped'));
    await expect(mapConcurrent([1], { limit: 1, signal: before }, async () => 1)).rejects.toThrow('stopped');
    const controller = new AbortController();
    const work = mapConcurrent([1, 2, 3], { limit: 1, signal: controller.signal }, async (item) => {
      if (item === 2) controller.abort(new Error('enough'));
      if (item === 3) throw new Error('never reached');
    });
    await expect(work).rejects.toThrow('enough');
  });
});
