/** The shop's, jaquad's and the guard's parts of the report. */
import { SILENT } from '../../src/core/progress.js';
import { embedderSchema } from '../../src/embed/config.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import { compareAtEqualNumbers, type MinedSet, rateOf } from './compare.js';
import { guardPairs } from './guard-pairs.js';
import { scoreGuard } from './guard-score.js';
import { readJaquad } from './jaquad.js';
import { openJaquadTask, oursOnJaquad, peerOnJaquad } from './jaquad-miners.js';
import { minedIds, mineShop } from './mine-shop.js';
import { PEERS } from './peers.js';
import { OURS } from './settings.js';
import { openShop } from './shop.js';
import { readNegativesKey, resolveKey, scoreKey } from './shop-key.js';
import { percent, printRates, type ReportOptions, range } from './table.js';

const REFERENCE = 'PercPos 0.95';

/** The hand-written key. */
export async function shopReport(): Promise<unknown> {
  const key = readNegativesKey();
  const shop = await openShop();
  const { questions } = resolveKey(key, shop.index.view.passages);
  const score = scoreKey(questions, minedIds(await mineShop(shop, key)));
  await shop.embedder.close();
  console.log(
    `\nsample shop: ${score.found} of ${score.must} must-haves (${percent(score.recall)}), n = ${key.negatives}`,
  );
  console.log(`must-nots that were mined: ${score.violations.length}`);
  for (const one of score.violations) console.log(`  mined   ${one}`);
  for (const one of score.missing) console.log(`  missing ${one}`);
  return { questions: questions.length, must: score.must, recall: score.recall, violations: score.violations.length };
}

/** Answer strings among what each miner finds. */
export async function jaquadReport({ root, data, n, questions }: ReportOptions): Promise<unknown> {
  const embedder = await openEmbedder(embedderSchema.parse({}), { root, progress: SILENT });
  const task = await openJaquadTask(readJaquad(data, 'train'), embedder, { count: questions, n, seed: 'jaquad' });
  await embedder.close();
  const group = task.questions.map(({ id }) => id);
  const mined: { name: string; mined: MinedSet }[] = Object.keys(PEERS).map((name) => ({
    name,
    mined: peerOnJaquad(name, task),
  }));
  const drops: Record<string, unknown> = {};
  for (const [name, settings] of Object.entries(OURS)) {
    const ours = await oursOnJaquad(task, settings);
    mined.push({ name, mined: ours.mined });
    drops[name] = { dropped: ours.dropped, shortages: ours.shortages };
  }
  const reference = mined.find(({ name }) => name === REFERENCE)?.mined ?? [];
  const rows = mined.map(({ name, mined: set }) => ({
    name,
    rate: rateOf(set),
    against: name === REFERENCE ? null : compareAtEqualNumbers(set, reference, { group, seed: name }),
  }));
  printRates(`jaquad train: passages that hold the answer's words, ${questions} questions, n = ${n}`, rows, REFERENCE);
  console.log(JSON.stringify(drops));
  return { miners: rows, ours: drops };
}

/** The guard against verdicts by hand. */
export function guardReport({ data }: ReportOptions): unknown {
  const score = scoreGuard(guardPairs(readJaquad(data, 'train')));
  console.log(`\nanswer guard (strict) on ${score.pairs} pairs of jaquad: ${score.dropped} dropped`);
  console.log(
    `precision ${percent(score.precision)} (${range(score.precisionInterval)}), ${score.judgedDropped} judged`,
  );
  console.log(
    `answers among the kept ${percent(score.missed)} (${range(score.missedInterval)}), ${score.judgedKept} judged`,
  );
  console.log(`recall ${percent(score.recall)} (${range(score.recallInterval)}); ${score.unjudged} pairs not judged`);
  return score;
}
