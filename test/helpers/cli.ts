/** Runs the built executable as a user does: `npm test` builds it first. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Folder of the build; another one may be named, to test without building into `dist/`. */
export const DIST = process.env.RAFT_CORPUS_TEST_DIST ?? join(ROOT, 'dist');
export const MAIN = join(DIST, 'cli/main.js');

if (!existsSync(MAIN)) throw new Error(`${MAIN} is not there: run \`npm run build\`, or \`npm test\`, which does`);

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs one command line to its end. */
export function cli(args: readonly string[], { cwd, env = {} }: CliOptions): Promise<CliResult> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [MAIN, ...args],
      { cwd, env: { ...inherited(), ...env }, maxBuffer: 1 << 28 },
      (_, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

/** Starts one command line, for tests that interrupt it. */
export function startCli(args: readonly string[], { cwd, env = {} }: CliOptions): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...inherited(), ...env } });
}

/** The environment without what the test runner says about colours. */
function inherited(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...rest } = process.env;
  return rest;
}
