/** `raft-corpus eval`: before trusting a number. */
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import { collectionFolder } from '../eval/collection-folder.js';
import { asksForCollection, type EvalCollectionOptions, withCollectionFlags } from '../eval/flags.js';
import { type HardnessOptions, withHardnessFlags } from '../eval/hardness-flags.js';
import type { Io } from '../io.js';
import { listed, refuseFiles } from '../options.js';

interface Options extends CommonOptions, EvalCollectionOptions, HardnessOptions {
  readonly retriever?: string[];
  readonly measure?: string[];
  readonly out?: string;
}

export function defineEval(program: Command, io: Io): void {
  const command = program
    .command('eval')
    .argument('[suite]', 'suite file, or a folder in BEIR format (default: the first suite of the config)')
    .summary("evaluate retrieval on current data: how good, where weak, how often it returns yesterday's truth")
    .description(
      'Asks retrievers the questions of a suite, with stale passages in the index (dense, lexical, hybrid) and without\n' +
        'them (-current), and checks the gates. Says how sure each figure is, where retrieval is weak, and whether the\n' +
        'negatives are hard enough for it to mean anything. Questions whose gold has drifted are reported, not scored.\n' +
        'Exit code 1 when a gate fails, or the negatives are too easy or too noisy.',
    )
    .option(
      '-r, --retriever <name...>',
      'dense, lexical or hybrid, with -current and -reranked added (default: those of the suite, else the configured one)',
      listed,
    )
    .option(
      '-m, --measure <name...>',
      'measures to report, e.g. nDCG@10 AP P(rel=2)@5 stale-hit@5 current-above-stale',
      listed,
    )
    .option('--truth <tag>', 'the refresh that says what is current and where answers stand (default: the newest)')
    .option('--policy <name=value...>', 'how to count, e.g. ties=worst noRelevant=zero (default: as the suite says)')
    .option('--depth <n>', 'passages asked for per question (default: as deep as the measures look)')
    .option('--runs <folder>', 'write what each retriever found as a TREC run, and qrels.txt: `score` reads them')
    .option('--trend', 'run nothing, and show the evals that the store keeps of this suite')
    .option('-o, --out <file>', 'write the JSON report there too')
    .addHelpText(
      'after',
      `
--tag is the index that is searched, --truth what it is judged by: the April index under July's truth shows what a
customer is told who asks an index that nobody refreshed. --truth alone replays that refresh, on its own date.

Examples:
  raft-corpus eval
  raft-corpus eval evals/mangaassist/suite.yaml --as-of 2026-07-15
  raft-corpus eval --retriever dense-current lexical-current hybrid-current
  raft-corpus eval --tag r-000001                       an old index under the newest truth
  raft-corpus eval --truth r-000001                     that refresh as it was then
  raft-corpus eval scifact -r lexical hybrid            corpus.jsonl, queries.jsonl, qrels/test.tsv: no config, no store
  raft-corpus eval -m nDCG@10 RR@10 stale-hit@1 --json
  raft-corpus eval --runs out/runs && raft-corpus score --qrels out/runs/qrels.txt --run out/runs/hybrid.run`,
    );
  withHardnessFlags(command);
  withCollectionFlags(command);
  withCommonOptions(command, ['asOf', 'tag', 'seed', 'offline']).action(
    (suiteFile: string | undefined, options: Options) =>
      runCommand(io, options, async (run) => {
        const { pool, retriever, measure, policy, gate } = options;
        refuseFiles({ '--retriever': retriever, '--measure': measure, '--policy': policy, '--gate': gate }, io.cwd);
        if (pool !== undefined) {
          const { evalPool } = await import('../eval/pool.js');
          return evalPool({ ...run, options: { ...options, pool } }, suiteFile);
        }
        const named = options.beir ?? options.corpus ?? options.queries;
        const beir = named === undefined ? await collectionFolder(suiteFile, io.cwd) : undefined;
        if (beir !== undefined || asksForCollection(options)) {
          const { evalCollection } = await import('../eval/collection.js');
          return beir === undefined
            ? evalCollection(run, suiteFile)
            : evalCollection({ ...run, options: { ...options, beir } }, undefined);
        }
        if (options.trend) {
          const { evalTrend } = await import('../eval/trend.js');
          return evalTrend(run, suiteFile);
        }
        const { evalSuite } = await import('../eval/suite.js');
        return evalSuite(run, suiteFile);
      }),
  );
}
