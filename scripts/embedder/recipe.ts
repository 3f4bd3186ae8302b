import type { Recipe } from './build.js';

/** The recipe of models/bundled. */
export const RECIPE: Recipe = {
  seed: 'raft-corpus/bundled/2',
  dims: 1024,
  rows: 33_000,
  pool: 3000,
  words: 12_000,
  pieces: 3000,
  pairWeight: 0.6,
  steps: 600,
  batch: 512,
  learningRate: 0.05,
  gainRate: 0.02,
  temperature: 0.045,
  dropout: 0.45,
  teacher: { share: 0.5, temperature: 0.03, pairWeight: 1 },
};
