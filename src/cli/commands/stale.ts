/** `raft-corpus stale`: every passage that is not current, and why. */
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';

interface Options extends CommonOptions {
  readonly source?: string[];
  readonly verdict?: string[];
  readonly severity?: string;
  readonly since?: string;
  readonly format: string;
}

export function defineStale(program: Command, io: Io): void {
  const command = program
    .command('stale')
    .summary('list the passages that are not current: verdict, since when, what changed, what says it now')
    .option('--source <id...>', 'only these sources')
    .option('--verdict <verdict...>', 'superseded, removed, expired, pending, contradicted, overdue')
    .option('--severity <severity>', 'material or cosmetic')
    .option('--since <date>', 'only what became stale on that day or later')
    .option('-f, --format <format>', 'table, jsonl, csv or markdown (--json prints one document)', 'table')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus stale --severity material
  raft-corpus stale --source policies --verdict superseded contradicted
  raft-corpus stale --since 2026-07-01 --format csv > stale.csv
  raft-corpus stale --as-of 2026-12-01 --json`,
    );
  withCommonOptions(command, ['asOf', 'tag']).action((options: Options) =>
    runCommand(io, options, async (run) => {
      const { VERDICTS } = await import('../../store/rows.js');
      const { stateAt } = await import('../../store/versions.js');
      const { choice, choices } = await import('../options.js');
      const { parseAsOf } = await import('../as-of.js');
      const { STALE_FORMATS, renderStale } = await import('../render/stale.js');
      const format = choice('--format', options.format, STALE_FORMATS);
      const verdicts = choices('--verdict', options.verdict, VERDICTS);
      const filter = {
        ...(options.source ? { sources: options.source } : {}),
        ...(verdicts.length > 0 ? { verdicts } : {}),
        ...(options.severity
          ? { severity: choice('--severity', options.severity, ['material', 'cosmetic'] as const) }
          : {}),
        ...(options.since ? { since: parseAsOf(options.since, 'start', '--since') } : {}),
      };
      const config = await run.config();
      const { viewSelection, withStore } = await import('../open.js');
      const { streamView } = await import('../../corpus/view.js');
      const { listStale } = await import('../../corpus/stale.js');
      const selection = await viewSelection(run);
      return withStore(config, async (store) => {
        const { refresh, batches } = await streamView(store, selection);
        // A misspelt source would look like a source of which nothing is stale.
        const known = (await store.sources.rows({ where: stateAt(refresh.n) })).map((row) => row.source_id);
        choices('--source', options.source, known.sort());
        const stale = await listStale(batches, filter);
        return {
          json: { tag: refresh.tag, as_of: selection.asOf, stale },
          text: renderStale(stale, { format, tag: refresh.tag, asOf: selection.asOf }),
          next: stale.length > 0 ? 'raft-corpus build   (a dataset from what is true now)' : 'raft-corpus status',
        };
      });
    }),
  );
}
