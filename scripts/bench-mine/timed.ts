/** A whole command as its user meets it: seconds from start to end, and its largest resident set. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Timed {
  readonly seconds: number;
  /** Megabytes (10⁶ bytes); 0 where there is no /proc. */
  readonly peak: number;
}

const LOOK_EVERY_MS = 20;

/** Runs a command to its end. @throws Error when it fails, with what it said */
export async function timed(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Timed> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  let peak = 0;
  const look = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, LOOK_EVERY_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
  clearInterval(look);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${said.slice(-2000)}`);
  return { seconds: (performance.now() - started) / 1000, peak };
}

/** The kernel's own high-water mark: looking seldom misses nothing but the very end. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return (Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024) / 1e6;
  } catch {
    return 0;
  }
}
