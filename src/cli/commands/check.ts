/** `raft-corpus check`: which rows have rotted since they were written? */
import type { Command } from 'commander';
import type { CheckFlags } from '../check/flags.js';
import { runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';

export function defineCheck(program: Command, io: Io): void {
  const command = program
    .command('check')
    .argument(
      '<dataset...>',
      'dataset folders as `raft-corpus build` writes them, files of RAFT data, or eval suites (YAML)',
    )
    .summary('name the rows of a dataset that are no longer true, with old → new; repair them')
    .description(
      'Holds every row against the corpus now: its typed facts, its quotes, its oracles, and whether a document that was to\n' +
        'be no answer has become one. One verdict a row, the most serious first:\n' +
        '  source_removed, answer_changed, distractor_answers, oracle_stale, unknown, cosmetic, valid\n' +
        'Rows up to `unknown` are rotten; exit code 1 when their share is over --max-rotten. Needs no model, but\n' +
        "for --repair, which makes new rows of the same split, type and language, as the dataset's manifest says.",
    )
    .option('--max-rotten <share>', 'share of rotten rows, or of questions with stale gold, that passes', '0')
    .option('--verdict <verdict...>', 'list only rows with these verdicts')
    .option('--limit <n>', 'rows listed per verdict; --json lists all', '5')
    .option('--repair', 'replace rotten rows from the corpus now; every other row keeps its bytes')
    .option('-o, --out <folder>', 'with --repair: write the repaired dataset there (default: in its place)')
    .option('--dry-run', 'with --repair: show what would be replaced and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus check out/raft
  raft-corpus check out/raft --verdict answer_changed --limit 100
  raft-corpus check datasets/2026-04 --as-of 2026-07-15 --max-rotten 0.01 --json
  raft-corpus check evals/mangaassist/suite.yaml
  raft-corpus check out/raft --repair --dry-run
  raft-corpus check out/raft --repair`,
    );
  withCommonOptions(command, ['asOf', 'tag', 'offline']).action((targets: string[], options: CheckFlags) =>
    runCommand(io, options, async (run) => {
      const { runCheck } = await import('../check/run.js');
      return runCheck(run, targets);
    }),
  );
}
