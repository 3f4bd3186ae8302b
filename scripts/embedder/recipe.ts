import type { Recipe } from './build.js';

/** The recipe of models/bundled. */
export const RECIPE: Recipe = {
  seed: 'raft-corpus/bundled/2',
  dims: 512,
  rows: 33_000,
  pool: 8000,
  words: 12_000,
  pieces: 3000,
  pairWeight: 0.4,
  steps: 600,
  batch: 512,
  learningRate: 0.05,
  temperature: 0.045,
  dropout: 0.45,
};
