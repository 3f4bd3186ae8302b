/** Scorers that do not read the question and must do badly: where one does well, something gives the positives away. */
import { compareBytes } from '../../../core/order.js';
import type { PoolCandidate } from '../pool.js';

export const CANARIES = ['constant', 'longest', 'shortest', 'first', 'last', 'highest_id', 'lowest_id'] as const;
/**
 * `constant`: every candidate alike; `longest`, `shortest`: by characters of the text; `first`, `last`: by position, for
 * pools whose order reaches the model; `highest_id`, `lowest_id`: what a constant scorer gets from a measure that breaks
 * ties by id (trec_eval takes the highest by bytes).
 */
export type CanaryName = (typeof CANARIES)[number];

/** A score for each candidate, of a pool in its order. */
export type Canary = (candidates: readonly PoolCandidate[]) => readonly number[];

export const CANARY_SCORERS: Readonly<Record<CanaryName, Canary>> = {
  constant: (candidates) => candidates.map(() => 0),
  longest: (candidates) => candidates.map(({ text }) => text.length),
  shortest: (candidates) => candidates.map(({ text }) => -text.length),
  first: (candidates) => candidates.map((_, i) => -i),
  last: (candidates) => candidates.map((_, i) => i),
  highest_id: (candidates) => idRanks(candidates),
  lowest_id: (candidates) => idRanks(candidates).map((rank) => -rank),
};

/** Canaries that look at the order of candidates. */
export const POSITION_CANARIES: ReadonlySet<CanaryName> = new Set<CanaryName>(['first', 'last']);

function idRanks(candidates: readonly PoolCandidate[]): number[] {
  const ordered = candidates.map(({ id }) => id).sort(compareBytes);
  return candidates.map(({ id }) => ordered.indexOf(id));
}
