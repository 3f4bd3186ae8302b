/**
 * What every command shares: the common options, loading the config, running the work, and turning its outcome into
 * output and an exit code. Commands import what they need inside their action, so help and version open nothing.
 */
import type { Command } from 'commander';
import type { LoadedConfig } from '../config/load.js';
import { EXIT, printable, reportFailure } from './failure.js';
import type { Io } from './io.js';
import { type CliProgress, openProgress } from './progress.js';
import { jsonText } from './render/cells.js';

/** Options of {@link withCommonOptions}, as commander hands them over. */
export interface CommonOptions {
  readonly config?: string;
  readonly store?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly asOf?: string;
  readonly tag?: string;
  readonly seed?: string;
  readonly offline?: boolean;
}

/** What a command's work gets. */
export interface Run<Options extends CommonOptions> {
  readonly io: Io;
  readonly options: Options;
  readonly progress: CliProgress;
  /** Loads and checks the config; with `--store` applied. */
  config(): Promise<LoadedConfig>;
  /** ISO instant of `--as-of`, else now. A date alone is the start of that day (UTC), or its end for readers. */
  asOf(edge: 'start' | 'end'): Promise<string>;
}

/** What a command ends with: its text or JSON document, and whether there were findings. */
export interface Outcome {
  /** Printed with `--json`, as one document with `schema: 1` added. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Printed otherwise. */
  readonly text: string;
  /** The next useful command; printed on stderr, unless `--quiet` or `--json`. */
  readonly next?: string;
  /** A gate failed: exit code 1. */
  readonly failed?: boolean;
}

type CommonName = 'asOf' | 'tag' | 'seed' | 'offline';

/** Adds the options that every command takes, and those of `names` where they make sense. */
export function withCommonOptions(command: Command, names: readonly CommonName[] = []): Command {
  command
    .option('-c, --config <file>', 'config file (default: raft-corpus.yaml in this folder or above)')
    .option('--store <uri>', 'use this store instead of the one in the config')
    .option('--json', 'print one JSON document on stdout')
    .option('-q, --quiet', 'no progress and no hints on stderr')
    .option('-v, --verbose', 'show causes of errors');
  if (names.includes('asOf')) command.option('--as-of <date>', 'the date to judge by (default: now)');
  if (names.includes('tag'))
    command.option('--tag <tag>', 'read this refresh, e.g. r-000017 (default: the newest at --as-of)');
  if (names.includes('offline')) command.option('--offline', 'never use the network: models must be on this machine');
  if (names.includes('seed')) command.option('--seed <seed>', 'seed of everything random', '0');
  return command;
}

/** Runs a command's work; sets the exit code and never throws. */
export async function runCommand<Options extends CommonOptions>(
  io: Io,
  options: Options,
  work: (run: Run<Options>) => Promise<Outcome>,
): Promise<void> {
  const progress = await openProgress(io, { quiet: options.quiet === true || options.json === true });
  try {
    const outcome = await work(newRun(io, options, progress));
    progress.close();
    // Texts show what sources hold: samples of rows, titles, names of files.
    const text = printable(ensureNewline(outcome.text));
    io.out(options.json ? `${jsonText({ schema: 1, ...outcome.json }, 2)}\n` : text);
    if (outcome.next && !options.json && !options.quiet) io.err(`\nNext: ${outcome.next}\n`);
    process.exitCode = outcome.failed ? EXIT.findings : EXIT.ok;
  } catch (error) {
    progress.close();
    process.exitCode = reportFailure(io, error, options.verbose === true);
  }
}

function newRun<Options extends CommonOptions>(io: Io, options: Options, progress: CliProgress): Run<Options> {
  return {
    io,
    options,
    progress,
    config: async () => {
      const { loadConfig } = await import('../config/load.js');
      const loaded = await loadConfig({
        cwd: io.cwd,
        ...(options.config === undefined ? {} : { file: options.config }),
      });
      if (options.store === undefined) return loaded;
      const { resolveStore } = await import('../config/load.js');
      return { ...loaded, store: resolveStore(options.store, io.cwd) };
    },
    asOf: async (edge) => {
      if (options.asOf === undefined) return io.clock.now().toISOString();
      const { parseAsOf } = await import('./as-of.js');
      return parseAsOf(options.asOf, edge);
    },
  };
}

function ensureNewline(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
