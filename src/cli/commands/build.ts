/** `raft-corpus build`: a fine-tune is due. */
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import type { BuildOptions } from '../../raft/build.js';
import type { Import } from '../../raft/import/open-import.js';
import { addImportOptions, evalGates, type ImportFlags, openImports, readImports } from '../build/import.js';
import { addLlmOptions, buildWithLlm, checkLlm, type LlmFlags, previewOfLlm } from '../build/llm.js';
import type { BuildFlags } from '../build/settings.js';
import { type CommonOptions, type Outcome, type Run, runCommand, withCommonOptions } from '../command.js';
import type { OpenCorpus } from '../corpus.js';
import type { Io } from '../io.js';
import { toolVersion } from '../version.js';

interface Options extends CommonOptions, BuildFlags, ImportFlags, LlmFlags {
  readonly out: string;
  readonly name?: string;
  readonly format?: readonly string[];
  readonly dryRun?: boolean;
}

export function defineBuild(program: Command, io: Io): void {
  const command = program
    .command('build')
    .summary('build a RAFT dataset from what is true now: every quote, oracle and distractor verified')
    .description(
      'Asks questions from typed facts and policy sentences, mines distractors, and writes train, validation and test rows\n' +
        'with a manifest and a dataset card. No lineage stands in two splits. The same corpus, seed and --as-of give the same bytes.\n' +
        "What is not said here is taken from the config's `raft:` section.",
    )
    .option('-o, --out <folder>', 'the dataset folder; replaced when the new one is complete', 'out/raft')
    .option('--name <name>', 'name in manifest and card (default: the folder)')
    .option('-n, --examples <n>', 'examples over all splits (default: 1000)')
    .option('-k, --distractors <k>', 'distractors beside the oracle (default: 4)')
    .option('-p, --oracle-share <p>', 'share of answerable examples whose context holds the oracle (default: 0.8)')
    .option('--absent <mode>', 'what is answered without the oracle: refuse, memorise or split (default: refuse)')
    .option('--types <shares>', 'types of questions and their shares, e.g. fact=0.6,policy=0.3,unanswerable=0.1')
    .option('--languages <shares>', 'languages of questions and their shares, e.g. en=1 or ja=0.7,mixed=0.3')
    .option('--splits <shares>', 'shares of the splits (default: train=0.8,validation=0.1,test=0.1)')
    .option('--max-tokens <n>', 'most tokens of documents and question; distractors are dropped for it')
    .option('--twins <n>', 'rows with the same documents in another order, beside each row (default: 0)')
    .option('--doc-header <kind>', 'first line of documents in prompts: title, or none (default: title)')
    .option('--hand-over', 'refusals offer a person (default: where a current policy says that there is one)')
    .option('--no-hand-over', 'refusals offer nobody')
    .option('--format <format...>', "also write trainers' formats below formats/, e.g. chat, hf:parquet")
    .option('--dry-run', 'show the plan and a few rows, and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus build
  raft-corpus build --examples 2000 --out datasets/2026-07 --as-of 2026-07-15 --seed 7
  raft-corpus build --oracle-share 0.6 --distractors 5 --format chat openai-chat
  raft-corpus build --types policy=0.7,unanswerable=0.3 --languages ja=1 --dry-run`,
    );
  withCommonOptions(addLlmOptions(addImportOptions(command)), ['asOf', 'tag', 'seed', 'offline']).action(
    (options: Options) => runCommand(io, options, (run) => build(run)),
  );
}

async function build(run: Run<Options>): Promise<Outcome> {
  const { io, options } = run;
  const { checkDatasetFolder } = await import('../../raft/write-dataset.js');
  const { parseFormat } = await import('../../dataset/raft-formats/format-name.js');
  const { withCorpus } = await import('../corpus.js');
  const { buildSettings } = await import('../build/settings.js');
  const path = resolve(io.cwd, options.out);
  // What is wrong on the command line is said before a corpus is read.
  buildSettings((await run.config()).raft, options);
  for (const format of options.format ?? []) parseFormat(format);
  await checkLlm(run);
  const questions = await readImports(run);
  if (!options.dryRun) await checkDatasetFolder(path);
  return withCorpus(run, async (corpus) => {
    const settings = { ...(await settingsOf(run, corpus)), stages: await evalGates(run) };
    const imported = await openImports(questions, corpus, settings);
    const prepared = { corpus, settings: { ...settings, extraSources: imported?.extraSources ?? [] }, imported };
    return options.dryRun ? preview(run, prepared) : write(run, prepared, path);
  });
}

/** A corpus that is open, what is to be made from it, and what comes from files. */
interface Prepared {
  readonly corpus: OpenCorpus;
  readonly settings: BuildOptions;
  readonly imported: Import | null;
}

async function preview(run: Run<Options>, { corpus, settings, imported }: Prepared): Promise<Outcome> {
  const { previewRaft } = await import('../../raft/build.js');
  const { renderPreview } = await import('../render/build-preview.js');
  const { renderImport } = await import('../render/import.js');
  const seen = await previewRaft(settings);
  const llm = await previewOfLlm(run, corpus, seen);
  const at = { tag: corpus.index.view.tag, asOf: corpus.index.view.as_of, path: run.options.out };
  return {
    json: { build: { path: null, preview: seen, ...llm.json } },
    text: [renderPreview(seen, at), renderImport(imported, null), llm.text].filter((part) => part !== '').join('\n\n'),
    next: 'raft-corpus build   (the same, written)',
  };
}

async function write(run: Run<Options>, { corpus, settings, imported }: Prepared, path: string): Promise<Outcome> {
  const { io, options } = run;
  const { config, store, index, embedder } = corpus;
  const { writeDataset } = await import('../../raft/write-dataset.js');
  const { registerArtifact } = await import('../../corpus/downstream.js');
  const { registeredPath } = await import('../corpus.js');
  const { failedGates, renderBuild } = await import('../render/build.js');
  const { renderImport } = await import('../render/import.js');
  const name = options.name ?? basename(path);
  const { likeness } = config.raft;
  const { build, llm } = await buildWithLlm(run, corpus, settings);
  const { manifest, items } = await writeDataset({
    build: imported?.attach(build) ?? build,
    ...(imported ? { review: imported.review } : {}),
    view: index.view,
    path,
    name,
    toolVersion: toolVersion(),
    tokens: { model: embedder.model, count: (text) => embedder.countTokens(text) },
    likeness: Object.fromEntries(Object.entries(likeness).filter(([, bound]) => bound !== undefined)),
    formats: {
      formats: [...new Set(options.format ?? config.raft.formats)],
      ...(settings.docHeader ? { docHeader: settings.docHeader } : {}),
    },
    progress: run.progress,
  });
  await registerArtifact(store, {
    kind: 'dataset',
    name,
    path: registeredPath(config, { cwd: io.cwd, path: options.out }),
    tag: index.view.tag,
    createdAt: io.clock.now().toISOString(),
    items,
  });
  const asked = llm();
  return {
    json: { build: { path: options.out, manifest, ...asked.json } },
    text: [renderBuild(manifest, { path: options.out }), renderImport(imported, options.out), asked.text]
      .filter((part) => part !== '')
      .join('\n'),
    next: `raft-corpus audit ${options.out}${options.asOf ? ` --as-of ${options.asOf}` : ''}   (may it be trained on?)`,
    failed: failedGates(manifest).length > 0,
  };
}

async function settingsOf(run: Run<Options>, { config, index, embedder }: OpenCorpus) {
  const { corpusOfView } = await import('../../negatives/corpus.js');
  const { buildSettings } = await import('../build/settings.js');
  const { factLabels, labelNames } = await import('../corpus.js');
  return {
    ...buildSettings(config.raft, run.options),
    index,
    corpus: corpusOfView(index, labelNames(config)),
    embedder,
    seed: run.options.seed ?? '0',
    labels: factLabels(config),
    progress: run.progress,
  };
}
