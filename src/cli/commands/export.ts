/** `raft-corpus export`: passages for other tools, and datasets for trainers. */
import type { Command } from 'commander';
import type { LoadedConfig } from '../../config/load.js';
import { messageOf } from '../../core/errors.js';
import { type CommonOptions, type Outcome, type Run, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';

interface Options extends CommonOptions {
  readonly format: string;
  readonly out?: string;
  readonly current?: boolean;
  readonly vectors?: boolean;
  readonly suite?: string;
  readonly dataset?: string;
  readonly split?: string;
  readonly docHeader: string;
  readonly template?: string;
  readonly system?: string;
}

export function defineExport(program: Command, io: Io): void {
  const command = program
    .command('export')
    .summary(
      'write the passages as JSON lines, or with questions and judgements for BEIR or TREC tools; or a dataset for a trainer',
    )
    .option(
      '-f, --format <format>',
      'jsonl: the columns of passages; beir: corpus.jsonl, queries.jsonl, qrels/test.tsv; trec: docs.jsonl, topics.tsv,\n' +
        'qrels.txt; see --dataset',
      'jsonl',
    )
    .option('-o, --out <path>', 'file (default: stdout) or folder')
    .option('--current', 'only passages that are current')
    .option('--vectors', 'jsonl: add the vectors')
    .option('--suite <file>', 'beir, trec: whose questions and gold (default: the first in the config, if any)')
    .option(
      '--dataset <folder>',
      'export the rows of this dataset; --format is hf, completion, chat, eval (Gorilla’s), openai-chat, sharegpt, alpaca,\n' +
        'dpo or dpo-chat, as JSON lines or with :parquet. A file gets one split, a folder all of them',
    )
    .option('--split <split>', 'dataset: train, validation or test (default for a file: train)')
    .option(
      '--doc-header <header>',
      'dataset: what each document begins with. title: `title · updated DATE`; none',
      'title',
    )
    .option('--template <file>', 'dataset: a prompt of your own, with {documents} and {question}')
    .option('--system <text>', 'dataset: the system message of chats; none leaves it out')
    .addHelpText(
      'after',
      '\nExamples:\n  raft-corpus export --current > passages.jsonl\n  raft-corpus export --format beir -o beir/\n  raft-corpus export --tag r-000003 --vectors -o old.jsonl\n' +
        '  raft-corpus export --dataset out/raft --format openai-chat -o chat/\n' +
        '  raft-corpus export --dataset out/raft --format hf:parquet --split test -o test.parquet',
    );
  withCommonOptions(command, ['asOf', 'tag']).action((options: Options) =>
    runCommand(io, options, async (run) => {
      const { dataset } = options;
      if (dataset !== undefined) {
        const { exportDataset } = await import('../export/dataset.js');
        return exportDataset({ ...run, options: { ...options, dataset } });
      }
      const { choice } = await import('../options.js');
      const { RaftCorpusError } = await import('../../core/errors.js');
      const format = choice('--format', options.format, ['jsonl', 'beir', 'trec'] as const);
      if (options.suite !== undefined && format === 'jsonl') {
        throw new RaftCorpusError('--suite is for collections', { fix: 'Add --format beir or trec.' });
      }
      if (options.json && options.out === undefined) {
        throw new RaftCorpusError('--json prints one document, and the passages would go to the same place', {
          fix: 'Name a file for the passages with -o, or leave --json away: they are JSON lines already.',
        });
      }
      if (format === 'jsonl') return exportPassages(run);
      const { exportCollection } = await import('../export/collection.js');
      return exportCollection(run, format);
    }),
  );
}

async function exportPassages(run: Run<Options>): Promise<Outcome> {
  const { io, options } = run;
  const { resolve } = await import('node:path');
  const { printLines, writeLines } = await import('../export/file.js');
  const { viewSelection, withStore } = await import('../open.js');
  const { streamView } = await import('../../corpus/view.js');
  const { exportJsonl } = await import('../../corpus/export.js');
  const config = await run.config();
  const selection = await viewSelection(run);
  return withStore(config, async (store) => {
    const vectors = options.vectors === true;
    const { refresh, batches } = await streamView(store, { ...selection, vectors, sorted: true });
    if (vectors) await checkConfigured(config, run, refresh);
    const lines = exportJsonl(batches, { currentOnly: options.current === true, vectors, dims: refresh.dims });
    const path = options.out === undefined ? null : resolve(io.cwd, options.out);
    const passages = path === null ? await printLines(io, lines) : await writeLines(path, lines);
    return {
      json: { export: { tag: refresh.tag, format: 'jsonl', path, passages } },
      text: path === null ? '' : `${passages.toLocaleString('en')} passages of ${refresh.tag} in ${path}`,
      ...(path === null ? {} : { next: 'raft-corpus status' }),
    };
  });
}

/** Who exports vectors will hold queries of the configured model against them; a model that is not to be had is no reason to keep them. */
async function checkConfigured(
  config: LoadedConfig,
  run: Run<Options>,
  stored: { readonly model: string; readonly embedder: string },
): Promise<void> {
  const { openConfiguredEmbedder } = await import('../open.js');
  const { checkEmbedder } = await import('../../corpus/embedder-check.js');
  const embedder = await openConfiguredEmbedder(config, run).catch((error: unknown) => {
    run.progress.warn(`the configured model could not be held against the store's: ${messageOf(error)}`);
    return null;
  });
  if (embedder === null) return;
  await embedder.close();
  checkEmbedder({ model: stored.model, fingerprint: stored.embedder }, embedder, config.store);
}
