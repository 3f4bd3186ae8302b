/**
 * Is what `mine` finds good? Against random, naive and positive-aware mining: hidden positives (chorus-ecommerce), answer
 * strings (jaquad), the hand-written key of the sample shop, the answer guard on pairs judged by hand; with `--train`,
 * the bundled model fine-tuned on each kind of negatives.
 *
 *     npm run bench:negatives -- [--part shop,chorus,jaquad,guard] [--train] [--negatives 4] [--seeds 5] [--questions 4000]
 *
 * The last line printed is one JSON object.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chorusReport } from './bench-negatives/chorus-report.js';
import { guardReport, jaquadReport, shopReport } from './bench-negatives/reports.js';
import { trainReport } from './bench-negatives/train-report.js';

process.env['LANCEDB_LOG'] = 'error';
const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'shop,chorus,jaquad,guard' },
    train: { type: 'boolean', default: false },
    negatives: { type: 'string', default: '4' },
    seeds: { type: 'string', default: '5' },
    questions: { type: 'string', default: '4000' },
    data: { type: 'string', default: join(root, '../shared/data') },
  },
});
const options = {
  root,
  data: values.data,
  n: Number(values.negatives),
  seeds: Number(values.seeds),
  questions: Number(values.questions),
};
const reports: Readonly<Record<string, () => Promise<unknown>>> = {
  shop: () => shopReport(),
  chorus: () => chorusReport(options),
  jaquad: () => jaquadReport(options),
  guard: async () => guardReport(options),
  train: () => trainReport(options),
};
const parts = [...values.part.split(',').filter(Boolean), ...(values.train ? ['train'] : [])];
const results: Record<string, unknown> = {};
for (const part of parts) {
  const report = reports[part];
  if (report === undefined) throw new Error(`there is no part "${part}": ${Object.keys(reports).join(', ')}`);
  if (part !== 'shop' && !existsSync(values.data)) console.log(`${part}: skipped, no data at ${values.data}`);
  else results[part] = await report();
}
console.log(JSON.stringify({ bench: 'negatives', ...results }));
