/** Logistic regression on sparse rows: how well something can be told from words alone, found out and not believed. */
import { createRandom } from '../core/random.js';

/** One row's features: ascending indices below `dims`, and their values. */
export interface SparseRow {
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

export interface LogisticOptions {
  /** Indices are below it. */
  readonly dims: number;
  readonly seed: number | string;
  /** L2 penalty per row; default 1e-5. */
  readonly l2?: number;
  /** Passes over the rows; default 12. */
  readonly epochs?: number;
}

/** A trained model; scores are log-odds of `true`. */
export interface LogisticModel {
  readonly weights: Float64Array;
  readonly bias: number;
  score(row: SparseRow): number;
}

/**
 * Trains by stochastic gradient descent with per-weight steps (AdaGrad: Duchi, Hazan & Singer 2011), rows in seeded order;
 * each class weighs the same, however rare. The same rows and seed give the same model.
 *
 * @param labels by row
 */
export function trainLogistic(
  rows: readonly SparseRow[],
  labels: readonly boolean[],
  options: LogisticOptions,
): LogisticModel {
  const { dims, seed, l2 = 1e-5, epochs = 12 } = options;
  const random = createRandom(`${seed}/logistic`);
  const weights = new Float64Array(dims);
  const squares = new Float64Array(dims).fill(1e-8);
  let [bias, biasSquares] = [0, 1e-8];
  const positives = labels.filter(Boolean).length;
  const importance = [labels.length / (2 * (labels.length - positives)), labels.length / (2 * positives)];
  const order = rows.map((_, i) => i);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const i of random.shuffle(order)) {
      const row = rows[i] as SparseRow;
      const label = labels[i] === true ? 1 : 0;
      const error = (sigmoid(scoreOf(row, weights, bias)) - label) * (importance[label] as number);
      biasSquares += error * error;
      bias -= (RATE * error) / Math.sqrt(biasSquares);
      for (let at = 0; at < row.indices.length; at++) {
        const index = row.indices[at] as number;
        const gradient = error * (row.values[at] as number) + l2 * (weights[index] as number);
        const square = (squares[index] as number) + gradient * gradient;
        squares[index] = square;
        weights[index] = (weights[index] as number) - (RATE * gradient) / Math.sqrt(square);
      }
    }
  }
  return { weights, bias, score: (row) => scoreOf(row, weights, bias) };
}

const RATE = 0.2;

/**
 * Scores of rows by models that never saw them: k-fold, with rows of one group in one fold, so that a row is not told by
 * its near copy.
 *
 * @param groups by row; rows of their own where left out
 * @param options.folds default 5
 * @returns log-odds by row; NaN where a fold's other rows had one class only
 */
export function outOfFoldScores(
  rows: readonly SparseRow[],
  labels: readonly boolean[],
  options: LogisticOptions & { readonly groups?: readonly string[]; readonly folds?: number },
): Float64Array {
  const { folds = 5, groups } = options;
  const foldOf = assignFolds(groups ?? rows.map((_, i) => String(i)), { folds, seed: options.seed });
  const scores = new Float64Array(rows.length).fill(Number.NaN);
  for (let fold = 0; fold < folds; fold++) {
    const seen = rows.map((_, i) => i).filter((i) => foldOf[i] !== fold);
    const seenLabels = seen.map((i) => labels[i] === true);
    if (seenLabels.every(Boolean) || !seenLabels.some(Boolean)) continue;
    const model = trainLogistic(
      seen.map((i) => rows[i] as SparseRow),
      seenLabels,
      { ...options, seed: `${options.seed}/${fold}` },
    );
    for (let i = 0; i < rows.length; i++) if (foldOf[i] === fold) scores[i] = model.score(rows[i] as SparseRow);
  }
  return scores;
}

/** Folds by row: groups in seeded order, each to the fold that has fewest rows so far. */
export function assignFolds(
  groups: readonly string[],
  { folds, seed }: { readonly folds: number; readonly seed: number | string },
): Uint8Array {
  const sizes = new Map<string, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const ordered = createRandom(`${seed}/folds`).shuffle([...sizes.keys()].sort());
  // Large groups first: what is left over is small, so folds come out level.
  ordered.sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const filled = new Array<number>(folds).fill(0);
  const foldOf = new Map<string, number>();
  for (const group of ordered) {
    const fold = filled.indexOf(Math.min(...filled));
    filled[fold] = (filled[fold] ?? 0) + (sizes.get(group) ?? 0);
    foldOf.set(group, fold);
  }
  return Uint8Array.from(groups, (group) => foldOf.get(group) ?? 0);
}

function scoreOf({ indices, values }: SparseRow, weights: Float64Array, bias: number): number {
  let sum = bias;
  for (let at = 0; at < indices.length; at++)
    sum += (values[at] as number) * (weights[indices[at] as number] as number);
  return sum;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
