/** `raft-corpus status`: the state of the corpus at a glance. */
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';

export function defineStatus(program: Command, io: Io): void {
  const command = program
    .command('status')
    .summary('sources, passages by verdict, past refreshes, and the datasets and suites that stand on them')
    .addHelpText(
      'after',
      '\nExamples:\n  raft-corpus status\n  raft-corpus status --as-of 2026-10-01\n  raft-corpus status --json',
    );
  withCommonOptions(command, ['asOf', 'tag']).action((options: CommonOptions) =>
    runCommand(io, options, async (run) => {
      const config = await run.config();
      const { viewSelection, withStore } = await import('../open.js');
      const { corpusStatus } = await import('../../corpus/status.js');
      const { renderStatus } = await import('../render/status.js');
      const selection = await viewSelection(run);
      const status = await withStore(config, (store) => corpusStatus(store, selection));
      const overdue = status.sources.filter((source) => source.overdue);
      return {
        json: { status },
        text: renderStatus(status),
        next: overdue.length > 0 ? 'raft-corpus refresh   (some sources are overdue)' : 'raft-corpus stale',
      };
    }),
  );
}
