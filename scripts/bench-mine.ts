/**
 * The whole of `raft-corpus mine`, from files to a written file, beside a pipeline of faiss and numpy that does candidates,
 * positives, margin and percent filters and writes the same ranks, scores and margins: jaquad (31,748 questions × 9,713
 * passages) and clustered vectors (100,000 × 100,000 at 384 dimensions), turn by turn. Ours runs twice: with the filters that
 * the peer has, and with its defaults: the answer guard, near-duplicates, siblings, a calibrated margin, 512 ranks deep.
 *
 *     npm run bench:mine -- [--case jaquad,clustered] [--rounds 3,2] [--count 100000] [--no-defaults]
 *
 * Takes about five minutes on 2 cores that do nothing else. The last line printed is one JSON object.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { clusteredCase, jaquadCase, type MiningCase } from './bench-mine/cases.js';
import { type Timed, timed } from './bench-mine/timed.js';
import { median } from './bench-search/bench.js';
import { haveFaiss, PYTHON } from './bench-search/peers.js';
import { THREADS } from './bench-search/worker.js';

const { values } = parseArgs({
  options: {
    case: { type: 'string', default: 'jaquad,clustered' },
    rounds: { type: 'string', default: '3,2' },
    'no-defaults': { type: 'boolean', default: false },
    count: { type: 'string', default: '100000' },
    data: { type: 'string', default: fileURLToPath(new URL('../../shared/data', import.meta.url)) },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const env = { OPENBLAS_NUM_THREADS: `${THREADS}`, OMP_NUM_THREADS: `${THREADS}`, LANCEDB_LOG: 'error' };
const N = 4;
const DEPTH = 64;
const ABSOLUTE_MARGIN = 0.01;
const RELATIVE_MARGIN = 0.05;

/** Only what the peer does too. */
const PLAIN = [
  ...['--guard', 'off', '--stale', '0', '--siblings', '0', '--keep-same-document'],
  ...['--near-duplicate', 'off', '--max-positive-similarity', 'off', '--depth', `${DEPTH}`],
  ...['--absolute-margin', `${ABSOLUTE_MARGIN}`, '--relative-margin', `${RELATIVE_MARGIN}`],
];

function ours(at: MiningCase, out: string, more: readonly string[]): Promise<Timed> {
  const file = (name: string): string => join(at.folder, name);
  const inputs = [
    ['--corpus', file('corpus.jsonl'), '--corpus-vectors', file('corpus.npy')],
    ['--queries', file('queries.jsonl'), '--query-vectors', file('queries.npy')],
  ];
  const rest = ['-n', `${N}`, '--quiet', '-o', out];
  return timed(process.execPath, [join(root, 'dist/cli/main.js'), 'mine', ...inputs.flat(), ...rest, ...more], env);
}

function faiss(at: MiningCase, out: string): Promise<Timed> {
  const script = fileURLToPath(new URL('./bench-mine/faiss-pipeline.py', import.meta.url));
  return timed(PYTHON, [script, at.folder, out, ...[DEPTH, N, ABSOLUTE_MARGIN, RELATIVE_MARGIN].map(String)], env);
}

/** Share of the peer's negatives that we mined too. */
function agreement(mine: string, theirs: string): number {
  const read = (path: string): Map<string, string[]> => {
    const rows = readFileSync(path, 'utf8').trimEnd().split('\n');
    const parsed = rows.map((row) => JSON.parse(row) as { query_id: string; negatives: { passage_id: string }[] });
    return new Map(parsed.map((row) => [row.query_id, row.negatives.map(({ passage_id }) => passage_id)]));
  };
  const found = read(mine);
  let [same, all] = [0, 0];
  for (const [id, negatives] of read(theirs)) {
    const own = new Set(found.get(id));
    all += negatives.length;
    same += negatives.filter((negative) => own.has(negative)).length;
  }
  return same / all;
}

interface Runs {
  readonly ours: Timed[];
  readonly peer: Timed[];
  readonly defaults: Timed[];
}

async function measure(at: MiningCase, rounds: number): Promise<Record<string, unknown>> {
  const [mine, theirs] = [join(at.folder, 'ours.jsonl'), join(at.folder, 'faiss.jsonl')];
  const runs: Runs = { ours: [], peer: [], defaults: [] };
  for (let round = 0; round < rounds; round++) {
    runs.ours.push(await ours(at, mine, PLAIN));
    runs.peer.push(await faiss(at, theirs));
    if (!values['no-defaults']) runs.defaults.push(await ours(at, join(at.folder, 'defaults.jsonl'), []));
  }
  const same = agreement(mine, theirs);
  console.log(`\n${at.name}: ${at.queries} queries × ${at.passages} passages at ${at.dims} dimensions, n = ${N}`);
  console.log('| | seconds | peak memory | faiss : ours |\n| --- | ---: | ---: | ---: |');
  const figures = {
    faiss: tell('faiss + numpy', runs.peer, runs.peer),
    same_filters: tell('ours, the same filters', runs.ours, runs.peer),
    ...(runs.defaults.length > 0 ? { defaults: tell('ours, its defaults', runs.defaults, runs.peer) } : {}),
  };
  console.log(`${(100 * same).toFixed(2)} % of faiss's negatives are ours too`);
  return { queries: at.queries, passages: at.passages, dims: at.dims, rounds, ...figures, agreement: rounded(same) };
}

/** Prints one side's row: medians of the runs, and of the ratios of pairs. */
function tell(name: string, runs: readonly Timed[], peer: readonly Timed[]) {
  const seconds = median(runs.map((run) => run.seconds));
  const peak = Math.max(...runs.map((run) => run.peak));
  const ratio = median(runs.map((run, i) => (peer[i]?.seconds ?? Number.NaN) / run.seconds));
  console.log(`| ${name} | ${seconds.toFixed(1)} | ${peak.toFixed(0)} MB | ${runs === peer ? '' : ratio.toFixed(2)} |`);
  return { seconds: rounded(seconds), peak_mb: rounded(peak), ratio: rounded(ratio) };
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}

if (!haveFaiss()) process.exit(0);
if (spawnSync('npx', ['tsc', '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' }).status !== 0) process.exit(1);
const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-bench-'));
try {
  const result: Record<string, unknown> = { bench: 'mine' };
  const rounds = values.rounds.split(',').map(Number);
  for (const [i, name] of values.case.split(',').entries()) {
    const times = rounds[i] ?? rounds[0] ?? 1;
    const place = join(folder, name);
    mkdirSync(place);
    if (name === 'jaquad' && !existsSync(values.data)) console.log(`jaquad: skipped, no data at ${values.data}`);
    else if (name === 'jaquad')
      result[name] = await measure(await jaquadCase(place, { root, data: values.data }), times);
    else result[name] = await measure(clusteredCase(place, Number(values.count)), times);
    rmSync(place, { recursive: true });
  }
  console.log(JSON.stringify(result));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
