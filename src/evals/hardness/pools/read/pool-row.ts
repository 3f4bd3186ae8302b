/** One row of a file of negatives, whatever trainer it was written for. */

/** A text as a row has it: by id, by its words, or both. */
export interface RowText {
  readonly id?: string;
  readonly title?: string;
  readonly text?: string;
  readonly relevant: boolean;
  readonly origin?: string | null;
  readonly score?: number | null;
}

/** Shapes that are told apart by their keys. */
export const POOL_SHAPES = [
  'pool',
  'mined',
  'raft',
  'triplet',
  'n-tuple',
  'labeled-pair',
  'labeled-list',
  'flag-embedding',
] as const;
export type PoolShape = (typeof POOL_SHAPES)[number];

/** A question with texts; rows of one question may be several. */
export interface PoolRow {
  readonly shape: PoolShape;
  /** Absent: the question's words are its identity. */
  readonly queryId?: string;
  readonly query: string;
  readonly texts: readonly RowText[];
}

/** A row read; one that cannot be a pool, and why, snake_case; or what is wrong with it, as a sentence. */
export type ReadRow = { readonly row: PoolRow } | { readonly skipped: string } | { readonly problem: string };

/**
 * Shapes in which the order of texts is part of the example: documents of a prompt, candidates of a list to rerank. The
 * others put positives first because the format wants it, and no model sees that.
 */
export function isOrdered(shape: PoolShape): boolean {
  return shape === 'pool' || shape === 'raft';
}

/** Shapes whose rows are one pool each; rows of the others are joined by their question. */
export function isWhole(shape: PoolShape): boolean {
  return isOrdered(shape) || shape === 'mined';
}
