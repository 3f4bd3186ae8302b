/**
 * One writer at a time. The lease is a one-row table: `update … WHERE holder = ''` changes its row for
 * exactly one of any number of callers. A holder that died is replaced at once when it ran on the same
 * host, else when its lease runs out.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../core/clock.js';
import { RaftCorpusError } from '../core/errors.js';
import type { LeaseRow } from './rows.js';
import type { Store } from './store.js';
import { integer } from './versions.js';

/** Who asks for the lease; handed in, because the library does not look at its own process. */
export interface Writer {
  readonly host: string;
  readonly pid: number;
  /** Whether a process of this host still runs. */
  isAlive(pid: number): boolean;
}

/** The lease while it is held. */
export interface Lease {
  /** @throws RaftCorpusError when it ran out, say while the machine slept, and another writer has taken over */
  confirm(): Promise<void>;
}

/** Seconds a lease lasts without a sign of life; it is renewed at a third of that. */
const LEASE_SECONDS = 120;

/**
 * Runs `work` as the store's only writer and gives the lease back, whatever happens.
 * @param clock the wall clock, not the as-of date
 * @throws RaftCorpusError when another writer is at work
 */
export async function withLease<T>(
  options: { readonly store: Store; readonly writer: Writer; readonly clock: Clock },
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const { store, writer, clock } = options;
  const holder = randomBytes(16).toString('hex');
  const expires = (): number => Math.floor(clock.now().getTime() / 1000) + LEASE_SECONDS;
  const claim = { holder, host: writer.host, pid: writer.pid, expires_s: expires() };
  if ((await store.lease.update("holder = ''", claim)) === 0) await takeOver(options, claim);
  const renewal = setInterval(
    () => void store.lease.update(`holder = '${holder}'`, { expires_s: expires() }).catch(() => {}),
    (LEASE_SECONDS / 3) * 1000,
  );
  renewal.unref();
  const giveBack = (): Promise<unknown> => {
    clearInterval(renewal);
    return store.lease.update(`holder = '${holder}'`, { holder: '', host: '', pid: 0, expires_s: 0 });
  };
  const done = await work({ confirm: () => confirm(store, holder) }).catch(async (error: unknown) => {
    // On a full disk this fails too: the first error is the one to tell, and a dead holder is replaced.
    await giveBack().catch(() => {});
    throw error;
  });
  await giveBack();
  return done;
}

async function confirm(store: Store, holder: string): Promise<void> {
  if ((await store.lease.count(`holder = '${holder}'`)) > 0) return;
  throw new RaftCorpusError('another writer took this store over while this one stood still', {
    where: store.uri,
    fix: 'Nothing of this run is visible. Run the command again.',
  });
}

async function takeOver(
  options: { readonly store: Store; readonly writer: Writer; readonly clock: Clock },
  claim: Omit<LeaseRow, 'format'>,
): Promise<void> {
  const { store, writer, clock } = options;
  const [row] = await store.lease.rows();
  const now = Math.floor(clock.now().getTime() / 1000);
  const dead = row && (row.expires_s < now || (row.host === writer.host && !writer.isAlive(row.pid)));
  if (row && /^[0-9a-f]*$/.test(row.holder) && dead) {
    const where = `holder = '${row.holder}' AND expires_s = ${integer(row.expires_s)}`;
    if ((await store.lease.update(where, claim)) > 0) return;
  }
  throw new RaftCorpusError('another refresh is writing to this store', {
    where: row ? `${store.uri}, held by process ${row.pid} on ${row.host}` : store.uri,
    fix: `Wait for it to finish and run the command again; a writer that died on another host is replaced after ${LEASE_SECONDS} s.`,
  });
}
