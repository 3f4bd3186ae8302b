/** What `check` does: each dataset and suite against one state of the corpus. */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { completedRefreshes } from '../../corpus/state.js';
import { loadView } from '../../corpus/view.js';
import { type CheckedQuestion, checkSuite } from '../../evals/suite/check-suite.js';
import { loadSuite } from '../../evals/suite/suite.js';
import { corpusOfView } from '../../negatives/corpus.js';
import { checkDataset } from '../../raft/check/check-dataset.js';
import { createRowJudge, type RowJudge } from '../../raft/check/check-row.js';
import { checkManifest } from '../../raft/check/dataset-notices.js';
import { CheckTally, type ReportedRow, reported } from '../../raft/check/report.js';
import { isRotten, ROT_VERDICTS, type RotVerdict } from '../../verify/claims/finding.js';
import { indexView, type ViewIndex } from '../../verify/view-index.js';
import type { Outcome, Run } from '../command.js';
import { labelNames } from '../corpus.js';
import { viewSelection, withStore } from '../open.js';
import { choices, decimal, wholeNumber } from '../options.js';
import { type DatasetToShow, renderDataset, renderSuite } from '../render/check.js';
import type { CheckFlags } from './flags.js';

/** What all targets are compared with. */
interface Context {
  readonly run: Run<CheckFlags>;
  readonly index: ViewIndex;
  readonly judge: RowJudge;
  readonly labels: (source: string, field: string) => readonly string[];
  readonly refreshes: readonly { readonly tag: string; readonly n: number }[];
  readonly settings: Settings;
}

interface Settings {
  readonly maxRotten: number;
  /** Verdicts that are listed. */
  readonly verdicts: readonly RotVerdict[];
  readonly limit: number;
}

interface Checked {
  readonly kind: 'dataset' | 'suite';
  readonly json: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly failed: boolean;
}

export async function runCheck(run: Run<CheckFlags>, targets: readonly string[]): Promise<Outcome> {
  const settings = readSettings(run.options);
  const idle = run.options.repair ? undefined : run.options.dryRun ? '--dry-run' : run.options.out && '--out';
  if (idle) throw new RaftCorpusError(`${idle} goes with --repair`, { fix: 'A check writes nothing: leave it away.' });
  const kinds = await Promise.all(targets.map((target) => kindOf(resolve(run.io.cwd, target), target)));
  if (run.options.repair) {
    if (kinds.includes('suite')) throw new RaftCorpusError('a suite is mended by hand', { where: targets.join(' ') });
    const { runRepair } = await import('./repair.js');
    return runRepair(run, targets);
  }
  const config = await run.config();
  const selection = await viewSelection(run);
  return withStore(config, async (store) => {
    run.progress.update('read the corpus', 0);
    const index = indexView(await loadView(store, { ...selection, documents: true }));
    const labels = labelNames(config);
    const judge = createRowJudge({ index, corpus: corpusOfView(index, labels) });
    const context: Context = { run, index, judge, labels, refreshes: await completedRefreshes(store), settings };
    const checked: Checked[] = [];
    for (const [i, target] of targets.entries()) {
      checked.push(await (kinds[i] === 'suite' ? checkOneSuite : checkOneDataset)(target, context));
    }
    const failed = checked.some((one) => one.failed);
    const { tag, as_of } = index.view;
    const of = (kind: Checked['kind']) => checked.filter((one) => one.kind === kind).map(({ json }) => json);
    return {
      json: {
        check: { tag, as_of, max_rotten: settings.maxRotten, failed, datasets: of('dataset'), suites: of('suite') },
      },
      text: checked.map(({ text }) => text).join('\n\n'),
      next: nextStep(checked, targets),
      failed,
    };
  });
}

function readSettings({ maxRotten, verdict, limit }: CheckFlags): Settings {
  const asked = choices('--verdict', verdict, ROT_VERDICTS);
  return {
    maxRotten: decimal('--max-rotten', maxRotten),
    verdicts: asked,
    limit: wholeNumber('--limit', limit),
  };
}

/** Folders and files of data are datasets; YAML is a suite. */
async function kindOf(path: string, target: string): Promise<Checked['kind']> {
  const found = await stat(path).catch(() => null);
  if (found) return !found.isDirectory() && /\.ya?ml$/i.test(path) ? 'suite' : 'dataset';
  throw new RaftCorpusError('there is no such dataset', {
    where: target,
    fix: 'Name a dataset folder as `raft-corpus build` writes it, a file of RAFT data, or an eval suite in YAML.',
  });
}

async function checkOneDataset(target: string, { run, index, judge, refreshes, settings }: Context): Promise<Checked> {
  const folder = resolve(run.io.cwd, target);
  const { tag, as_of } = index.view;
  const isFolder = (await stat(folder)).isDirectory();
  const { manifest, notices } = isFolder ? await checkManifest({ folder, tag, refreshes }) : NO_MANIFEST;
  const tally = new CheckTally();
  const listed: ReportedRow[] = [];
  const room = new Map<RotVerdict, number>();
  const { json = false } = run.options;
  for await (const row of checkDataset(folder, judge)) {
    tally.add(row);
    run.progress.update(`check ${target}`, tally.rows);
    if (!isListed(row.verdict, settings, json)) continue;
    const used = room.get(row.verdict) ?? 0;
    if (!json && used >= settings.limit) continue;
    room.set(row.verdict, used + 1);
    listed.push(reported(row));
  }
  const counts = tally.result();
  const shown: DatasetToShow = {
    path: target,
    made_from: manifest?.corpus.tag ?? null,
    notices,
    ...counts,
    shown: listed,
  };
  const { shown: rows, ...rest } = shown;
  return {
    kind: 'dataset',
    json: { ...rest, checked: rows },
    text: renderDataset(shown, { tag, asOf: as_of }),
    failed: counts.rotten_share > settings.maxRotten,
  };
}

const NO_MANIFEST = {
  manifest: null,
  notices: ['a single file: its documents are found by their texts, where it has no ids'],
};

/** For a person, rows that are as they were are not listed unless asked for; JSON has every row. */
function isListed(verdict: RotVerdict, { verdicts }: Settings, json: boolean): boolean {
  return verdicts.length > 0 ? verdicts.includes(verdict) : json || isRotten(verdict);
}

async function checkOneSuite(target: string, { run, index, labels, settings }: Context): Promise<Checked> {
  const path = resolve(run.io.cwd, target);
  const suite = await loadSuite(path);
  const questions = checkSuite(suite, index, labels);
  const stale = questions.filter(({ verdict }) => verdict === 'stale_gold').length;
  const lines = await questionLines(path);
  const placed = questions.map((question): CheckedQuestion & { where: string } => {
    const line = lines.get(question.id);
    return { ...question, where: line === undefined ? target : `${target}:${line}` };
  });
  const { tag, as_of } = index.view;
  return {
    kind: 'suite',
    json: { path: target, suite: suite.suite, questions: questions.length, stale_gold: stale, checked: placed },
    text: renderSuite({ path: target, questions: placed }, { tag, asOf: as_of }),
    failed: stale > settings.maxRotten * questions.length,
  };
}

/** Lines on which questions give their ids, counted from 1. */
async function questionLines(path: string): Promise<ReadonlyMap<string, number>> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  return new Map(
    lines.flatMap((line, i): [string, number][] => {
      const id = /^\s*-?\s*['"]?id['"]?\s*:\s*['"]?([^'"#]+?)['"]?\s*(?:#.*)?$/.exec(line)?.[1];
      return id === undefined ? [] : [[id, i + 1]];
    }),
  );
}

function nextStep(checked: readonly Checked[], targets: readonly string[]): string {
  const rotten = checked.findIndex(({ failed, kind }) => failed && kind === 'dataset');
  if (rotten >= 0) return `raft-corpus check ${targets[rotten]} --repair   (rebuild what died, keep every other row)`;
  if (checked.some(({ failed }) => failed)) return 'mend the gold that has drifted in the suite';
  return checked[0]?.kind === 'dataset' ? `raft-corpus audit ${targets[0]}` : 'raft-corpus eval';
}
