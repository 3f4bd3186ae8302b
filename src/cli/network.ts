/** The network as endpoints see it: Node's own fetch, real waits, and jitter that decides no result. */
import { setTimeout as wait } from 'node:timers/promises';
import { createRandom } from '../core/random.js';
import type { Network } from '../endpoint/transport.js';
import type { Io } from './io.js';

/** @param io its clock reads Retry-After dates; its process id keeps two runs from waiting in step */
export function processNetwork(io: Pick<Io, 'clock' | 'writer'>): Network {
  return {
    fetch: globalThis.fetch,
    sleep: async (ms, signal) => {
      await wait(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
        throw signal?.aborted ? signal.reason : error;
      });
    },
    clock: io.clock,
    random: createRandom(`${io.writer.host}/${io.writer.pid}`),
  };
}
