/** Runs a command line in this process: for what needs no built files, signals or exit of its own. */
import { runCli } from '../../src/cli/program.js';
import type { CliResult } from './cli.js';

/** Output, and the exit code that the process would end with. */
export async function runInProcess(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  const before = process.exitCode;
  await runCli(args, {
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    cwd,
    env,
    clock: { now: () => new Date('2026-07-15T00:00:00.000Z') },
    writer: { host: 'test', pid: 1, isAlive: () => false },
    scratch: cwd,
    interactive: false,
  });
  const code = Number(process.exitCode ?? 0);
  process.exitCode = before;
  return { code, stdout, stderr };
}
