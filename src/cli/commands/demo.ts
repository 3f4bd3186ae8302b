/** `raft-corpus demo`: the main job end to end on the sample shop, offline, under out/. */
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import type { RunCli } from '../demo.js';
import type { Io } from '../io.js';

interface Options extends CommonOptions {
  readonly out: string;
}

/** @param runCli how the demo runs the other commands; handed in, so that commands do not know the program */
export function defineDemo(program: Command, io: Io, runCli: RunCli): void {
  const command = program
    .command('demo')
    .summary('run the main job on the sample shop, offline')
    .description(
      'Ingests two dated snapshots of the sample shop one after the other, flags what is stale, mines negatives, builds\n' +
        'and audits a RAFT dataset, and runs the retrieval eval. Everything it makes is below one folder.',
    )
    .option('-o, --out <folder>', 'where to put it', 'out/demo')
    .addHelpText('after', '\nExamples:\n  raft-corpus demo\n  raft-corpus demo -o /tmp/demo');
  withCommonOptions(command).action((options: Options) =>
    runCommand(io, options, async (run) => {
      const { runDemo } = await import('../demo.js');
      return runDemo(run, options.out, runCli);
    }),
  );
}
