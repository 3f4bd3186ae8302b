/**
 * One file of a hub: what the hub says of it before sending (size, hash, commit), and its download, whole or not at all.
 * A connection that breaks is taken up where it broke; what has arrived is checked against the stated size and hash.
 */

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../../core/folders.js';

/** What a hub states of a file. */
export interface RemoteFile {
  readonly url: string;
  /** Bytes, where stated. */
  readonly size: number | undefined;
  /** Hex sha256 (64 digits), or sha1 of the content or of its git blob (40 digits), where stated. */
  readonly hash: string | undefined;
  /** The commit that the revision stands for, where stated. */
  readonly commit: string | undefined;
}

/** An answer that no repetition mends. */
export class HubRefusal extends Error {
  readonly status: number;

  constructor(status: number, message = `HTTP ${status}`) {
    super(message);
    this.name = 'HubRefusal';
    this.status = status;
  }
}

/** How long to wait, in milliseconds, and how often to try. */
export interface Patience {
  /** Without a byte for so long, a connection counts as broken. */
  readonly stall: number;
  /** Before the second try; doubled before each further one. */
  readonly pause: number;
  readonly tries: number;
}

export const PATIENCE: Patience = { stall: 30_000, pause: 1_000, tries: 4 };

/**
 * Asks for a file's headers. A hub redirects large files to another host; what it says itself is what counts.
 * @throws HubRefusal for an answer that stays the same; another Error when all tries failed
 */
export async function inspectRemote(url: string, patience: Patience = PATIENCE): Promise<RemoteFile> {
  return insisting(patience, async () => {
    const watch = stallWatch(patience.stall);
    try {
      const first = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: watch.signal });
      const { headers } = first;
      // Without a word of the hub's own about the file, its redirect only says where the file went.
      const moved = isRedirect(first) && !headers.has('x-linked-size') && !headers.has('x-repo-commit');
      const answer = moved ? await fetch(url, { method: 'HEAD', signal: watch.signal }) : first;
      // A mirror without HEAD: the size stays unknown, the download itself will tell.
      const silent = answer.status === 405 || answer.status === 501;
      if (silent) return { url, size: undefined, hash: undefined, commit: undefined };
      if (!isRedirect(answer)) requireSuccess(answer);
      return { url, ...stated(answer) };
    } finally {
      watch.stop();
    }
  });
}

function isRedirect({ status }: Response): boolean {
  return status >= 300 && status < 400;
}

function stated(answer: Response): Omit<RemoteFile, 'url'> {
  const { headers } = answer;
  const plain = isRedirect(answer) || headers.has('content-encoding') ? null : headers.get('content-length');
  const size = headers.get('x-linked-size') ?? plain;
  const hash = headers.get('x-linked-etag') ?? headers.get('etag') ?? '';
  return {
    size: size === null ? undefined : Number(size),
    hash: /^"?([0-9a-f]{64}|[0-9a-f]{40})"?$/.exec(hash)?.[1],
    commit: /^[0-9a-f]{40}$/.exec(headers.get('x-repo-commit') ?? '')?.[0],
  };
}

/** How to download one file. */
export interface DownloadOptions {
  readonly remote: RemoteFile;
  readonly target: string;
  /** Called with the bytes that have arrived, and how many there will be where that is known. */
  readonly onBytes: (done: number, total: number | undefined) => void;
  readonly patience?: Patience | undefined;
}

/**
 * Downloads to a file beside `target`, checks it, and renames it: `target` is whole, or is not there.
 * @throws HubRefusal for an answer that stays the same; another Error when all tries failed or the content is wrong
 */
export async function downloadRemote(options: DownloadOptions): Promise<void> {
  const { remote, target, patience = PATIENCE } = options;
  const temporary = `${target}.${randomUUID()}.tmp`;
  await makeFolder(dirname(target));
  try {
    await insisting(patience, async () => {
      await receive({ ...options, patience }, temporary);
      // Wrong bytes are no reason to go on from them.
      await check(remote, temporary).catch(async (error: unknown) => {
        await rm(temporary, { force: true });
        throw error;
      });
    });
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function receive({ remote, onBytes, patience = PATIENCE }: DownloadOptions, temporary: string): Promise<void> {
  const had = await sizeOf(temporary);
  if (had > 0 && had === remote.size) return;
  const watch = stallWatch(patience.stall);
  try {
    const range: Record<string, string> = had > 0 ? { range: `bytes=${had}-` } : {};
    const headers = { 'accept-encoding': 'identity', ...range };
    const response = await fetch(remote.url, { signal: watch.signal, headers });
    const resumed = continues(response, had);
    if (had > 0 && !resumed && (response.status === 206 || response.status === 416)) {
      // Nothing can be added to what has arrived (416), or another part came: from the beginning.
      await rm(temporary, { force: true });
      throw new Error(`HTTP ${response.status} in answer to a request for the rest`);
    }
    requireSuccess(response);
    let done = resumed ? had : 0;
    const length = response.headers.has('content-encoding') ? null : response.headers.get('content-length');
    const total = remote.size ?? (length === null ? undefined : done + Number(length));
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    body.on('data', (chunk: Buffer) => {
      watch.again();
      done += chunk.length;
      onBytes(done, total);
    });
    await pipeline(body, createWriteStream(temporary, { flags: resumed ? 'a' : 'w' }));
    if (total !== undefined && done !== total) throw new Error(`got ${done} of ${total} bytes`);
  } finally {
    watch.stop();
  }
}

/** Whether the answer is what follows the first `had` bytes. */
function continues({ status, headers }: Response, had: number): boolean {
  return status === 206 && headers.get('content-range')?.startsWith(`bytes ${had}-`) === true;
}

async function check({ hash }: RemoteFile, path: string): Promise<void> {
  if (hash === undefined) return;
  const digests = [createHash(hash.length === 64 ? 'sha256' : 'sha1')];
  // git's name of a file is the sha1 of its content after this header.
  if (hash.length === 40) digests.push(createHash('sha1').update(`blob ${await sizeOf(path)}\0`));
  for await (const chunk of createReadStream(path)) for (const digest of digests) digest.update(chunk as Buffer);
  if (digests.some((digest) => digest.digest('hex') === hash)) return;
  throw new Error(`its content is not what the hub states (hash ${hash.slice(0, 12)}…)`);
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** @throws HubRefusal, or an Error that is worth another try: overloaded, starting, or between two proxies */
function requireSuccess({ ok, status, headers }: Response): void {
  // A login page or a proxy's notice must not lie in the cache as a model.
  if (ok && /^text\/html/i.test(headers.get('content-type') ?? ''))
    throw new HubRefusal(status, 'a web page came in place of the file (a login or a proxy before the hub?)');
  if (ok) return;
  if (status === 408 || status === 429 || status >= 500) throw new Error(`HTTP ${status}`);
  throw new HubRefusal(status);
}

async function insisting<T>({ tries, pause }: Patience, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= tries || !worthAnother(error)) throw error;
      await sleep(pause * 2 ** (attempt - 1));
    }
  }
}

/** Where nothing listens, or no such name is known, waiting a second helps nobody; nor does a full disk empty itself. */
function worthAnother(error: unknown): boolean {
  const { code } = (error instanceof Error && error.cause instanceof Error ? error.cause : error) as { code?: string };
  return !(error instanceof HubRefusal) && !/^(ECONNREFUSED|ENOTFOUND|ENOSPC|EACCES|EROFS|CERT_.*)$/.test(code ?? '');
}

/** Aborts when `again` has not been called for `milliseconds`. */
function stallWatch(milliseconds: number): { signal: AbortSignal; again: () => void; stop: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error(`nothing arrived for ${milliseconds / 1000} s`));
  const timer = setTimeout(abort, milliseconds);
  return { signal: controller.signal, again: () => timer.refresh(), stop: () => clearTimeout(timer) };
}
