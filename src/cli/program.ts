/** The command line: names the commands; each loads what it needs when it runs. */
import { Command } from 'commander';
import { defineAudit } from './commands/audit.js';
import { defineBuild } from './commands/build.js';
import { defineCheck } from './commands/check.js';
import { defineCompare } from './commands/compare.js';
import { defineDemo } from './commands/demo.js';
import { defineEval } from './commands/eval.js';
import { defineExport } from './commands/export.js';
import { defineInit } from './commands/init.js';
import { defineIntents } from './commands/intents.js';
import { defineLint } from './commands/lint.js';
import { defineMine } from './commands/mine.js';
import { definePrune } from './commands/prune.js';
import { defineRefresh } from './commands/refresh.js';
import { defineScore } from './commands/score.js';
import { defineSearch } from './commands/search.js';
import { defineStale } from './commands/stale.js';
import { defineStatus } from './commands/status.js';
import { EXIT } from './failure.js';
import type { Io } from './io.js';
import { toolVersion } from './version.js';

const DEFINITIONS = [
  defineInit,
  defineRefresh,
  defineStatus,
  defineStale,
  defineSearch,
  defineMine,
  defineBuild,
  defineCheck,
  defineLint,
  defineEval,
  defineScore,
  defineCompare,
  defineAudit,
  defineIntents,
  defineExport,
  definePrune,
];

const INTRO = 'Keep a retrieval corpus true, and build training data and evals from what is true now.';

const MOMENTS = `
Examples:
  raft-corpus refresh     the catalog was updated: what is stale now, why, and what that invalidates
  raft-corpus build       a fine-tune is due: a RAFT dataset whose every quote is verified
  raft-corpus eval        before trusting a number: retrieval on current data, with negatives that are hard`;

/** The whole program; `--help` and `--version` open no config, store or model. */
export function createProgram(io: Io): Command {
  const program = new Command('raft-corpus')
    .description(INTRO)
    .addHelpText('after', MOMENTS)
    .version(toolVersion(), '-V, --version')
    .showHelpAfterError('(raft-corpus COMMAND --help shows what a command takes)')
    .showSuggestionAfterError()
    .exitOverride((error) => {
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.error;
      throw error;
    })
    .configureHelp({ commandDescription: (command) => flowing(command.description()) })
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) });
  for (const define of DEFINITIONS) define(program, io);
  defineDemo(program, io, runCli);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** Lines of a paragraph joined, so that a description is wrapped once, to the terminal; indented lines stay as they are. */
function flowing(text: string): string {
  return text.replace(/^(\S.*)\n(?=\S)/gm, '$1 ');
}

/** Runs one command line, as `process.argv.slice(2)` would hold it; sets `process.exitCode`. */
export async function runCli(args: readonly string[], io: Io): Promise<void> {
  try {
    await createProgram(io).parseAsync(args, { from: 'user' });
  } catch (error) {
    const { name } = error as { name?: string };
    if (name !== 'CommanderError') throw error;
  }
}
