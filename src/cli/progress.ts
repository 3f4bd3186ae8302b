/** Progress on stderr: a moving line on a terminal, one plain line a stage elsewhere, nothing with --quiet. */
import { styleText } from 'node:util';
import type { Progress } from '../core/progress.js';
import { printable } from './failure.js';
import type { Io } from './io.js';

/** A {@link Progress} that the CLI closes when the work is over. */
export interface CliProgress extends Progress {
  close(): void;
}

export async function openProgress(io: Io, options: { readonly quiet: boolean }): Promise<CliProgress> {
  const warn = (message: string): void =>
    io.err(`${styleText('yellow', 'warning', { stream: process.stderr })}: ${printable(message)}\n`);
  if (options.quiet) return { update: () => {}, warn, close: () => {} };
  if (!io.interactive) return plainProgress(io, warn);
  const { default: ora } = await import('ora');
  const spinner = ora({ stream: process.stderr, discardStdin: false });
  return {
    update: (stage, done, total) => {
      spinner.text = describe(stage, done, total);
      if (!spinner.isSpinning) spinner.start();
    },
    warn: (message) => {
      spinner.clear();
      warn(message);
    },
    close: () => spinner.stop(),
  };
}

function plainProgress(io: Io, warn: (message: string) => void): CliProgress {
  // Stages that take turns, examples and the answers they wait for, are told once each.
  const told = new Set<string>();
  return {
    update: (stage) => {
      if (!told.has(stage)) io.err(`${stage} …\n`);
      told.add(stage);
    },
    warn,
    close: () => {},
  };
}

function describe(stage: string, done: number, total: number | undefined): string {
  const count = done.toLocaleString('en');
  return total === undefined ? `${stage} ${count}` : `${stage} ${count} of ${total.toLocaleString('en')}`;
}
