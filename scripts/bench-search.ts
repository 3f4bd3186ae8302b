/**
 * Exact search beside its peers: `npm run bench:search`, in parts with `-- --only faiss,lance,sizes,mining`, smaller with `-- --quick`.
 *
 * - faiss: IndexFlatIP (Debian's python3-faiss with OpenBLAS, 2 threads) and ours, each in a process of its own, turn by turn in one run
 * - lance: LanceDB's own flat search beside ours, over the same table
 * - sizes: 10,000, 100,000 and 1,000,000 vectors of 256 dimensions, in memory and scanned from LanceDB
 * - mining: 10,240 of 100,000 questions against 100,000 passages, each kept from finding itself
 *
 * Progress goes to stderr; the last line, on stdout, is one JSON object.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { besideFaiss } from './bench-search/beside-faiss.js';
import { besideLance } from './bench-search/beside-lance.js';
import { mining } from './bench-search/mining.js';
import { haveFaiss } from './bench-search/peers.js';
import { sizes } from './bench-search/sizes.js';

const PARTS = ['faiss', 'lance', 'sizes', 'mining'];
const { values } = parseArgs({
  options: { only: { type: 'string', default: PARTS.join(',') }, quick: { type: 'boolean', default: false } },
});
const only = values.only.split(',');
const unknown = only.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
  console.error(`--only takes ${PARTS.join(', ')}; not ${unknown.join(', ')}`);
  process.exit(2);
}
process.env['LANCEDB_LOG'] = 'error';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiled = spawnSync('npx', ['tsc', '-p', 'scripts/bench-search/tsconfig.json'], { cwd: root, stdio: 'inherit' });
if (compiled.status !== 0) process.exit(1);

const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-bench-'));
const bench = {
  folder,
  quick: values.quick,
  ourWorker: join(root, 'out/bench-search/scripts/bench-search/our-worker.js'),
  faissWorker: haveFaiss() ? fileURLToPath(new URL('./bench-search/faiss-worker.py', import.meta.url)) : null,
};
try {
  const result: Record<string, unknown> = { bench: 'search' };
  if (only.includes('faiss')) Object.assign(result, await besideFaiss(bench));
  if (only.includes('lance')) result['lance'] = await besideLance(bench);
  if (only.includes('sizes')) result['sizes'] = await sizes(bench);
  if (only.includes('mining')) result['mining'] = await mining(bench);
  console.log(
    JSON.stringify(result, (_, value) => (typeof value === 'number' ? Math.round(value * 1000) / 1000 : value)),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
