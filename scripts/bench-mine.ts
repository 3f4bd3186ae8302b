/**
 * The whole of `raft-corpus mine`, from files to a written file, beside a pipeline of faiss and numpy that does candidates,
 * positives, margin and percent filters: jaquad (31,748 questions × 9,713 passages) and clustered vectors (100,000 ×
 * 100,000 at 384 dimensions), turn by turn; with `--all-filters`, ours again
 * with the filters that read texts.
 *
 *     npm run bench:mine -- [--case jaquad,clustered] [--rounds 3] [--count 100000] [--all-filters]
 *
 * The last line printed is one JSON object.
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
    rounds: { type: 'string', default: '3' },
    'all-filters': { type: 'boolean', default: false },
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
const PLAIN = ['--guard', 'off', '--stale', '0', '--siblings', '0', '--keep-same-document'];

function ours(at: MiningCase, out: string, more: readonly string[]): Promise<Timed> {
  const file = (name: string): string => join(at.folder, name);
  const inputs = [
    ['--corpus', file('corpus.jsonl'), '--corpus-vectors', file('corpus.npy')],
    ['--queries', file('queries.jsonl'), '--query-vectors', file('queries.npy')],
  ];
  const margins = ['--absolute-margin', `${ABSOLUTE_MARGIN}`, '--relative-margin', `${RELATIVE_MARGIN}`];
  const rest = ['-n', `${N}`, '--depth', `${DEPTH}`, '--quiet', '-o', out];
  return timed(
    process.execPath,
    [join(root, 'dist/cli/main.js'), 'mine', ...inputs.flat(), ...margins, ...rest, ...more],
    env,
  );
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

async function measure(at: MiningCase): Promise<Record<string, number>> {
  const [mine, theirs] = [join(at.folder, 'ours.jsonl'), join(at.folder, 'faiss.jsonl')];
  const runs: { plain: Timed; all: Timed; peer: Timed }[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const plain = await ours(at, mine, PLAIN);
    const peer = await faiss(at, theirs);
    const all = values['all-filters'] ? await ours(at, join(at.folder, 'all.jsonl'), []) : plain;
    runs.push({ plain, peer, all });
  }
  const seconds = (of: 'plain' | 'all' | 'peer'): number => median(runs.map((run) => run[of].seconds));
  const peak = (of: 'plain' | 'all' | 'peer'): number => Math.max(...runs.map((run) => run[of].peak));
  const ratio = (of: 'plain' | 'all'): number => median(runs.map((run) => run.peer.seconds / run[of].seconds));
  const same = agreement(mine, theirs);
  console.log(`\n${at.name}: ${at.queries} queries × ${at.passages} passages at ${at.dims} dimensions, n = ${N}`);
  console.log(`| | seconds | peak memory | faiss : ours |\n| --- | ---: | ---: | ---: |`);
  console.log(`| faiss + numpy | ${seconds('peer').toFixed(1)} | ${peak('peer').toFixed(0)} MB | |`);
  console.log(
    `| ours, the same filters | ${seconds('plain').toFixed(1)} | ${peak('plain').toFixed(0)} MB | ${ratio('plain').toFixed(2)} |`,
  );
  if (values['all-filters'])
    console.log(
      `| ours, all filters | ${seconds('all').toFixed(1)} | ${peak('all').toFixed(0)} MB | ${ratio('all').toFixed(2)} |`,
    );
  console.log(`${(100 * same).toFixed(2)} % of faiss's negatives are ours too`);
  const figures = {
    ratio: ratio('plain'),
    ratio_all_filters: ratio('all'),
    seconds: seconds('plain'),
    agreement: same,
  };
  const rounded = Object.entries({
    ...figures,
    seconds_faiss: seconds('peer'),
    peak_mb: peak('plain'),
    peak_mb_faiss: peak('peer'),
  });
  return Object.fromEntries(rounded.map(([key, value]) => [key, Number(value.toFixed(3))]));
}

if (!haveFaiss()) process.exit(0);
if (spawnSync('npx', ['tsc', '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' }).status !== 0) process.exit(1);
const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-bench-'));
try {
  const result: Record<string, unknown> = { bench: 'mine' };
  for (const name of values.case.split(',')) {
    const place = join(folder, name);
    mkdirSync(place);
    if (name === 'jaquad' && !existsSync(values.data)) console.log(`jaquad: skipped, no data at ${values.data}`);
    else if (name === 'jaquad') result[name] = await measure(await jaquadCase(place, { root, data: values.data }));
    else result[name] = await measure(clusteredCase(place, Number(values.count)));
    rmSync(place, { recursive: true });
  }
  console.log(JSON.stringify(result));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
