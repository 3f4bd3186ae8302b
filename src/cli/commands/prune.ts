/** `raft-corpus prune`: forget history by age. */
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';

interface Options extends CommonOptions {
  readonly olderThan: string;
  readonly dryRun?: boolean;
}

export function definePrune(program: Command, io: Io): void {
  const command = program
    .command('prune')
    .summary('drop refreshes and stale passages that ended longer ago than an age')
    .description(
      'Stale passages are kept on purpose: they are the best distractors and the tripwires of evals. This drops those\n' +
        'that have been stale for longer than an age, and the refreshes before it; the newest refresh always stays, and so do\n' +
        'kept evals.',
    )
    .requiredOption('--older-than <age>', 'a number and d, w or h, e.g. 365d')
    .option('--dry-run', 'say what would go and delete nothing')
    .addHelpText(
      'after',
      '\nExamples:\n  raft-corpus prune --older-than 365d --dry-run\n  raft-corpus prune --older-than 365d',
    );
  withCommonOptions(command, ['asOf']).action((options: Options) =>
    runCommand(io, options, async (run) => {
      const config = await run.config();
      const { parseDuration } = await import('../../text/timestamps.js');
      const { prune } = await import('../../corpus/prune.js');
      const { withStore } = await import('../open.js');
      const before = new Date(Date.parse(await run.asOf('end')) - parseDuration(options.olderThan)).toISOString();
      const dryRun = options.dryRun === true;
      const report = await withStore(config, (store) =>
        prune({ store, before, dryRun, clock: io.clock, writer: io.writer }),
      );
      const verb = dryRun ? 'would drop' : 'dropped';
      return {
        json: { prune: report },
        text: [
          `${verb} ${report.refreshes.length} refreshes and ${report.stale_passages.toLocaleString('en')} stale passages from before ${before.slice(0, 10)} (${report.rows.toLocaleString('en')} rows)`,
          report.oldest_kept
            ? `the oldest refresh that can be replayed ${dryRun ? 'would be' : 'is'} ${report.oldest_kept}`
            : 'the store holds no refresh',
        ].join('\n'),
        next: dryRun ? `raft-corpus prune --older-than ${options.olderThan}   (the same, done)` : 'raft-corpus status',
      };
    }),
  );
}
