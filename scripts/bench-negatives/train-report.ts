/** Does it train better? nDCG@10 on jaquad dev after training with each kind of negatives, three seeds each. */
import { SILENT } from '../../src/core/progress.js';
import { embedderSchema } from '../../src/embed/config.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import { mean } from '../../src/stats/quantiles.js';
import type { MinedSet } from './compare.js';
import { readJaquad } from './jaquad.js';
import { openJaquadTask, oursOnJaquad, peerOnJaquad } from './jaquad-miners.js';
import { OURS } from './settings.js';
import type { ReportOptions } from './table.js';
import { devQuality, fineTune, type NegativeRows, openLab, trainBase } from './train.js';

const SEEDS = 3;
const BASE_STEPS = 200;
const STEPS = 200;

/** Mines with the bundled model for every training question, then trains. */
export async function trainReport({ root, data, n }: ReportOptions): Promise<unknown> {
  const train = readJaquad(data, 'train');
  const embedder = await openEmbedder(embedderSchema.parse({}), { root, progress: SILENT });
  const task = await openJaquadTask(train, embedder, { count: train.questions.length, n, seed: 'train' });
  await embedder.close();
  // The task asks in an order of its own.
  const inOrder = (mined: MinedSet): NegativeRows => {
    const byQuestion = new Map(task.questions.map(({ id }, i) => [id, (mined[i] ?? []).map(({ row }) => row)]));
    return train.questions.map(({ id }) => byQuestion.get(id) ?? []);
  };
  const kinds: Record<string, NegativeRows> = {
    random: train.questions.map(() => []),
    'naive top-k': inOrder(peerOnJaquad('naive top-k', task)),
    'PercPos 0.95': inOrder(peerOnJaquad('PercPos 0.95', task)),
  };
  for (const [name, settings] of Object.entries(OURS)) {
    kinds[name] = inOrder((await oursOnJaquad(task, settings)).mined);
  }
  return trainKinds(kinds, { train, data });
}

function trainKinds(
  kinds: Readonly<Record<string, NegativeRows>>,
  { train, data }: { readonly train: ReturnType<typeof readJaquad>; readonly data: string },
): unknown {
  const lab = openLab(train, readJaquad(data, 'dev'));
  const scores: Record<string, number[]> = { base: [] };
  for (let seed = 0; seed < SEEDS; seed++) {
    const base = trainBase(lab, { seed: `base/${seed}`, steps: BASE_STEPS });
    scores['base']?.push(devQuality(lab, base));
    for (const [name, negatives] of Object.entries(kinds)) {
      const table = fineTune(lab, base, { seed: `tune/${seed}`, steps: STEPS, negatives });
      scores[name] = [...(scores[name] ?? []), devQuality(lab, table)];
      console.log(`seed ${seed}, ${name}: nDCG@10 ${scores[name]?.at(-1)?.toFixed(4)}`);
    }
  }
  console.log('\n| negatives | nDCG@10, mean | by seed |\n| --- | ---: | --- |');
  for (const [name, values] of Object.entries(scores)) {
    console.log(`| ${name} | ${mean(values).toFixed(4)} | ${values.map((value) => value.toFixed(4)).join(', ')} |`);
  }
  return scores;
}
