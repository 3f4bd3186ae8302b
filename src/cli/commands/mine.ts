/** `raft-corpus mine`: hard negatives for questions with known answers. */
import type { Command } from 'commander';
import type { LoadedConfig } from '../../config/load.js';
import type { Reranker } from '../../embed/reranker.js';
import { type Run, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';
import type { MineOptions } from '../mining/run.js';

export function defineMine(program: Command, io: Io): void {
  const command = program
    .command('mine')
    .summary('mine hard negatives: passages close to a question that do not answer it, with the reason for every drop')
    .description(
      "Finds current passages close to each question, yesterday's versions of its oracle and siblings, and filters what\n" +
        'answers, repeats or may be a false negative. A query that is short of negatives is reported, never filled up.\n' +
        'Mines from the store, or from files of your own: docs/mining.md.',
    );
  defineInputs(command);
  defineFilters(command);
  command
    .option('-o, --out <file>', 'where the negatives go: .jsonl, or .parquet for trainers', 'out/negatives.jsonl')
    .option(
      '--format <format>',
      'native (with provenance), triplet, n-tuple, labeled-pair, labeled-list, flag-embedding',
      'native',
    )
    .option('--max-shortage <share>', 'share of questions that may be short of negatives; more: exit code 1', '1')
    .option('--dry-run', 'show the report and write nothing; of many questions, 500 are tried')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus mine
  raft-corpus mine --queries questions.jsonl -n 8 --out negatives.jsonl
  raft-corpus mine --suite evals/mangaassist/suite.yaml --max-shortage 0.1 --json
  raft-corpus mine --beir scifact --split train --format triplet -o triplets.parquet
  raft-corpus mine --corpus texts.jsonl --corpus-vectors texts.npy --queries q.jsonl --query-vectors q.npy \\
      --relative-margin 0.05 --depth window --stale 0 --siblings 0 --guard off`,
    );
  withCommonOptions(command, ['asOf', 'tag', 'seed', 'offline']).action((options: MineOptions) =>
    runCommand(io, options, async (run) => {
      const { readMineOptions, runMining } = await import('../mining/run.js');
      readMineOptions(options);
      if (options.corpus !== undefined || options.beir !== undefined) {
        const { readCollection } = await import('../mining/collection.js');
        const name = options.beir ?? options.corpus ?? '';
        const config = options.rerank ? await withReranker(run) : null;
        const collection = await readCollection(run);
        const rerank = config ? { rerank: { reranker: await openReranker(config, run) } } : {};
        return runMining(run, { ...collection, ...rerank, name, tag: null });
      }
      const { labelNames, withCorpus } = await import('../corpus.js');
      const { corpusOfView } = await import('../../negatives/corpus.js');
      const { gatherQueries } = await import('../mining/queries.js');
      return withCorpus(run, async ({ config, index, embedder }) => {
        const labels = labelNames(config);
        const { tag } = index.view;
        const queries = await gatherQueries({ ...options, config, index, cwd: io.cwd, labels });
        const rerank = options.rerank ? { rerank: { reranker: await openReranker(config, run) } } : {};
        return runMining(run, { corpus: corpusOfView(index, labels), queries, embedder, ...rerank, name: tag, tag });
      });
    }),
  );
}

/** The config, known to name a cross-encoder before anything is embedded. */
async function withReranker(run: Run<MineOptions>): Promise<LoadedConfig> {
  const config = await run.config();
  return config.reranker === undefined ? refuseReranker(config) : config;
}

async function openReranker(config: LoadedConfig, run: Run<MineOptions>): Promise<Reranker> {
  const { openConfiguredReranker } = await import('../open.js');
  return (await openConfiguredReranker(config, run)) ?? refuseReranker(config);
}

async function refuseReranker(config: LoadedConfig): Promise<never> {
  const { RaftCorpusError } = await import('../../core/errors.js');
  throw new RaftCorpusError('--rerank needs a cross-encoder', {
    where: config.file,
    fix: 'Name one: reranker: { model: FOLDER_OR_HUB_NAME }.',
  });
}

function defineInputs(command: Command): void {
  command
    .option('--queries <file>', 'JSONL with query_id, query, oracle_ids and, if known, answer or facts')
    .option('--suite <file>', 'the questions of an eval suite (default: the first in the config)')
    .option('--beir <folder>', 'corpus.jsonl, queries.jsonl and qrels of your own, instead of the store')
    .option('--split <name>', 'which qrels of the folder', 'train')
    .option('--min-grade <grade>', 'grades from which a judged passage is a positive; lower ones are left alone', '1')
    .option('--corpus <file>', 'texts of your own as JSONL (_id, text, title, vector), instead of the store')
    .option('--corpus-vectors <file>', 'their vectors as .npy, row by row (default: embedded)')
    .option('--query-vectors <file>', 'vectors of the queries as .npy, row by row (default: embedded)')
    .option('--on-bad-positive <what>', 'error or drop: a positive that is unknown or not current', 'error')
    .option('--without-positive <what>', 'skip or mine: questions without a positive', 'skip');
}

function defineFilters(command: Command): void {
  command
    .option('-n, --negatives <n>', 'negatives per question', '5')
    .option(
      '--relative-margin <share>',
      'keep scores up to positive - |positive| × share; auto: calibrated; off',
      'auto',
    )
    .option('--absolute-margin <margin>', 'keep scores up to positive - margin')
    .option(
      '--margin-from <positive>',
      "which positive margins count from: weakest; strongest; auto: the weakest in the strongest one's language",
      'auto',
    )
    .option('--max-score <score>', 'keep scores up to this')
    .option('--min-score <score>', 'keep scores from this on')
    .option('--range-min <n>', 'survivors to skip from the top')
    .option('--range-max <n>', 'survivors to consider')
    .option('--depth <n>', 'how far down the ranking to look; window: as sentence-transformers does', '512')
    .option('--sampling <how>', 'top: the hardest; random: any of the window; simans: near the positive', 'top')
    .option('--stale <n>', "at most so many of yesterday's versions per question", '2')
    .option('--siblings <n>', 'at most so many siblings per question', '2')
    .option('--lexical <n>', 'at most so many from BM25 per question', '0')
    .option('--max-positive-similarity <cosine>', 'drop what is closer than this to a positive; off', '0.95')
    .option(
      '--near-duplicate <likeness>',
      'drop what is as like a positive, or another negative: Jaccard of character 5-grams; off',
      '0.8',
    )
    .option('--guard <level>', 'strict, context or off: drop what states the answer', 'strict')
    .option('--rerank', "drop what the config's cross-encoder scores above the weakest positive")
    .option('--no-same-group', "leave other volumes and editions of a positive's group to the siblings")
    .option('--keep-same-document', "allow other passages of a positive's document");
}
