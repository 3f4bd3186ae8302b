/** `raft-corpus build`: a fine-tune is due. */
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';
import { toolVersion } from '../version.js';

interface Options extends CommonOptions {
  readonly out: string;
  readonly name?: string;
  readonly examples: string;
  readonly distractors: string;
  readonly oracleShare: string;
  readonly handOver?: boolean;
  readonly dryRun?: boolean;
}

export function defineBuild(program: Command, io: Io): void {
  const command = program
    .command('build')
    .summary('build a RAFT dataset from what is true now: every quote, oracle and distractor verified')
    .description(
      'Asks questions from typed facts and policy sentences, mines distractors, and writes train, validation and test rows\n' +
        'with a manifest and a dataset card. No lineage stands in two splits. The same corpus, seed and --as-of give the same bytes.',
    )
    .option('-o, --out <folder>', 'the dataset folder; replaced when the new one is complete', 'out/raft')
    .option('--name <name>', 'name in manifest and card (default: the folder)')
    .option('-n, --examples <n>', 'examples to ask for, over all splits', '1000')
    .option('-k, --distractors <k>', 'distractors beside the oracle', '4')
    .option('-p, --oracle-share <p>', 'share of answerable examples whose context holds the oracle', '0.8')
    .option('--hand-over', 'let refusals offer a person')
    .option('--dry-run', 'show what would be written and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus build
  raft-corpus build --examples 2000 --out datasets/2026-07 --as-of 2026-07-15 --seed 7
  raft-corpus build --oracle-share 0.6 --distractors 5 --dry-run --json`,
    );
  withCommonOptions(command, ['asOf', 'tag', 'seed', 'offline']).action((options: Options) =>
    runCommand(io, options, async (run) => {
      const { decimal, wholeNumber } = await import('../options.js');
      const { factLabels, registeredPath, withCorpus } = await import('../corpus.js');
      const { buildRaft } = await import('../../raft/build.js');
      const { checkDatasetFolder, previewDataset, writeDataset } = await import('../../raft/write-dataset.js');
      const { renderBuild } = await import('../render/build.js');
      const settings = {
        examples: wholeNumber('--examples', options.examples),
        distractors: wholeNumber('--distractors', options.distractors),
        oracleShare: decimal('--oracle-share', options.oracleShare),
        handOver: options.handOver === true,
        seed: options.seed ?? '0',
      };
      const path = resolve(io.cwd, options.out);
      if (!options.dryRun) await checkDatasetFolder(path);
      return withCorpus(run, async ({ config, store, index, embedder }) => {
        const build = await buildRaft({
          ...settings,
          index,
          embedder,
          labels: factLabels(config),
          progress: run.progress,
        });
        const name = options.name ?? basename(path);
        const target = { build, view: index.view, path, name, toolVersion: toolVersion() };
        if (options.dryRun) {
          const manifest = await previewDataset(target);
          const text = renderBuild(manifest, { path: null });
          return { json: { build: { path: null, manifest } }, text, next: 'raft-corpus build   (the same, written)' };
        }
        const { manifest, items } = await writeDataset(target);
        const { registerArtifact } = await import('../../corpus/downstream.js');
        const createdAt = io.clock.now().toISOString();
        await registerArtifact(store, {
          kind: 'dataset',
          name,
          path: registeredPath(config, { cwd: io.cwd, path: options.out }),
          tag: index.view.tag,
          createdAt,
          items,
        });
        return {
          json: { build: { path: options.out, manifest } },
          text: renderBuild(manifest, { path: options.out }),
          next: `raft-corpus audit ${options.out}${options.asOf ? ` --as-of ${options.asOf}` : ''}   (may it be trained on?)`,
        };
      });
    }),
  );
}
