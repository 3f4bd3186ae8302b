/**
 * Evals: retrieval quality on judged collections, what an old index does to answers, how often retrieval prefers yesterday's
 * clause, how long it takes, `score` on a run of millions of lines, and three sets of negatives with three verdicts.
 *
 *     npm run build && npm run bench:eval -- [--part chorus,jaquad,shop,basecamp,speed,score,verdicts] [--rounds 3] [--lines N]
 *
 * The last line printed is one JSON object.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SILENT } from '../src/core/progress.js';
import { embedderSchema } from '../src/embed/config.js';
import { openEmbedder } from '../src/embed/open-embedder.js';
import { basecampChanges } from './bench-eval/basecamp.js';
import { collectionFigures } from './bench-eval/collections.js';
import { negativesVerdicts } from './bench-eval/negatives-verdicts.js';
import { benchScore } from './bench-eval/score.js';
import { shopStates } from './bench-eval/shop.js';
import { evalSpeed } from './bench-eval/speed.js';
import { jaquad, questionSet, type RetrievalSet, ratedQueries } from './embedder/data.js';

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'chorus,jaquad,shop,basecamp,speed,score,verdicts' },
    rounds: { type: 'string', default: '3' },
    lines: { type: 'string', default: '5000000' },
    data: { type: 'string', default: fileURLToPath(new URL('../../shared/data', import.meta.url)) },
  },
});

async function collection(set: RetrievalSet) {
  const embedder = await openEmbedder(embedderSchema.parse({}), { root: values.data, progress: SILENT });
  try {
    return await collectionFigures(set, embedder);
  } finally {
    await embedder.close();
  }
}

/** `score` on a run of millions of lines, in a folder of its own. */
async function scored() {
  const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-score-'));
  try {
    return await benchScore({ folder, lines: Number(values.lines), rounds: Number(values.rounds) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Part → what it measures; those that read the real data are left out where it is absent. */
const PARTS: Readonly<Record<string, { readonly data: boolean; readonly run: () => Promise<unknown> }>> = {
  chorus: { data: true, run: () => collection({ ...ratedQueries(values.data), name: 'chorus-ecommerce' }) },
  jaquad: { data: true, run: () => collection({ ...questionSet('', jaquad(values.data, 'dev')), name: 'jaquad dev' }) },
  shop: { data: false, run: shopStates },
  basecamp: { data: true, run: () => basecampChanges(values.data) },
  score: { data: false, run: scored },
  verdicts: { data: false, run: () => negativesVerdicts(existsSync(values.data) ? { data: values.data } : {}) },
  speed: { data: true, run: () => evalSpeed({ data: values.data, rounds: Number(values.rounds) }) },
};

const results: Record<string, unknown> = {};
for (const name of values.part.split(',')) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`there is no part ${name}: ${Object.keys(PARTS).join(', ')}`);
  if (part.data && !existsSync(values.data)) console.log(`${name}: no data at ${values.data}, left out\n`);
  else results[name] = await part.run();
}
console.log(JSON.stringify({ bench: 'eval', ...results }));
