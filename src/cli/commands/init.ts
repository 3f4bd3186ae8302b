/** `raft-corpus init`: a first config from the files that are there. */
import type { Command } from 'commander';
import { type CommonOptions, runCommand } from '../command.js';
import type { Io } from '../io.js';

interface Options extends CommonOptions {
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

export function defineInit(program: Command, io: Io): void {
  program
    .command('init')
    .summary('write a first raft-corpus.yaml from the catalog and policy files that are there')
    .argument('[paths...]', 'files and folders to ingest (default: this folder)')
    .option('--force', 'replace a raft-corpus.yaml that exists')
    .option('--dry-run', 'print the config and write nothing')
    .option('--json', 'print one JSON document on stdout')
    .option('-q, --quiet', 'no hints on stderr')
    .option('-v, --verbose', 'show causes of errors')
    .addHelpText(
      'after',
      '\nExamples:\n  raft-corpus init\n  raft-corpus init exports/catalog.jsonl policies/\n  raft-corpus init --dry-run',
    )
    .action((paths: string[], options: Options) =>
      runCommand(io, options, async () => {
        const { access } = await import('node:fs/promises');
        const { resolve } = await import('node:path');
        const { scaffoldConfig } = await import('../../config/scaffold.js');
        const { writeFileAtomic } = await import('../../core/files.js');
        const { RaftCorpusError } = await import('../../core/errors.js');
        const file = resolve(io.cwd, 'raft-corpus.yaml');
        const text = await scaffoldConfig(io.cwd, paths);
        if (options.dryRun) return { json: { init: { file, written: false, config: text } }, text };
        const exists = await access(file).then(
          () => true,
          () => false,
        );
        if (exists && !options.force) {
          throw new RaftCorpusError('there is a raft-corpus.yaml already', {
            where: file,
            fix: 'Edit it, or replace it with --force; --dry-run shows what would be written.',
          });
        }
        await writeFileAtomic(file, text);
        return {
          json: { init: { file, written: true, config: text } },
          text: `wrote ${file}\nCheck the ids, timestamps and facts in it: they are guesses from the first records.`,
          next: 'raft-corpus refresh --dry-run   (shows what would be ingested)',
        };
      }),
    );
}
