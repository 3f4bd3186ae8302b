/** `raft-corpus intents`: labelled utterances, before a classifier is trained on them. */
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import type { IntentExample } from '../../curation/intents/example.js';
import { type CommonOptions, type Run, runCommand, withCommonOptions } from '../command.js';
import type { Io } from '../io.js';

interface Options extends CommonOptions {
  readonly log: string;
  readonly name?: string;
  readonly production?: string[];
  readonly justify?: string;
  readonly suspects?: string;
  readonly dryRun?: boolean;
}

export function defineIntents(program: Command, io: Io): void {
  const intents = program
    .command('intents')
    .summary('labelled utterances: audit a set before a classifier is trained on it')
    .description('Labelled utterances, before a classifier is trained on them.')
    .addHelpText('after', '\nExamples:\n  raft-corpus intents audit intents/production.jsonl intents/synthetic.jsonl');
  const audit = intents
    .command('audit')
    .argument('<files...>', 'JSONL, CSV or Parquet; a split is told by a column or by the name: train.csv, test.csv')
    .summary('check, decide, and put the decision on the audit log')
    .description(
      'Checks repeats and groups across splits, labels, synthetic share and artefacts, rare classes, languages and splits.\n' +
        'Decision: rejected (a check failed), needs_review (a warning, or something could not be measured), else\n' +
        'approved_for_training. Exit code 1 unless approved. Columns and thresholds: intents: in the config.',
    )
    .option('--log <file>', 'the audit log, JSONL, hash-chained', 'out/audit.jsonl')
    .option('--name <name>', "name of the dataset in the event (default: the first file's folder)")
    .option(
      '--production <files...>',
      'utterances of customers to compare languages and scripts with (default: those of the set)',
    )
    .option('--justify <reason>', 'why more synthetic rows than the threshold are right this time; goes on the record')
    .option(
      '--suspects <file>',
      'write the labels that neighbours by meaning speak against, most doubtful first (JSONL)',
    )
    .option('--dry-run', 'decide, but leave the log alone')
    .addHelpText(
      'after',
      `
Examples:
  raft-corpus intents audit intents/production.jsonl intents/synthetic.jsonl
  raft-corpus intents audit train.csv validation.csv test.csv --name intents-2026-07 --json
  raft-corpus intents audit train.jsonl test.jsonl --justify "escalation is new; reviewed in full on 2026-07-10"
  raft-corpus intents audit train.csv --suspects out/suspects.jsonl --dry-run
  raft-corpus audit verify --log out/audit.jsonl`,
    );
  withCommonOptions(audit, ['seed', 'offline']).action((files: string[], options: Options) =>
    runCommand(io, options, (run) => auditFiles(run, files)),
  );
}

async function auditFiles(run: Run<Options>, files: readonly string[]) {
  const { io, options } = run;
  const { auditIntents } = await import('../../curation/intents/audit-intents.js');
  const { readExamples } = await import('../../curation/intents/read-examples.js');
  const { recordAudit } = await import('../../audit/event.js');
  const { renderAudit } = await import('../render/audit.js');
  const config = await intentsConfig(run);
  const read = (names: readonly string[]) => {
    run.progress.update('read the utterances', 0);
    return readExamples(
      names.map((name) => ({ name, path: resolve(io.cwd, name) })),
      config.columns,
    );
  };
  const { production, justify } = options;
  const examples = await read(files);
  const report = await auditIntents({
    examples,
    config,
    name: options.name ?? basename(resolve(io.cwd, files[0] ?? '.', '..')),
    ...(production === undefined ? {} : { production: await read(production) }),
    ...(justify === undefined ? {} : { justification: justify }),
    seed: options.seed ?? '0',
    auditedAt: io.clock.now().toISOString(),
    progress: run.progress,
  });
  const suspects = options.suspects === undefined ? null : await writeSuspects(run, examples, options.suspects);
  const head = options.dryRun ? null : await recordAudit(resolve(io.cwd, options.log), report.event);
  const approved = report.event.decision === 'approved_for_training';
  return {
    json: { ...report, ...(suspects ? { suspects } : {}), log: head === null ? null : { path: options.log, ...head } },
    text: [
      renderAudit(report, { log: head === null ? null : options.log }),
      ...(suspects
        ? [`${suspects.rows.toLocaleString('en')} labels to look at, most doubtful first: ${suspects.path}`]
        : []),
    ].join('\n'),
    next: approved ? 'train' : 'mend what the checks found, then the same command again',
    failed: !approved,
  };
}

/** With the config's model where a config is named, else the bundled one. */
async function writeSuspects(run: Run<Options>, examples: readonly IntentExample[], path: string) {
  const { openBundledEmbedder, openConfiguredEmbedder } = await import('../open.js');
  const { rankSuspects } = await import('../../curation/intents/rank-suspects.js');
  const { writeFileAtomic } = await import('../../core/files.js');
  const { io, options, progress } = run;
  const embedder =
    options.config === undefined
      ? await openBundledEmbedder(run)
      : await openConfiguredEmbedder(await run.config(), run);
  try {
    const rows = await rankSuspects(examples, { embedder, progress });
    await writeFileAtomic(resolve(io.cwd, path), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return { path, rows: rows.length };
  } finally {
    await embedder.close();
  }
}

/** The section of the config that is named or found; its defaults where there is none: files need no corpus. */
async function intentsConfig(run: Run<Options>) {
  const { intentsSchema } = await import('../../curation/intents/config.js');
  const { configFileNear } = await import('../../config/load.js');
  const found = run.options.config ?? (await configFileNear(run.io.cwd));
  return found === null ? intentsSchema.parse({}) : (await run.config()).intents;
}
