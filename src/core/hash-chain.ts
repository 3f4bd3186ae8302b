/**
 * An append-only JSONL log whose lines are hash-chained: every line carries the hash of the one before and its own,
 * so that a changed, inserted, reordered or removed line shows. What a chain alone cannot show is a tail that was cut
 * off cleanly, or a log rewritten as a whole: keep the `head` of the last append elsewhere to catch those.
 */

import { open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, RaftCorpusError } from './errors.js';
import { makeFolder } from './folders.js';
import { sha256 } from './hash.js';

/** `prev_hash` of the first line. */
export const GENESIS = '0'.repeat(64);

/** Where the chain stands: how many lines it has and the hash of the last. */
export interface ChainHead {
  readonly lines: number;
  readonly hash: string;
}

/** The first line that does not fit. */
export interface ChainBreak {
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
}

export type ChainCheck =
  | { readonly intact: true; readonly head: ChainHead; readonly records: readonly Readonly<Record<string, unknown>>[] }
  | { readonly intact: false; readonly broken: ChainBreak };

/**
 * Checks the text of a log: every line ends in a line feed, is the exact JSON that was written, names the hash of the
 * line before and its own.
 *
 * @param expected the head that was remembered elsewhere: also detects a cut-off tail
 */
export function checkChain(text: string, expected?: ChainHead): ChainCheck {
  const lines = text.split('\n');
  const last = lines.pop();
  if (last !== '') return broken(lines.length + 1, 'the last line does not end in a line feed');
  let previous = GENESIS;
  const records: Record<string, unknown>[] = [];
  for (const [index, line] of lines.entries()) {
    const entry = parseEntry(line);
    if (entry === null) return broken(index + 1, 'not a line that this log wrote');
    if (entry.prev_hash !== previous) return broken(index + 1, 'does not follow the line before it');
    if (entry.hash !== hashOf(previous, entry.payload)) return broken(index + 1, 'was changed after it was written');
    previous = entry.hash;
    records.push(entry.record);
  }
  const head = { lines: lines.length, hash: previous };
  if (expected && (expected.lines !== head.lines || expected.hash !== head.hash)) {
    return broken(lines.length + 1, `the log should have ${expected.lines} lines and end in ${expected.hash}`);
  }
  return { intact: true, head, records };
}

/** {@link checkChain} of a file; a file that does not exist is an empty, intact log. */
export async function verifyChainedLog(path: string, expected?: ChainHead): Promise<ChainCheck> {
  return checkChain(await readLog(path), expected);
}

/**
 * Appends one record. The log is verified first: nothing is ever added to a broken one.
 *
 * @param record any JSON object without the keys `prev_hash` and `hash`
 * @returns the new head, to be remembered elsewhere
 * @throws RaftCorpusError when the log is broken or another process holds its lock
 */
export async function appendChained(path: string, record: Readonly<Record<string, unknown>>): Promise<ChainHead> {
  if ('prev_hash' in record || 'hash' in record) throw new TypeError('prev_hash and hash belong to the log');
  await makeFolder(dirname(path));
  return withLock(`${path}.lock`, async () => {
    const state = checkChain(await readLog(path));
    if (!state.intact) {
      throw new RaftCorpusError(`the log is broken: line ${state.broken.line} ${state.broken.reason}`, {
        where: `${path}:${state.broken.line}`,
        fix: 'Restore the log from a backup, or move it away to begin a new one; nothing was appended.',
      });
    }
    const payload = JSON.stringify(record);
    const hash = hashOf(state.head.hash, payload);
    await appendLine(path, renderEntry(payload, state.head.hash, hash));
    return { lines: state.head.lines + 1, hash };
  });
}

interface Entry {
  readonly payload: string;
  readonly prev_hash: string;
  readonly hash: string;
  readonly record: Record<string, unknown>;
}

/** The line must be byte for byte what {@link renderEntry} makes of its content: no other spelling passes. */
function parseEntry(line: string): Entry | null {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const { prev_hash, hash, ...record } = parsed as Record<string, unknown>;
    if (typeof prev_hash !== 'string' || typeof hash !== 'string') return null;
    const payload = JSON.stringify(record);
    return renderEntry(payload, prev_hash, hash) === line ? { payload, prev_hash, hash, record } : null;
  } catch {
    return null;
  }
}

function renderEntry(payload: string, previous: string, hash: string): string {
  const comma = payload === '{}' ? '' : ',';
  return `${payload.slice(0, -1)}${comma}"prev_hash":"${previous}","hash":"${hash}"}`;
}

function hashOf(previous: string, payload: string): string {
  return sha256(previous, payload);
}

function broken(line: number, reason: string): ChainCheck {
  return { intact: false, broken: { line, reason } };
}

async function readLog(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    if (error instanceof TypeError) return '\uFFFD';
    throw new RaftCorpusError(`the log cannot be read: ${messageOf(error)}`, { where: path, cause: error });
  }
}

async function appendLine(path: string, line: string): Promise<void> {
  const handle = await open(path, 'a');
  try {
    await handle.writeFile(`${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Two appends at once would chain to the same line: an exclusively created file keeps them apart. */
async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      await (await open(lock, 'wx')).close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (attempt === 100) {
        throw new RaftCorpusError('another process is appending to the log', {
          where: lock,
          fix: 'Wait for it; if none is running, a crashed one left this lock file: delete it.',
        });
      }
      await sleep(20);
    }
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}
