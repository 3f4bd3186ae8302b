/**
 * Writes the sample shop's intent set from what was written by hand in `scripts/sample-intents/`, its grammars and the
 * shop's catalog, and the table of counts in its README. Running it again gives the same bytes. `intents.yaml` and the rest of
 * the README are written by hand.
 *
 *     npx tsx scripts/make-sample-intents.ts [FOLDER]     (default: corpora/mangaassist/intents)
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { openTaken } from './sample-intents/draw.js';
import { type July, julyRows } from './sample-intents/july.js';
import { productionRows } from './sample-intents/production.js';
import { readSources } from './sample-intents/sources.js';
import { summary } from './sample-intents/summary.js';
import { syntheticRows } from './sample-intents/synthetic.js';
import { topicMaker } from './sample-intents/topics.js';
import { readMaster } from './sample-shop/master.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const SEED = 20_260_720;

/** File name → content, for every generated file, and the counts as a Markdown table. */
export async function generatedIntents(): Promise<{ files: ReadonlyMap<string, string>; counts: string }> {
  const folder = join(here, 'sample-intents');
  const sources = readSources(folder);
  const topics = topicMaker(readMaster(join(here, 'sample-shop')), folder);
  const turns = [...sources.written, ...sources.julyKnown].flatMap((one) => one.turns);
  const byHand = [...turns, ...[...sources.july.values()].flat()];
  const options = { sources, topics, taken: await openTaken(byHand.map(({ text }) => text)), seed: SEED };
  const production = productionRows(options);
  const synthetic = syntheticRows(options);
  const july = julyRows(options);
  const files = new Map([
    ['production.jsonl', toJsonl(production)],
    ['synthetic.jsonl', toJsonl(synthetic)],
    ['unlabeled-2026-07.jsonl', toJsonl(july.rows)],
    ['key.yaml', keyFile(july)],
  ]);
  return { files, counts: summary(production, synthetic) };
}

function toJsonl(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** New intents first, then chatter, then what the twelve intents know. */
function keyFile({ key }: July): string {
  const pick = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, key.get(name) ?? []]));
  const fresh = ['author_events', 'buy_back'];
  const known = [...key.keys()].filter((name) => ![...fresh, 'out_of_scope'].includes(name)).sort();
  const content = { new_intents: pick(fresh), ...pick(['out_of_scope']), known: pick(known) };
  const note =
    '# What the rows of unlabeled-2026-07.jsonl are, by id. For those who check a discovery, not for those who make one.\n';
  return note + stringify(content, { flowCollectionPadding: false, lineWidth: 120, collectionStyle: 'any' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? join(here, '..', 'corpora', 'mangaassist', 'intents');
  const { files, counts } = await generatedIntents();
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  const readme = join(folder, 'README.md');
  if (existsSync(readme))
    writeFileSync(readme, readFileSync(readme, 'utf8').replace(/^\| intent \|(.*\n\|)*.*/m, counts));
  console.log(counts);
}
