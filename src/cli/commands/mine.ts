/** `raft-corpus mine`: hard negatives for questions with known answers. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';

interface Options extends CommonOptions {
  readonly queries?: string;
  readonly suite?: string;
  readonly out: string;
  readonly negatives: string;
  readonly relativeMargin: string;
  readonly absoluteMargin?: string;
  readonly depth: string;
  readonly sampling: string;
  readonly maxShortage: string;
  readonly dryRun?: boolean;
}

export function defineMine(program: Command, io: Io): void {
  const command = program
    .command('mine')
    .summary('mine hard negatives: passages close to a question that do not answer it, with the reason for every drop')
    .description(
      "Finds current passages close to each question, yesterday's versions of its oracle and siblings, and filters what\n" +
        'answers, repeats or may be a false negative. A query that is short of negatives is reported, never filled up.',
    )
    .option('--queries <file>', 'JSONL with query_id, query, oracle_ids and, if known, answer')
    .option('--suite <file>', 'the questions of an eval suite (default: the first in the config)')
    .option('-o, --out <file>', 'where the negatives go, as JSONL', 'out/negatives.jsonl')
    .option('-n, --negatives <n>', 'negatives per question', '5')
    .option('--relative-margin <share>', 'keep scores up to positive - |positive| × share', '0.05')
    .option('--absolute-margin <margin>', 'keep scores up to positive - margin')
    .option('--depth <n>', 'how far down the ranking to look for candidates', '512')
    .option('--sampling <how>', 'top: the hardest; random: any of the window', 'top')
    .option('--max-shortage <share>', 'share of questions that may be short of negatives', '1')
    .option('--dry-run', 'show the report and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus mine
  raft-corpus mine --queries questions.jsonl -n 8 --out negatives.jsonl
  raft-corpus mine --suite evals/mangaassist/suite.yaml --max-shortage 0.1 --json`,
    );
  withCommonOptions(command, ['asOf', 'tag', 'seed']).action((options: Options) =>
    runCommand(io, options, async (run) => {
      const { choice, decimal, wholeNumber } = await import('../options.js');
      const { labelNames, withCorpus } = await import('../corpus.js');
      const { mineHardNegatives } = await import('../../negatives/mine.js');
      const { corpusOfView } = await import('../../negatives/corpus.js');
      const { embedQueries } = await import('../../search/embed-queries.js');
      const { gatherQueries } = await import('../mining-queries.js');
      const sampling = choice('--sampling', options.sampling, ['top', 'random'] as const);
      const maxShortage = decimal('--max-shortage', options.maxShortage);
      const settings = {
        numNegatives: wholeNumber('--negatives', options.negatives),
        depth: wholeNumber('--depth', options.depth),
        relativeMargin: decimal('--relative-margin', options.relativeMargin),
        ...(options.absoluteMargin === undefined
          ? {}
          : { absoluteMargin: decimal('--absolute-margin', options.absoluteMargin) }),
      };
      return withCorpus(run, async ({ config, index, embedder }) => {
        const queries = await gatherQueries({ ...options, config, index, cwd: io.cwd, labels: labelNames(config) });
        const queryVectors = await embedQueries(
          embedder,
          queries.map((query) => query.text),
        );
        const seed = options.seed ?? '0';
        const result = await mineHardNegatives({
          queries,
          corpus: corpusOfView(index, labelNames(config)),
          queryVectors,
          ...settings,
          sampling,
          seed,
          progress: run.progress,
        });
        const path = options.dryRun ? null : options.out;
        if (path !== null) {
          const { writeFileAtomic } = await import('../../core/files.js');
          await writeFileAtomic(resolve(io.cwd, path), result.rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
        }
        const { renderMining } = await import('../render/mine.js');
        const { rows: _, ...summary } = result;
        const failed = result.shortages > maxShortage * result.rows.length;
        return {
          json: { mine: { tag: index.view.tag, path, queries: result.rows.length, ...settings, ...summary, failed } },
          text: renderMining(result, { path, tag: index.view.tag, maxShortage, failed }),
          next: 'raft-corpus build   (a RAFT dataset with distractors mined like these)',
          failed,
        };
      });
    }),
  );
}
