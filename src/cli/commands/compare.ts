/** `raft-corpus compare`: is it better, or is it luck? */
import type { Command } from 'commander';
import { runCommand, withCommonOptions } from '../command.js';
import type { CompareFlags } from '../compare/flags.js';
import type { Io } from '../io.js';
import { listed, refuseFiles } from '../options.js';

export function defineCompare(program: Command, io: Io): void {
  const command = program
    .command('compare')
    .argument('[a]', 'eval report, kept eval (e-000003, previous), or TREC run with --qrels; #NAME picks a retriever')
    .argument('[b]', 'the other; differences are b minus a')
    .summary('two evals of the same questions: what differs, and whether that can be told from luck')
    .description(
      'Pairs the questions of two evals and gives each difference with its 95 % bootstrap interval and the p value of a\n' +
        'randomisation test, over all questions and by slice, and the questions that moved most. Questions of one side\n' +
        'alone are named and left out. Without arguments: the last two evals of the suite that the store keeps.',
    )
    .option('-r, --retriever <name...>', 'compare these retrievers (default: all that both have)', listed)
    .option('-m, --measure <name...>', 'compare these measures; the first ranks the questions that moved', listed)
    .option('--suite <name>', 'of which suite latest and previous are (default: the first in the config)')
    .option('--qrels <file>', 'judgements: a and b are TREC or BEIR run files (plain or .gz)')
    .option('--policy <name=value...>', 'qrels: how to count, e.g. ties=worst noRelevant=drop')
    .option(
      '--fail-on <gate...>',
      "a loss that must not be: 'nDCG@10<-0.02', 'hybrid:R@10[lang=ja]<-0.05'; if it is told, exit 1",
    )
    .option('--moved <count>', 'questions listed for each direction', '5')
    .option('--rounds <count>', 'rounds of the randomisation test', '10000')
    .option('-o, --out <file>', 'write the JSON document there too')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus compare                                   the last two evals of the suite
  raft-corpus compare april.json july.json --retriever hybrid
  raft-corpus compare report.json#dense report.json#hybrid
  raft-corpus compare e-000003 latest --fail-on 'nDCG@10<-0.02' 'stale-hit@5>0.01'
  raft-corpus compare bm25.run dense.run.gz --qrels qrels.txt -m nDCG@10 AP`,
    );
  withCommonOptions(command, ['seed']).action((a: string | undefined, b: string | undefined, options: CompareFlags) =>
    runCommand(io, options, async (run) => {
      const { retriever, measure, policy, failOn } = options;
      refuseFiles({ '--retriever': retriever, '--measure': measure, '--policy': policy, '--fail-on': failOn }, io.cwd);
      const { runCompare } = await import('../compare/run.js');
      return runCompare(run, a === undefined ? [] : b === undefined ? [a] : [a, b]);
    }),
  );
}
