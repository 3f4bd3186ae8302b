/** Two-layer encoders with random weights for tests, made once a process and a kind. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TINY } from '../../scripts/random-model/encoder.js';
import { type RandomModelOptions, writeRandomModel } from '../../scripts/random-model/write.js';

export const SENTENCES = [
  'The return window is 14 days for unopened volumes.',
  'Shipping is free for orders above 5,000 yen.',
  '返品は商品到着から14日以内に限ります。',
  '第12巻は5月に発売されます。',
  'Box sets',
  'A long passage about the history of the series, its author, its magazine, its anime, its films and all of its spin-offs.',
];

/** A fresh folder with a model in it; tests may damage it. */
export async function writeTiny(options: Partial<RandomModelOptions> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'random-'));
  await writeRandomModel({ folder, shape: TINY, texts: SENTENCES, ...options });
  return folder;
}

/** The same with a head of `labels` logits: a cross-encoder. */
export function writeTinyCrossEncoder(labels = 1, config: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return writeTiny({ shape: { ...TINY, labels }, config });
}
