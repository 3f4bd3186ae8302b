/** The chorus table: hidden positives among what each miner finds. */
import { SILENT } from '../../src/core/progress.js';
import { embedderSchema } from '../../src/embed/config.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import { readChorus } from './chorus.js';
import { type Hiding, hidingOf, mineByRule, mineOurs, minePeer } from './chorus-miners.js';
import { compareAtEqualNumbers, type MinedSet, rateOf } from './compare.js';
import { PEERS, percPos } from './peers.js';
import { OURS_WITH_HIDDEN_POSITIVES } from './settings.js';
import { percent, printRates, type ReportOptions } from './table.js';

const REFERENCE = 'PercPos 0.95';

/** All miners over several hidings; a query counts once in the bootstrap, whatever was hidden of it. */
export async function chorusReport({ root, data, n, seeds }: ReportOptions): Promise<unknown> {
  const embedder = await openEmbedder(embedderSchema.parse({}), { root, progress: SILENT });
  const chorus = await readChorus(data, embedder);
  await embedder.close();
  const hidings = Array.from({ length: seeds }, (_, seed) => hidingOf(chorus, n, `chorus/${seed}`));
  const group = hidings.flatMap(() => chorus.queries);
  const peers = Object.keys(PEERS).map((name) => ({ name, mined: hidings.flatMap((one) => minePeer(name, one)) }));
  const ours: { readonly name: string; readonly mined: MinedSet }[] = [];
  for (const [name, settings] of Object.entries(OURS_WITH_HIDDEN_POSITIVES)) {
    const mined: MinedSet[] = [];
    for (const hiding of hidings) mined.push(await mineOurs(hiding, settings));
    ours.push({ name, mined: mined.flat() });
  }
  const reference = peers.find(({ name }) => name === REFERENCE)?.mined ?? [];
  const rows = [...peers, ...ours].map(({ name, mined }) => ({
    name,
    rate: rateOf(mined),
    against: name === REFERENCE ? null : compareAtEqualNumbers(mined, reference, { group, seed: name }),
  }));
  printRates(
    `chorus-ecommerce: ${chorus.queries.length} queries, half of the positives hidden, ${seeds} seeds, n = ${n}`,
    rows,
    REFERENCE,
  );
  const matched = ours.map(({ name, mined }) => ({ name, ...atOurHardness(mined, hidings) }));
  for (const { name, share, falseRate, hardness } of matched) {
    console.log(
      `PercPos ${share.toFixed(2)} is as hard as ${name} (${hardness.toFixed(3)}): ${percent(falseRate)} false`,
    );
  }
  return { miners: rows, percpos_at_our_hardness: matched };
}

/** PercPos at the share of the positive where what it mines is as hard as what we mine, and its false negatives there. */
function atOurHardness(
  ours: MinedSet,
  hidings: readonly Hiding[],
): { share: number; falseRate: number; hardness: number } {
  const { hardness } = rateOf(ours);
  for (let share = 0.9; ; share += 0.01) {
    const mined = hidings.flatMap((one) => mineByRule(({ dense, weakest }) => percPos(share, dense, weakest), one));
    const rate = rateOf(mined);
    if (rate.hardness >= hardness || share > 3) return { share, falseRate: rate.falseRate, hardness: rate.hardness };
  }
}
