/** A process that holds one side of the comparison: one JSON request a line on its stdin, one answer a line on its stdout. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';

/** Megabytes (10⁶ bytes). */
export interface Memory {
  /** Resident set now. */
  readonly now: number;
  /** Largest resident set since {@link Worker.forgetPeak}. */
  readonly peak: number;
  /** Of `now`, what no file backs: executables and libraries are left out. */
  readonly anonymous: number;
}

/** Cores that each side may use. */
export const THREADS = 2;

/** One side. Requests are answered in order. */
export class Worker {
  private readonly answers: AsyncIterator<string>;

  private constructor(private readonly child: ChildProcess) {
    if (!child.stdout) throw new Error('a worker without stdout');
    this.answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Starts `command`, on {@link THREADS} cores where the machine has more. */
  static start(command: string, args: readonly string[]): Worker {
    const pinned = availableParallelism() > THREADS ? ['taskset', '-c', `0-${THREADS - 1}`] : [];
    const [file = command, ...rest] = [...pinned, command, ...args];
    const env = {
      ...process.env,
      OPENBLAS_NUM_THREADS: `${THREADS}`,
      OMP_NUM_THREADS: `${THREADS}`,
      LANCEDB_LOG: 'error',
    };
    return new Worker(spawn(file, rest, { stdio: ['pipe', 'pipe', 'inherit'], env }));
  }

  async ask<Answer>(request: object): Promise<Answer> {
    this.child.stdin?.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`the worker ended at ${JSON.stringify(request)}`);
    return JSON.parse(value) as Answer;
  }

  /** From the kernel's own counters; null where there is no /proc. */
  memory(): Memory | null {
    try {
      const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
      const read = (key: string): number => (Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1]) * 1024) / 1e6;
      return { now: read('VmRSS'), peak: read('VmHWM'), anonymous: read('RssAnon') };
    } catch {
      return null;
    }
  }

  /** Starts the peak anew, so that loading is not counted. */
  forgetPeak(): void {
    try {
      writeFileSync(`/proc/${this.child.pid}/clear_refs`, '5');
    } catch {
      // Not permitted here: then the peak is that of the whole life, of both sides.
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.stdin?.end();
    await ended;
  }
}
