/** `raft-corpus score`: a run file against judgements, as trec_eval does it. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, runCommand } from '../command.js';
import type { Io } from '../io.js';
import type { ScoreFlags } from '../score-settings.js';

type Options = Omit<CommonOptions, 'config' | 'store'> &
  ScoreFlags & { readonly perQuery?: boolean; readonly out?: string };

const gather = (value: string, values: readonly string[] = []): readonly string[] => [...values, value];

export function defineScore(program: Command, io: Io): void {
  program
    .command('score')
    .argument('[files...]', "qrels, then run, in trec_eval's order, where --qrels and --run do not name them")
    .summary('score a run file against judgements: a drop-in for trec_eval')
    .description(
      'Reads TREC and BEIR qrels (with a header or without) and TREC runs, or their JSON, plain or .gz, of any size and in any\n' +
        'order of lines. Ties, gains and empty queries are as in trec_eval; a judged query that the run lacks counts as 0\n' +
        "(trec_eval -c). Prints trec_eval's columns: measure, query or all, value.",
    )
    .option('--qrels <file>', 'judgements')
    .option('--run <file>', 'results')
    .option('-m, --measure <name>', 'a measure, e.g. nDCG@10 or ndcg_cut.10; may be repeated', gather)
    .option('-q, --per-query', 'values of every query too')
    .option('-l, --relevance <n>', 'the least grade that is relevant, where a measure does not say rel=', '1')
    .option('-M, --depth <n>', "how many of a query's best results count (default: all)")
    .option('-c, --complete', 'the same as --missing zero, for those used to it')
    .option('--ties <how>', 'order of equal scores: trec_eval, input, best or worst (bounds)', 'trec_eval')
    .option('--missing <how>', 'judged queries that the run lacks: zero, or drop (trec_eval without -c)')
    .option('--no-relevant <how>', 'queries without relevant documents: zero or drop', 'zero')
    .option('--unjudged <how>', 'unjudged documents: not-relevant, or drop (trec_eval -J)', 'not-relevant')
    .option('--gains <how>', 'what a grade is worth to nDCG: linear or exponential', 'linear')
    .option('-o, --out <file>', 'write the JSON document there too')
    .option('--json', 'print one JSON document on stdout, in full precision')
    .option('--quiet', 'no progress and no hints on stderr')
    .option('-v, --verbose', 'show causes of errors')
    .addHelpText('after', () => `\n${HELP}`)
    .action((files: readonly string[], options: Options) =>
      runCommand(io, options, async (run) => {
        const { readScoreSettings } = await import('../score-settings.js');
        const { readQrels } = await import('../../dataset/trec/read-qrels.js');
        const { scoreRun } = await import('../../evals/score/score-run.js');
        const { renderScore, scoreNotes } = await import('../render/score.js');
        const settings = readScoreSettings(files, options);
        const qrels = await readQrels(resolve(io.cwd, settings.qrels), { name: settings.qrels });
        const report = await scoreRun({
          qrels,
          run: resolve(io.cwd, settings.run),
          name: settings.run,
          measures: settings.measures,
          policies: settings.policies,
          ...(settings.depth === null ? {} : { depth: settings.depth }),
          scratch: io.scratch,
          progress: run.progress,
        });
        const { per_query, ...rest } = report;
        const json = { qrels: settings.qrels, run: settings.run, ...rest, ...(options.perQuery ? { per_query } : {}) };
        if (options.out !== undefined) {
          const { writeFileAtomic } = await import('../../core/files.js');
          await writeFileAtomic(resolve(io.cwd, options.out), `${JSON.stringify({ schema: 1, ...json }, null, 2)}\n`);
        }
        if (!options.json && !options.quiet) io.err(scoreNotes(report, settings.policies));
        return { json, text: renderScore(report, { perQuery: options.perQuery === true }) };
      }),
    );
}

const HELP = `Measures: nDCG[@k], AP[@k], RR[@k], P@k, R@k, Hit@k, Rprec, bpref, judged@k; nDCG(gains=exponential)@10, P(rel=2)@5.
trec_eval's names are understood: map, ndcg_cut_10, recip_rank, recall_100, P_5, success_1.

Examples:
  raft-corpus score --qrels qrels.txt --run run.txt -m nDCG@10 -m AP
  raft-corpus score qrels/test.tsv run.txt.gz -q -m ndcg_cut.10 -m 'P(rel=2)@5'
  raft-corpus score --qrels qrels.txt --run run.txt -q --json > scores.json
  raft-corpus score qrels.txt run.txt --ties worst      (a constant scorer must not score well)`;
