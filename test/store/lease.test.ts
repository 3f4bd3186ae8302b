import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/core/clock.js';
import { RaftCorpusError } from '../../src/core/errors.js';
import { withLease } from '../../src/store/lease.js';
import { createStore } from '../../src/store/store.js';
import { FORMAT } from '../../src/store/tables.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const NOW = '2026-07-01T00:00:00Z';
const clock = fixedClock(NOW);
const alive = { host: 'here', pid: 11, isAlive: () => true };
let stores = 0;

const newStore = () => createStore(join(folder.path, `store-${stores++}`));

/** As a writer that was killed would leave it. */
const abandoned = (host: string, expiresInSeconds: number) => ({
  holder: 'ab'.repeat(16),
  host,
  pid: 4242,
  expires_s: Date.parse(NOW) / 1000 + expiresInSeconds,
});

describe('the lease', () => {
  it('goes to exactly one of several writers', async () => {
    const store = await newStore();
    let working = 0;
    let most = 0;
    const attempts = [1, 2, 3, 4].map(async () => {
      const mine = await createStore(store.uri);
      return withLease({ store: mine, writer: alive, clock }, async () => {
        most = Math.max(most, ++working);
        await new Promise((resolve) => setTimeout(resolve, 300));
        working -= 1;
      }).finally(() => mine.close());
    });
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(most).toBe(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        expect(outcome.reason).toBeInstanceOf(RaftCorpusError);
        expect(String(outcome.reason)).toContain('another refresh is writing to this store');
      }
    }
  });

  it('is given back after the work, and after work that failed', async () => {
    const store = await newStore();
    await expect(withLease({ store, writer: alive, clock }, async () => 'done')).resolves.toBe('done');
    await expect(
      withLease({ store, writer: alive, clock }, async () => {
        throw new Error('no space');
      }),
    ).rejects.toThrow('no space');
    await expect(withLease({ store, writer: alive, clock }, async () => 'again')).resolves.toBe('again');
    expect(await store.lease.rows()).toEqual([{ format: FORMAT, holder: '', host: '', pid: 0, expires_s: 0 }]);
  });

  it('of a living writer is respected, and its holder named', async () => {
    const store = await newStore();
    await store.lease.update("holder = ''", abandoned('here', 60));
    const error = await withLease({ store, writer: alive, clock }, async () => 1).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RaftCorpusError);
    expect((error as RaftCorpusError).where).toContain('process 4242 on here');
    expect((error as RaftCorpusError).fix).toBeTruthy();
  });

  it('of a process that died on this host is taken over at once', async () => {
    const store = await newStore();
    await store.lease.update("holder = ''", abandoned('here', 60));
    const writer = { ...alive, isAlive: (pid: number) => pid !== 4242 };
    await expect(withLease({ store, writer, clock }, async () => 'mine')).resolves.toBe('mine');
  });

  it('of another host is taken over only when it ran out', async () => {
    const store = await newStore();
    const writer = { ...alive, isAlive: () => false };
    await store.lease.update("holder = ''", abandoned("o'brien's laptop", 60));
    await expect(withLease({ store, writer, clock }, async () => 1)).rejects.toThrow('another refresh');
    const later = fixedClock('2026-07-01T00:02:00Z');
    await expect(withLease({ store, writer, clock: later }, async () => 'mine')).resolves.toBe('mine');
  });

  it('that was lost in the meantime stops the commit', async () => {
    const store = await newStore();
    await expect(
      withLease({ store, writer: alive, clock }, async (lease) => {
        await lease.confirm();
        await store.lease.update("holder <> ''", abandoned('there', 60));
        await lease.confirm();
      }),
    ).rejects.toThrow('another writer took this store over');
    // and what the other one holds is not given back by this one
    expect((await store.lease.rows())[0]?.pid).toBe(4242);
  });
});
