/** A network whose waits take no time: the clock is put forward instead, and the waits are remembered. */
import { createRandom } from '../../src/core/random.js';
import type { Network } from '../../src/endpoint/transport.js';

export interface FakeNetwork extends Network {
  /** Milliseconds of each wait, in order. */
  readonly waits: number[];
}

/** Real fetch, fake time. */
export function fakeNetwork(start = '2026-11-22T12:00:00Z'): FakeNetwork {
  const waits: number[] = [];
  let now = new Date(start).getTime();
  return {
    waits,
    fetch: globalThis.fetch,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
    clock: { now: () => new Date(now) },
    random: createRandom('test'),
  };
}
