/** Sampling: which of the candidates that passed every filter become the query's negatives. */
import { createRandom } from '../core/random.js';
import { type StageCounts, tally } from '../core/stage.js';
import { byScore, type Candidate } from './candidate.js';
import { drop } from './filters.js';
import type { PositiveLikeness } from './likeness.js';
import type { ResolvedOptions } from './options.js';
import type { PassageTexts } from './passage-texts.js';
import { ORIGINS, type Origin } from './types.js';

/** Candidates of each origin in the order in which they are to be taken. */
export type Sources = Readonly<Record<Origin, Iterable<Candidate>>>;

export interface Choosing {
  readonly options: ResolvedOptions;
  readonly texts: PassageTexts;
  readonly counts: StageCounts;
  /** Whether the candidate may be taken: the last filter, which asks the cross-encoder. */
  readonly accept: (candidate: Candidate) => boolean;
}

/** Takes from the origins in their order, up to their quotas and the number wanted; no two that are nearly the same. */
export function choose(sources: Sources, { options, texts, counts, accept }: Choosing): Candidate[] {
  const chosen: Candidate[] = [];
  for (const origin of ORIGINS) {
    let room = Math.min(options.quotas[origin], options.numNegatives - chosen.length);
    if (room === 0) continue;
    for (const candidate of sources[origin]) {
      if (chosen.some(({ row }) => row === candidate.row) || !accept(candidate)) continue;
      if (repeats(candidate, chosen, { options, texts })) tally(counts, drop('near_duplicate_of_negative'));
      else {
        chosen.push(candidate);
        room -= 1;
      }
      if (room === 0) break;
    }
  }
  return chosen.sort(byScore);
}

function repeats(
  { row }: Candidate,
  chosen: readonly Candidate[],
  { options: { diversity }, texts }: Pick<Choosing, 'options' | 'texts'>,
): boolean {
  if (diversity === null) return false;
  return chosen.some(
    (other) => texts.readAlike(other.row, row) || texts.similarity(other.row, row, diversity) >= diversity,
  );
}

/**
 * A window in the order of sampling. `random` is uniform. `simans` draws without replacement with probability
 * proportional to exp(−a (s − s⁺ − b)²), s⁺ being the weakest positive's cosine (Zhou et al., "SimANS: Simple Ambiguous
 * Negatives Sampling for Dense Text Retrieval", EMNLP 2022 industry track), by the keys of Efraimidis and Spirakis (2006):
 * the largest ln(u) / weight. Without a positive every weight is 1.
 */
export function sampleOrder(
  window: readonly Candidate[],
  { options, queryId, positive }: { options: ResolvedOptions; queryId: string; positive: number | null },
): Candidate[] {
  const random = createRandom(`${options.seed}/mine/${queryId}`);
  if (options.sampling === 'random' || positive === null) return random.shuffle(window);
  const { a = 100, b = 0 } = options.simans ?? {};
  const keyed = window.map((candidate) => {
    const logWeight = -a * (candidate.orderScore - positive - b) ** 2;
    // ln(−ln u) − ln w orders as −ln(u) / w does, and stays finite for the smallest weights. 1 − u is in (0, 1].
    return { candidate, key: Math.log(-Math.log(1 - random.next()) || Number.MIN_VALUE) - logWeight };
  });
  return keyed.sort((x, y) => x.key - y.key).map(({ candidate }) => candidate);
}

/** Close to the query and unlike the positives first: by cosine − weight × likeness. */
export function unlikeFirst(window: readonly Candidate[], likeness: PositiveLikeness, weight: number): Candidate[] {
  const keyed = window.map((candidate) => ({
    candidate,
    key: candidate.orderScore - weight * likeness.of(candidate.row),
  }));
  return keyed.sort((x, y) => y.key - x.key || byScore(x.candidate, y.candidate)).map(({ candidate }) => candidate);
}
