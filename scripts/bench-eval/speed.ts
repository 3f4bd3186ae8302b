/** `raft-corpus eval --beir` on 4,000 questions over 20,000 passages, whole and by stage, beside numpy and scipy in turn. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Timed, timed } from '../bench-mine/timed.js';
import { median } from '../bench-search/bench.js';
import { speedCase } from './speed-case.js';
import { stagesOf } from './stages.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PEER = fileURLToPath(new URL('./peer.py', import.meta.url));
const PYTHON = 'python3';
const MEASURES = ['nDCG@10', 'RR@10', 'R@10', 'R@100'];
/** Cores are 2 for both sides. */
const ENV = { OPENBLAS_NUM_THREADS: '2', OMP_NUM_THREADS: '2', LANCEDB_LOG: 'error' };
const LIMIT_S = 30;
/** The peer has none; one figure is taken with it. */
const NO_VERDICT = ['--negatives', 'none'];

/** What was measured, in seconds and megabytes. */
export interface SpeedFigures {
  readonly ours: Readonly<Record<string, Timed>>;
  readonly stages: Readonly<Record<string, number>>;
  readonly peer: (Timed & { readonly stages: Readonly<Record<string, number>> }) | null;
  readonly means: Readonly<Record<string, unknown>>;
  /** ours / peer, by turn, the median. */
  readonly ratio: number | null;
  readonly limit_s: number;
}

/** @param options.rounds turns of both sides */
export async function evalSpeed(options: { readonly data: string; readonly rounds: number }): Promise<SpeedFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-eval-speed-'));
  try {
    const { set } = await speedCase(folder, options.data);
    const vectors = ['--corpus-vectors', join(folder, 'corpus.npy'), '--query-vectors', join(folder, 'queries.npy')];
    const out = join(folder, 'report.json');
    const ours = (...more: readonly string[]) =>
      timed(
        process.execPath,
        [
          join(ROOT, 'dist/cli/main.js'),
          'eval',
          '--beir',
          folder,
          '-q',
          '-o',
          out,
          ...NO_VERDICT,
          '-m',
          ...MEASURES,
          ...more,
        ],
        ENV,
      );
    const hasPeer = spawnSync(PYTHON, ['-c', 'import numpy, scipy']).status === 0;
    const peerArgs = [PEER, folder, join(folder, 'corpus.npy'), join(folder, 'queries.npy')];
    const turns: { all: Timed; peer: Timed | null }[] = [];
    for (let round = 0; round < options.rounds; round++) {
      turns.push({ all: await ours(...vectors), peer: hasPeer ? await timed(PYTHON, peerArgs, ENV) : null });
    }
    const means = Object.fromEntries(Object.entries(retrieversOf(out)).map(([name, { mean }]) => [name, mean]));
    const said = hasPeer
      ? (JSON.parse(execFileSync(PYTHON, peerArgs, { encoding: 'utf8', env: { ...process.env, ...ENV } })) as PeerSaid)
      : null;
    const figures = {
      ours: {
        all: middle(turns.map(({ all }) => all)),
        lexical: await ours('-r', 'lexical'),
        dense: await ours('-r', 'dense', ...vectors),
        hybrid: await ours('-r', 'hybrid', ...vectors),
        'all, and the verdict on mined negatives': await ours(...vectors, '--negatives', 'mined'),
        'all, with the model': await ours(),
      },
      stages: await stagesOf(folder, set),
      peer: said && { ...middle(turns.flatMap(({ peer }) => peer ?? [])), stages: said.seconds },
      means: { ours: means, peer: said?.means ?? null },
      ratio: said && round(median(turns.map(({ all, peer }) => all.seconds / (peer?.seconds ?? Number.NaN)))),
      limit_s: LIMIT_S,
    };
    print(figures);
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface PeerSaid {
  readonly seconds: Readonly<Record<string, number>>;
  readonly means: Readonly<Record<string, readonly number[]>>;
}

function retrieversOf(report: string): Readonly<Record<string, { readonly mean: unknown }>> {
  return (JSON.parse(readFileSync(report, 'utf8')) as { retrievers: Record<string, { mean: unknown }> }).retrievers;
}

function middle(runs: readonly Timed[]): Timed {
  return {
    seconds: round(median(runs.map(({ seconds }) => seconds))),
    peak: Math.round(Math.max(...runs.map(({ peak }) => peak))),
  };
}

function print({ ours, stages, peer, ratio }: SpeedFigures): void {
  console.log('| eval of 4,000 questions over 20,000 passages | seconds | peak RSS, MB |\n| --- | ---: | ---: |');
  for (const [name, { seconds, peak }] of Object.entries(ours))
    console.log(`| ours: ${name} | ${seconds.toFixed(2)} | ${peak.toFixed(0)} |`);
  if (peer) console.log(`| numpy + scipy: all | ${peer.seconds.toFixed(2)} | ${peer.peak} |`);
  const split = (of: Readonly<Record<string, number>>): string =>
    Object.entries(of)
      .map(([name, seconds]) => `${name} ${seconds.toFixed(2)}`)
      .join(', ');
  console.log(`\nours by stage, seconds: ${split(stages)}`);
  if (peer) console.log(`theirs: ${split(peer.stages)}\nours / theirs, paired: ${ratio}`);
  console.log('');
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
