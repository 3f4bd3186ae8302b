/** `raft-corpus audit`: may this dataset be trained on? */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';

interface Options extends CommonOptions {
  readonly log: string;
  readonly reviewed?: string;
  readonly name?: string;
  readonly corpus: boolean;
  readonly dryRun?: boolean;
}

export function defineAudit(program: Command, io: Io): void {
  const command = program
    .command('audit')
    .argument(
      '<dataset>',
      'dataset folder, as `raft-corpus build` writes it; or `verify` to check the audit log itself',
    )
    .summary('check a dataset before training, decide, and put the decision on a log that shows tampering')
    .description(
      'Checks quotes, answers and roles, duplicates and leaks between splits, every fact against the corpus now, and\n' +
        'whether distractors answer, are too easy, or give the oracle away.\n' +
        'Decision: rejected (a check failed), needs_review (a warning, or something could not be measured), else\n' +
        'approved_for_training. Exit code 1 unless approved.',
    )
    .option('--log <file>', 'the audit log, JSONL, hash-chained', 'out/audit.jsonl')
    .option('--name <name>', 'name of the dataset in the event (default: the folder)')
    .option('--no-corpus', 'do not compare facts with the corpus; the dataset then needs review')
    .option('--reviewed <file>', 'what people said of distractors: JSONL with question_id, passage_id, answers')
    .option('--dry-run', 'decide, but leave the log alone')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus audit out/raft
  raft-corpus audit datasets/2026-07 --log audits.jsonl --json
  raft-corpus audit verify --log audits.jsonl`,
    );
  withCommonOptions(command, ['asOf', 'tag']).action((dataset: string, options: Options) =>
    runCommand(io, options, async (run) => {
      const log = resolve(io.cwd, options.log);
      if (dataset === 'verify') return verifyLog(log, options.log);
      const { auditRaft } = await import('../../audit/audit-raft.js');
      const { recordAudit } = await import('../../audit/event.js');
      const { renderAudit } = await import('../render/audit.js');
      const { auditHardness } = await import('../audit-hardness.js');
      const folder = resolve(io.cwd, dataset);
      const index = options.corpus ? await readIndex() : null;
      const audited = {
        folder,
        ...(options.name === undefined ? {} : { name: options.name }),
        index,
        auditedAt: io.clock.now().toISOString(),
      };
      const moreChecks = () => auditHardness(run, { folder, name: dataset }, index);
      const report = await auditRaft({ ...audited, moreChecks });
      const head = options.dryRun ? null : await recordAudit(log, report.event);
      const approved = report.event.decision === 'approved_for_training';
      return {
        json: { ...report, log: head === null ? null : { path: options.log, ...head } },
        text: renderAudit(report, { log: head === null ? null : options.log }),
        next: approved ? 'raft-corpus eval' : `mend what the checks found, then raft-corpus audit ${dataset}`,
        failed: !approved,
      };

      async function readIndex() {
        const { loadView } = await import('../../corpus/view.js');
        const { indexView } = await import('../../verify/view-index.js');
        const { viewSelection, withStore } = await import('../open.js');
        const selection = await viewSelection(run);
        return withStore(await run.config(), async (store) =>
          indexView(await loadView(store, { ...selection, documents: true })),
        );
      }
    }),
  );
}

async function verifyLog(path: string, name: string) {
  const { verifyChainedLog } = await import('../../core/hash-chain.js');
  const check = await verifyChainedLog(path);
  const json = check.intact ? { intact: true, ...check.head } : { intact: false, ...check.broken };
  const text = check.intact
    ? `${name}: ${check.head.lines} events, intact; head ${check.head.hash}`
    : `${name}:${check.broken.line} ${check.broken.reason}`;
  return { json: { audit_log: { path: name, ...json } }, text, failed: !check.intact };
}
