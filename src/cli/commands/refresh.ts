/** `raft-corpus refresh`: the catalog was updated. */
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';
import { toolVersion } from '../version.js';

interface Options extends CommonOptions {
  readonly snapshot?: string;
  readonly source?: string[];
  readonly dropSource?: string[];
  readonly onError: string;
  readonly allowShrink?: boolean;
  readonly reembed?: boolean;
  readonly dryRun?: boolean;
}

export function defineRefresh(program: Command, io: Io): void {
  const command = program
    .command('refresh')
    .summary('read the sources, bring the store up to date, and say what is stale now and why')
    .description(
      'Reads every source, compares it with the store, embeds what is new, keeps what changed as stale passages with\n' +
        'their verdict and drift, and commits all of it at once under a new tag. Repeating it changes nothing.',
    )
    .option('--snapshot <name>', 'dated folder that {snapshot} in source paths stands for (default: the last)')
    .option('--source <id...>', 'read only these sources; the others stay as they are')
    .option('--drop-source <id...>', 'remove the documents of sources that the config no longer names')
    .option('--on-error <policy>', 'stop: write nothing when a record is bad; skip: leave it out and list it', 'stop')
    .option('--allow-shrink', 'let a source lose more documents than its maxShrink')
    .option('--reembed', 'embed the whole corpus anew, where the config names another embedder than the store')
    .option('--dry-run', 'show the report and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus refresh
  raft-corpus refresh --dry-run
  raft-corpus refresh --snapshot 2026-07 --as-of 2026-07-15
  raft-corpus refresh --drop-source old-catalog
  raft-corpus refresh --reembed --dry-run
  raft-corpus refresh --source catalog --on-error skip --json > report.json`,
    );
  withCommonOptions(command, ['asOf', 'offline']).action((options: Options) =>
    runCommand(io, options, async (run) => {
      const { choice } = await import('../options.js');
      const onError = choice('--on-error', options.onError, ['stop', 'skip'] as const);
      const [config, asOf] = [await run.config(), await run.asOf('start')];
      const { refresh } = await import('../../corpus/refresh/refresh.js');
      const { openConfiguredEmbedder } = await import('../open.js');
      const embedder = await openConfiguredEmbedder(config, run);
      const report = await refresh({
        store: config.store,
        sources: config.sources,
        statements: config.statements,
        embedder,
        root: config.root,
        scratch: io.scratch,
        maxTokens: config.passages.maxTokens,
        asOf,
        clock: io.clock,
        writer: io.writer,
        toolVersion: toolVersion(),
        onError,
        allowShrink: options.allowShrink === true,
        reembed: options.reembed === true,
        dryRun: options.dryRun === true,
        ...(options.snapshot === undefined ? {} : { snapshot: options.snapshot }),
        ...(options.dropSource === undefined ? {} : { drop: options.dropSource }),
        ...(options.source === undefined ? {} : { only: options.source }),
        progress: run.progress,
      }).finally(() => embedder.close());
      const { renderRefresh } = await import('../render/refresh.js');
      return {
        json: { refresh: report },
        text: renderRefresh(report, { reembed: options.reembed === true }),
        next: report.dry_run
          ? 'raft-corpus refresh   (the same, written)'
          : report.newly_material > 0
            ? 'raft-corpus stale --severity material   (every passage that changed in a way that matters)'
            : 'raft-corpus status',
      };
    }),
  );
}
