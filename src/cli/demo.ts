/** The main job on the sample shop, as the same command lines that a user would type. */

import { readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RaftCorpusError } from '../core/errors.js';
import { makeFolder } from '../core/folders.js';
import type { CommonOptions, Outcome, Run } from './command.js';
import { EXIT } from './failure.js';
import type { Io } from './io.js';

/** Marks a folder as the demo's own, so that only such a folder is ever replaced. */
const MARKER = '.raft-corpus-demo';

interface Step {
  /** What the summary calls it. */
  readonly title: string;
  readonly args: readonly string[];
  /** A file that keeps the whole output. */
  readonly log: string;
  /** First lines that the terminal shows. */
  readonly shown: number;
  /** Its last lines are shown too, where the verdict stands there. */
  readonly last?: number;
}

interface StepResult extends Step {
  readonly seconds: number;
  readonly exitCode: number;
}

/** Runs one command line and sets `process.exitCode`. */
export type RunCli = (args: readonly string[], io: Io) => Promise<void>;

/** Runs every step below `out`; stops at the first that cannot be done. */
export async function runDemo(run: Run<CommonOptions>, out: string, runCli: RunCli): Promise<Outcome> {
  const { io } = run;
  const folder = resolve(io.cwd, out);
  await emptyFolder(folder);
  const show = run.options.json || run.options.quiet ? () => {} : (text: string) => io.out(text);
  const results: StepResult[] = [];
  const began = io.clock.now().getTime();
  for (const step of stepsFor(folder)) {
    const result = await runStep(step, { io, folder, show, runCli });
    results.push(result);
    if (result.exitCode !== EXIT.ok && result.exitCode !== EXIT.findings) {
      throw new RaftCorpusError(`the demo stopped: "${step.title}" ended with exit code ${result.exitCode}`, {
        where: join(folder, step.log),
        fix: 'The message above says why.',
      });
    }
  }
  const seconds = (io.clock.now().getTime() - began) / 1000;
  const failed = results.filter(({ exitCode }) => exitCode === EXIT.findings);
  return {
    json: {
      demo: {
        folder,
        seconds,
        steps: results.map(({ title, args, seconds: s, exitCode }) => ({
          title,
          args,
          seconds: s,
          exit_code: exitCode,
        })),
      },
    },
    text: summary(relative(io.cwd, folder) || '.', results, seconds),
    next: 'raft-corpus init   (in a folder with your own catalog and policies)',
    failed: failed.length > 0,
  };
}

/** Two snapshots with a dataset between them, then what a team does with a corpus that is true. */
function stepsFor(folder: string): Step[] {
  const config = fileURLToPath(new URL('../../corpora/mangaassist/raft-corpus.yaml', import.meta.url));
  const common = ['--config', config, '--store', join(folder, 'store')];
  const july = ['--as-of', '2026-07-15'];
  const dataset = join(folder, 'dataset');
  return [
    {
      title: 'April: ingest catalog and policies',
      args: ['refresh', ...common, '--snapshot', '2026-04', '--as-of', '2026-04-15'],
      log: 'refresh-april.txt',
      shown: 10,
    },
    {
      title: 'April: build a RAFT dataset',
      args: ['build', ...common, '--as-of', '2026-04-20', '--examples', '600', '--out', dataset],
      log: 'build.txt',
      shown: 10,
    },
    {
      title: 'July: refresh, and flag what is stale',
      args: ['refresh', ...common, '--snapshot', '2026-07', ...july],
      log: 'refresh-july.txt',
      shown: 26,
    },
    {
      title: 'Which rows have rotted since April?',
      // Some have: that is what this shows, and no failure of it.
      args: ['check', ...common, ...july, dataset, '--max-rotten', '1'],
      log: 'check.txt',
      shown: 20,
    },
    {
      title: 'Replace those, keep every other row',
      args: ['check', ...common, ...july, dataset, '--repair', '--max-rotten', '1'],
      log: 'repair.txt',
      shown: 8,
    },
    {
      title: 'May it be trained on?',
      args: ['audit', ...common, ...july, dataset, '--log', join(folder, 'audit.jsonl')],
      log: 'audit.txt',
      shown: 14,
    },
    {
      title: 'Mine hard negatives',
      args: ['mine', ...common, ...july, '--out', join(folder, 'negatives.jsonl')],
      log: 'mine.txt',
      shown: 10,
    },
    {
      title: 'Evaluate retrieval on current data',
      args: ['eval', ...common, ...july, '--out', join(folder, 'eval.json')],
      log: 'eval.txt',
      shown: 14,
      last: 8,
    },
  ];
}

interface StepContext {
  readonly io: Io;
  readonly folder: string;
  readonly show: (text: string) => void;
  readonly runCli: RunCli;
}

async function runStep(step: Step, context: StepContext): Promise<StepResult> {
  const { io, folder, show } = context;
  show(`\n── ${step.title}\n   $ raft-corpus ${shortened(step.args, io.cwd)}\n\n`);
  const printed: string[] = [];
  const began = io.clock.now().getTime();
  await context.runCli([...step.args, '--quiet'], { ...io, out: (text) => void printed.push(text) });
  const seconds = (io.clock.now().getTime() - began) / 1000;
  const text = printed.join('');
  await writeFile(join(folder, step.log), text);
  const lines = text.trimEnd().split('\n');
  const tail = Math.min(step.last ?? 0, Math.max(0, lines.length - step.shown));
  const hidden = Math.max(0, lines.length - step.shown - tail);
  show(indented(lines.slice(0, step.shown)));
  if (hidden > 0) show(`   … ${hidden} more lines in ${relative(io.cwd, join(folder, step.log))}\n`);
  if (tail > 0) show(indented(lines.slice(-tail)));
  return { ...step, seconds, exitCode: Number(process.exitCode ?? 0) };
}

function indented(lines: readonly string[]): string {
  return `${lines.map((line) => `   ${line}`.trimEnd()).join('\n')}\n`;
}

function shortened(args: readonly string[], cwd: string): string {
  return args.map((arg) => (arg.startsWith('/') ? relative(cwd, arg) || '.' : arg)).join(' ');
}

function summary(folder: string, results: readonly StepResult[], seconds: number): string {
  const width = Math.max(...results.map(({ title }) => title.length));
  const lines = results.map(({ title, seconds: s, exitCode }) => {
    const verdict = exitCode === EXIT.ok ? 'ok' : 'a gate failed';
    return `  ${title.padEnd(width)}  ${s.toFixed(1).padStart(5)} s  ${verdict}`;
  });
  return [
    '',
    `Done in ${seconds.toFixed(0)} s, offline. Where to look:`,
    ...lines,
    '',
    `  ${folder}/refresh-july.txt   what went stale, why, and what says it now`,
    `  ${folder}/check.txt          which rows of April's dataset were no longer true in July, with old and new values`,
    `  ${folder}/dataset/           train, validation and test rows, manifest.json, README.md (the card)`,
    `  ${folder}/negatives.jsonl    each question's distractors, with scores and origin`,
    `  ${folder}/eval.json          measures per question, slices, gates`,
    `  ${folder}/audit.jsonl        the decision, hash-chained`,
  ].join('\n');
}

/** Makes the folder anew when it is the demo's or empty; anything else is not ours to delete. */
async function emptyFolder(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(() => [] as string[]);
  if (entries.length > 0 && !entries.includes(MARKER)) {
    throw new RaftCorpusError('the folder is not empty, and no demo made it', {
      where: folder,
      fix: 'Name another with --out.',
    });
  }
  await rm(folder, { recursive: true, force: true });
  await makeFolder(folder);
  await writeFile(join(folder, MARKER), '');
}
