/** `raft-corpus status`: the state of the corpus at a glance. */
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';
import type { StatusToShow } from '../render/status.js';

export function defineStatus(program: Command, io: Io): void {
  const command = program
    .command('status')
    .summary('sources, passages by verdict, past refreshes, the datasets and suites that stand on them, the last evals')
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
      const { lastEvals } = await import('../../evals/history/last-evals.js');
      const status = await withStore(config, async (store) => {
        const corpus = await corpusStatus(store, selection);
        return { ...corpus, evals: await lastEvals(store, corpus.tag) };
      });
      return { json: { status }, text: renderStatus(status), next: nextStep(status) };
    }),
  );
}

function nextStep({ sources, evals }: StatusToShow): string {
  if (sources.some(({ overdue }) => overdue)) return 'raft-corpus refresh   (some sources are overdue)';
  const isBehind = evals.some(({ older_than_corpus }) => older_than_corpus);
  return isBehind ? 'raft-corpus eval   (the corpus has changed since the last one)' : 'raft-corpus stale';
}
