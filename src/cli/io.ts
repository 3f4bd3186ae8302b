/** The outside world, gathered in one place: streams, environment, time, process. Only `cli/` touches it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../core/clock.js';
import type { Writer } from '../store/lease.js';

export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly writer: Writer;
  /** A folder for scratch files that goes when the process ends, interrupted or not; made when first asked for. */
  readonly scratch: string;
  /** Whether stderr is a terminal: only then does progress move. */
  readonly interactive: boolean;
}

/** The real world. */
export function processIo(): Io {
  let scratch: string | undefined;
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    cwd: process.cwd(),
    env: process.env,
    clock: { now: () => new Date() },
    writer: { host: hostname(), pid: process.pid, isAlive },
    get scratch() {
      scratch ??= temporaryFolder();
      return scratch;
    },
    interactive: process.stderr.isTTY === true,
  };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
