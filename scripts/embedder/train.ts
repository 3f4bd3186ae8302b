/**
 * Contrastive training of the embedding table: texts are sums of rows, and paired texts should be nearest to each
 * other among the batch (InfoNCE in both directions, van den Oord et al. 2018), or as near as a teacher says. Adagrad
 * per row, and once more for the row's length alone: how much a token weighs is learned faster than what it means.
 * Every loop runs in a fixed order, so the same seed gives the same bytes.
 */
import type { Bag } from './bags.js';
import { createKernels, type Kernels } from './kernels.js';

/** Paired texts: `queries[i]` belongs to `passages[i]`. */
export interface Batch {
  readonly queries: readonly Bag[];
  readonly passages: readonly Bag[];
  /** What a teacher says, see {@link Targets}. */
  readonly targets?: Targets | undefined;
}

/** Soft targets of queries over passages, mixed with the hard one (its own passage). */
export interface Targets {
  /** [n × n]; each row sums to 1. */
  readonly probabilities: Float64Array;
  /** Share of the soft targets in the mixture, 0 … 1. */
  readonly share: number;
}

export interface StepOptions {
  readonly learningRate: number;
  /** Learning rate of the rows' lengths, as a relative change. */
  readonly gainRate: number;
  /** Divides the cosines; small is sharp. */
  readonly temperature: number;
}

/** The table in training, in WebAssembly memory. */
export class Trainer {
  readonly #kernels: Kernels = createKernels();
  readonly #table: number;
  readonly #sums: number;
  readonly #vectors: number;
  readonly #gradients: number;
  /** Per row, the sum of mean squared gradients so far. */
  readonly #squares: Float64Array;
  /** Per row, the sum of squared gradients of its length so far. */
  readonly #gainSquares: Float64Array;

  constructor(
    readonly rows: number,
    readonly dims: number,
    readonly maxBatch: number,
  ) {
    this.#table = this.#kernels.allocate(rows * dims);
    this.#sums = this.#kernels.allocate(rows * dims);
    this.#vectors = this.#kernels.allocate(2 * maxBatch * dims);
    this.#gradients = this.#kernels.allocate(2 * maxBatch * dims);
    this.#squares = new Float64Array(rows);
    this.#gainSquares = new Float64Array(rows);
  }

  /** The table's values, row-major [rows × dims]; a live view. */
  values(): Float32Array {
    return this.#kernels.view(this.#table, this.rows * this.dims);
  }

  /** Normalised sums of rows, [bags × dims]. */
  embed(bags: readonly Bag[]): Float32Array {
    const { dims } = this;
    const out = new Float32Array(bags.length * dims);
    bags.forEach((bag, b) => {
      this.#gather(bag, this.#vectors);
      out.set(this.#kernels.view(this.#vectors, dims), b * dims);
    });
    return out;
  }

  /** One step; returns the mean loss of the batch before it. */
  step(batch: Batch, options: StepOptions): number {
    const n = batch.queries.length;
    const bags = [...batch.queries, ...batch.passages];
    const bytes = this.dims * 4;
    const vector = (i: number): number => this.#vectors + i * bytes;
    const norms = bags.map((bag, i) => this.#gather(bag, vector(i)));
    const scores = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        scores[i * n + j] = this.#kernels.dot(vector(i), vector(n + j), this.dims);
      }
    const { loss, gradient } = contrast(scores, n, options.temperature, batch.targets);
    this.#spread(gradient, norms, n);
    this.#update(bags, options);
    return loss;
  }

  /** Writes a bag's normalised sum to `target`; returns its length before. */
  #gather(bag: Bag, target: number): number {
    const { dims } = this;
    const view = this.#kernels.view(target, dims);
    view.fill(0);
    for (let i = 0; i < bag.rows.length; i++) {
      this.#kernels.axpy(target, this.#table + (bag.rows[i] as number) * dims * 4, dims, bag.counts[i] as number);
    }
    const norm = Math.sqrt(this.#kernels.dot(target, target, dims)) || 1;
    for (let d = 0; d < dims; d++) view[d] = (view[d] as number) / norm;
    return norm;
  }

  /** Gradients of the sums: through the scores, then through the normalisation (the part along the vector drops out). */
  #spread(gradient: Float64Array, norms: readonly number[], n: number): void {
    const { dims } = this;
    const bytes = dims * 4;
    this.#kernels.view(this.#gradients, 2 * n * dims).fill(0);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const g = gradient[i * n + j] as number;
        if (Math.abs(g) < 1e-7) continue;
        this.#kernels.axpy(this.#gradients + i * bytes, this.#vectors + (n + j) * bytes, dims, g);
        this.#kernels.axpy(this.#gradients + (n + j) * bytes, this.#vectors + i * bytes, dims, g);
      }
    }
    norms.forEach((norm, i) => {
      const g = this.#gradients + i * bytes;
      const along = this.#kernels.dot(g, this.#vectors + i * bytes, dims);
      this.#kernels.axpy(g, this.#vectors + i * bytes, dims, -along);
      const view = this.#kernels.view(g, dims);
      for (let d = 0; d < dims; d++) view[d] = (view[d] as number) / norm;
    });
  }

  #update(bags: readonly Bag[], { learningRate, gainRate }: StepOptions): void {
    const { dims } = this;
    const bytes = dims * 4;
    const slots = new Map<number, number>();
    for (const bag of bags) for (const row of bag.rows) if (!slots.has(row)) slots.set(row, slots.size);
    this.#kernels.view(this.#sums, slots.size * dims).fill(0);
    bags.forEach((bag, b) => {
      for (let i = 0; i < bag.rows.length; i++) {
        const slot = slots.get(bag.rows[i] as number) as number;
        this.#kernels.axpy(this.#sums + slot * bytes, this.#gradients + b * bytes, dims, bag.counts[i] as number);
      }
    });
    for (const [row, slot] of slots) {
      const sum = this.#sums + slot * bytes;
      const squares = (this.#squares[row] as number) + this.#kernels.dot(sum, sum, dims) / dims;
      this.#squares[row] = squares;
      this.#lengthen(row, this.#kernels.dot(sum, this.#table + row * bytes, dims), gainRate);
      this.#kernels.axpy(this.#table + row * bytes, sum, dims, -learningRate / (Math.sqrt(squares) + 1e-12));
    }
  }

  /** One Adagrad step of the logarithm of a row's length, whose gradient is `along`. */
  #lengthen(row: number, along: number, gainRate: number): void {
    const squares = (this.#gainSquares[row] as number) + along * along;
    this.#gainSquares[row] = squares;
    const change = (-gainRate * along) / (Math.sqrt(squares) + 1e-12);
    const at = this.#table + row * this.dims * 4;
    this.#kernels.axpy(at, at, this.dims, Math.exp(change) - 1);
  }
}

/**
 * InfoNCE over rows and over columns: the loss and its gradient with respect to the scores [n × n]. Soft targets apply
 * to the rows (queries over passages); the loss reported is that of the hard ones.
 */
export function contrast(
  scores: Float64Array,
  n: number,
  temperature: number,
  targets?: Targets,
): { loss: number; gradient: Float64Array } {
  const gradient = new Float64Array(n * n);
  const exps = new Float64Array(n);
  const scale = 1 / (temperature * 2 * n);
  let loss = 0;
  const pass = (stepI: number, stepJ: number): void => {
    for (let i = 0; i < n; i++) {
      let total = 0;
      // Cosines are at most 1, so subtracting 1 keeps the exponential in range.
      for (let j = 0; j < n; j++)
        total += exps[j] = Math.exp(((scores[i * stepI + j * stepJ] as number) - 1) / temperature);
      for (let j = 0; j < n; j++) {
        const at = i * stepI + j * stepJ;
        gradient[at] = (gradient[at] as number) + ((exps[j] as number) / total) * scale;
      }
      const own = i * stepI + i * stepJ;
      gradient[own] = (gradient[own] as number) - scale;
      loss -= Math.log((exps[i] as number) / total) / (2 * n);
    }
  };
  pass(n, 1);
  pass(1, n);
  if (targets !== undefined) {
    for (let at = 0; at < n * n; at++) {
      const hard = at % (n + 1) === 0 ? 1 : 0;
      gradient[at] = (gradient[at] as number) - scale * targets.share * ((targets.probabilities[at] as number) - hard);
    }
  }
  return { loss, gradient };
}
