/**
 * `score` on a run of millions of lines, beside a scorer in Python and numpy, and beside trec_eval where a path to it is
 * given: `npx tsx scripts/bench-eval/score.ts [--lines 5000000] [--rounds 3] [--trec-eval PATH]`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Timed, timed } from '../bench-mine/timed.js';
import { median } from '../bench-search/bench.js';
import { PYTHON } from '../bench-search/peers.js';
import { type ScoreFiles, writeScoreFiles } from './score-files.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MEASURES = { 'nDCG@10': 'ndcg_cut.10', AP: 'map', RR: 'recip_rank', 'P@10': 'P.10', 'R@100': 'recall.100' };
const CLI = join(root, 'dist', 'cli', 'main.js');
const PEER = join(root, 'scripts', 'bench-eval', 'score-peer.py');

export interface ScoreBenchOptions {
  /** For files of this run. */
  readonly folder: string;
  readonly lines: number;
  readonly rounds: number;
  /** A compiled trec_eval. */
  readonly trecEval?: string;
}

/** One side: a command line that reads the files and prints means. */
interface Side {
  readonly name: string;
  readonly command: string;
  args(files: ScoreFiles): readonly string[];
  /** Means by measure from what it printed. */
  means(stdout: string): Readonly<Record<string, number>>;
}

/** Runs every side in turn, `rounds` times; prints a table and returns the figures. `dist/` must be built. */
export async function benchScore(options: ScoreBenchOptions): Promise<Record<string, unknown>> {
  const files = writeScoreFiles(options.folder, options.lines);
  const bytes = statSync(files.grouped).size;
  const sides = [ours('grouped'), ours('ungrouped'), ...peers(options.trecEval)];
  const runs = new Map(sides.map((side): [Side, Timed[]] => [side, []]));
  for (let round = 0; round < options.rounds; round++) {
    for (const side of sides) runs.get(side)?.push(await timed(side.command, side.args(files), {}));
  }
  console.log(
    `\nscore: ${files.lines.toLocaleString('en')} lines, ${(bytes / 1e6).toFixed(0)} MB, ${options.rounds} rounds`,
  );
  console.log(
    '| | seconds | lines/s | MB/s | peak memory | its time : ours |\n| --- | ---: | ---: | ---: | ---: | ---: |',
  );
  const first = runs.get(sides[0] as Side) ?? [];
  const told = sides.map((side): [string, unknown] => [
    side.name,
    tell(side.name, runs.get(side) ?? [], { first, files, bytes }),
  ]);
  return {
    lines: files.lines,
    bytes,
    rounds: options.rounds,
    ...Object.fromEntries(told),
    largest_difference: agreement(sides, files),
  };
}

function ours(order: 'grouped' | 'ungrouped'): Side {
  return {
    name: `ours, ${order}`,
    command: process.execPath,
    args: (files) => [
      CLI,
      'score',
      files.qrels,
      files[order],
      '--json',
      ...Object.keys(MEASURES).flatMap((name) => ['-m', name]),
    ],
    means: (stdout) => JSON.parse(stdout).mean,
  };
}

function peers(trecEval: string | undefined): readonly Side[] {
  const numpy: Side = {
    name: 'Python and numpy',
    command: PYTHON,
    args: (files) => [PEER, files.qrels, files.grouped],
    means: (stdout) => JSON.parse(stdout),
  };
  const haveNumpy = spawnSync(PYTHON, ['-c', 'import numpy']).status === 0;
  if (!haveNumpy) console.log(`${PYTHON} has no numpy: left out`);
  const reference: Side = {
    name: 'trec_eval',
    command: trecEval ?? '',
    args: (files) => ['-c', ...Object.values(MEASURES).flatMap((name) => ['-m', name]), files.qrels, files.grouped],
    means: trecEvalMeans,
  };
  return [...(haveNumpy ? [numpy] : []), ...(trecEval === undefined ? [] : [reference])];
}

function trecEvalMeans(stdout: string): Record<string, number> {
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/));
  const found = new Map(rows.map(([name = '', , value]) => [name.replace(/_(\d+)$/, '.$1'), Number(value)]));
  return Object.fromEntries(
    Object.entries(MEASURES).map(([name, theirs]) => [name, found.get(theirs) ?? found.get(name) ?? Number.NaN]),
  );
}

interface Context {
  readonly first: readonly Timed[];
  readonly files: ScoreFiles;
  readonly bytes: number;
}

/** Prints one side's row: medians of the runs, and of the ratios of pairs. */
function tell(name: string, runs: readonly Timed[], { first, files, bytes }: Context) {
  const seconds = median(runs.map((run) => run.seconds));
  const peak = Math.max(...runs.map((run) => run.peak));
  const ratio = median(runs.map((run, i) => run.seconds / (first[i]?.seconds ?? Number.NaN)));
  const rate = files.lines / seconds;
  console.log(
    `| ${name} | ${seconds.toFixed(2)} | ${(rate / 1e6).toFixed(2)} M | ${(bytes / 1e6 / seconds).toFixed(0)} | ${peak.toFixed(0)} MB | ${ratio.toFixed(2)} |`,
  );
  return {
    seconds: rounded(seconds),
    lines_per_second: Math.round(rate),
    mb_per_second: rounded(bytes / 1e6 / seconds),
    peak_mb: rounded(peak),
    ratio: rounded(ratio),
  };
}

/** How far the sides' means lie apart at most; trec_eval prints four decimals. */
function agreement(sides: readonly Side[], files: ScoreFiles): Record<string, number> {
  const read = (side: Side) =>
    side.means(
      execFileSync(side.command, [...side.args(files)], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 2 ** 30,
      }),
    );
  const [first, ...others] = sides.map((side) => ({ side, means: read(side) }));
  return Object.fromEntries(
    others.map(({ side, means }) => [
      side.name,
      Math.max(
        ...Object.keys(MEASURES).map((name) =>
          Math.abs((means[name] ?? Number.NaN) - (first?.means[name] ?? Number.NaN)),
        ),
      ),
    ]),
  );
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}

async function alone(): Promise<void> {
  const { values } = parseArgs({
    options: {
      lines: { type: 'string', default: '5000000' },
      rounds: { type: 'string', default: '3' },
      'trec-eval': { type: 'string' },
    },
  });
  if (spawnSync('npx', ['tsc', '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' }).status !== 0) process.exit(1);
  const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-bench-'));
  try {
    const trecEval = values['trec-eval'];
    const options = { folder, lines: Number(values.lines), rounds: Number(values.rounds) };
    const figures = await benchScore({ ...options, ...(trecEval === undefined ? {} : { trecEval }) });
    console.log(JSON.stringify({ bench: 'score', ...figures }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await alone();
