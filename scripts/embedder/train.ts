/**
 * Contrastive training of the embedding table: texts are sums of rows, and paired texts should be nearest to each
 * other among the batch (InfoNCE in both directions, van den Oord et al. 2018); row-wise Adagrad. Every loop runs in a
 * fixed order, so the same seed gives the same bytes.
 */
import { createKernels, type Kernels } from './kernels.js';

/** A text as distinct rows with how often each occurs. */
export interface Bag {
  readonly rows: Uint16Array;
  readonly counts: Uint8Array;
}

/** Paired texts: `queries[i]` belongs to `passages[i]`. */
export interface Batch {
  readonly queries: readonly Bag[];
  readonly passages: readonly Bag[];
  /** Whether passage `j`, though not its own, may well answer query `i`: then the two are not pushed apart. */
  readonly ignore?: (i: number, j: number) => boolean;
}

export interface StepOptions {
  readonly learningRate: number;
  /** Divides the cosines; small is sharp. */
  readonly temperature: number;
}

/** Counts rows into a bag, in order of row. */
export function toBag(rows: readonly number[]): Bag {
  const sorted = Uint16Array.from(rows).sort();
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const row of sorted) {
    if (distinct.at(-1) === row) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    else {
      distinct.push(row);
      counts.push(1);
    }
  }
  return { rows: Uint16Array.from(distinct), counts: Uint8Array.from(counts) };
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
        const ignored = i !== j && batch.ignore?.(i, j) === true;
        scores[i * n + j] = ignored ? Number.NEGATIVE_INFINITY : this.#kernels.dot(vector(i), vector(n + j), this.dims);
      }
    const { loss, gradient } = contrast(scores, n, options.temperature);
    this.#spread(gradient, norms, n);
    this.#update(bags, options.learningRate);
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

  #update(bags: readonly Bag[], learningRate: number): void {
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
      this.#kernels.axpy(this.#table + row * bytes, sum, dims, -learningRate / (Math.sqrt(squares) + 1e-12));
    }
  }
}

/** InfoNCE over rows and over columns: the loss and its gradient with respect to the scores [n × n]. */
export function contrast(
  scores: Float64Array,
  n: number,
  temperature: number,
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
  return { loss, gradient };
}
