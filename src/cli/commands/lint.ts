/** `raft-corpus lint`: is this RAFT data sound, ours or anyone's? */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';

interface Options extends CommonOptions {
  readonly rule?: readonly string[];
  readonly ignore?: readonly string[];
  readonly max: string;
  readonly rules?: boolean;
}

export function defineLint(program: Command, io: Io): void {
  const command = program
    .command('lint')
    .argument('[paths...]', 'files of rows, or folders of them')
    .summary('check RAFT data of any shape for what makes it harmful to train on')
    .description(
      'Reads native rows, Gorilla’s hf, completion, chat and eval, OpenAI chat, ShareGPT, Alpaca and DPO pairs, as JSON lines,\n' +
        'JSON, Parquet or Arrow; the shape is told from the rows. Files of one folder are one dataset, whose splits are held\n' +
        'against each other. Exit code 1 on findings, 2 when something cannot be read.',
    )
    .option('--rule <rules...>', 'look for these alone')
    .option('--ignore <rules...>', 'leave these out')
    .option('--max <n>', 'findings listed per rule; all are counted', '20')
    .option('--rules', 'list the rules and what to do about each')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus lint out/raft
  raft-corpus lint their/train.jsonl their/test.jsonl --ignore placeholder-title
  raft-corpus lint gorilla.parquet --rule quote-not-found answer-tag-missing --json
  raft-corpus lint --rules`,
    );
  withCommonOptions(command).action((paths: readonly string[], options: Options) =>
    runCommand(io, options, async (run) => {
      const { RULES, RULE_IDS } = await import('../../raft/lint/rules.js');
      const { renderLint, renderRules } = await import('../render/lint.js');
      if (options.rules) {
        const rules = RULE_IDS.map((id) => ({ id, ...RULES[id] }));
        return { json: { lint_rules: rules }, text: renderRules(rules) };
      }
      const { RaftCorpusError } = await import('../../core/errors.js');
      if (paths.length === 0) {
        throw new RaftCorpusError('there is nothing to check', {
          fix: 'Name a file or a folder: raft-corpus lint out/raft',
        });
      }
      const { choices, wholeNumber } = await import('../options.js');
      const { lintRaft } = await import('../../raft/lint/lint.js');
      const { gatherFindings } = await import('../check/lint-findings.js');
      const only = choices('--rule', options.rule, RULE_IDS);
      const ignored = new Set(choices('--ignore', options.ignore, RULE_IDS));
      const gathered = gatherFindings(wholeNumber('--max', options.max));
      const summary = await lintRaft({
        inputs: paths.map((path) => ({ path: resolve(io.cwd, path), name: path })),
        rules: (only.length > 0 ? only : RULE_IDS).filter((rule) => !ignored.has(rule)),
        onFinding: gathered.add,
        progress: run.progress,
      });
      const findings = gathered.sorted();
      return {
        json: { lint: { ...summary, listed: findings.length, list: findings } },
        text: renderLint(summary, findings),
        next:
          summary.findings === 0
            ? `raft-corpus audit ${paths[0]}`
            : 'raft-corpus lint --rules   (what each rule means, and what to do)',
        failed: summary.findings > 0,
      };
    }),
  );
}
