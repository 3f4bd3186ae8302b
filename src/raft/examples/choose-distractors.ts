/** Which of the mined distractors stand in a context: by quotas of origin, hardest first, no two alike. */
import type { MinedNegative, Origin } from '../../negatives/types.js';
import { FALLBACK, type OriginCounts } from './origin-quotas.js';

export interface Choosing {
  /** Distractors wanted of each origin. */
  readonly counts: OriginCounts;
  /** Origins that may stand in this context. */
  readonly allowed: readonly Origin[];
  /** Whether a distractor may stand in the context at all; asked only of those whose turn comes. */
  isFit(negative: MinedNegative): boolean;
  /** Whether a distractor is nearly the text of one already chosen. */
  repeats(negative: MinedNegative, chosen: readonly MinedNegative[]): boolean;
  /** Set where one distractor must be newer than the oracles. */
  readonly isNewer: ((negative: MinedNegative) => boolean) | null;
}

export interface Chosen {
  readonly distractors: readonly MinedNegative[];
  /** Origins that were wanted and stood in for, as `stale>dense`. */
  readonly fallbacks: readonly string[];
}

/** Chooses among what was mined; null when too few may stand in the context. */
export function chooseDistractors(mined: readonly MinedNegative[], choosing: Choosing): Chosen | null {
  const picked: { readonly negative: MinedNegative; readonly wanted: Origin }[] = [];
  const chosen = (): MinedNegative[] => picked.map(({ negative }) => negative);
  const take = (origin: Origin, wanted: Origin): boolean => {
    const next = telling(mined, origin).find((negative) => {
      const others = chosen();
      return !others.includes(negative) && choosing.isFit(negative) && !choosing.repeats(negative, others);
    });
    if (next) picked.push({ negative: next, wanted });
    return next !== undefined;
  };
  const missing: Origin[] = [];
  for (const origin of choosing.allowed) {
    for (let i = 0; i < choosing.counts[origin]; i++) if (!take(origin, origin)) missing.push(origin);
  }
  const standIns = FALLBACK.filter((origin) => choosing.allowed.includes(origin));
  for (const wanted of missing) if (!standIns.some((origin) => take(origin, wanted))) return null;
  const fallbacks = picked.flatMap(({ negative, wanted }) =>
    negative.origin === wanted ? [] : [`${wanted}>${negative.origin}`],
  );
  return { distractors: withNewer(chosen(), mined, choosing), fallbacks };
}

/** What states something else in the answer's place first, then the most similar to the question. */
function telling(mined: readonly MinedNegative[], origin: Origin): readonly MinedNegative[] {
  const rank = ({ evidence }: MinedNegative): number =>
    evidence === 'other_value' || evidence === 'answer_drifted' ? 0 : 1;
  return mined.filter((negative) => negative.origin === origin).sort((a, b) => rank(a) - rank(b) || b.score - a.score);
}

/**
 * Where a newer document is owed and none was chosen, the most similar newer one takes the place of the least similar of
 * its own origin, or of what was found by search. A stale version keeps its place. Unchanged where there is no newer one.
 */
function withNewer(
  chosen: readonly MinedNegative[],
  mined: readonly MinedNegative[],
  { allowed, isFit, isNewer, repeats }: Choosing,
): readonly MinedNegative[] {
  if (isNewer === null || chosen.some(isNewer)) return chosen;
  const weakestFirst = chosen.filter(({ origin }) => origin !== 'stale').toSorted((a, b) => a.score - b.score);
  const others = mined.filter((negative) => allowed.includes(negative.origin) && !chosen.includes(negative));
  for (const newer of others.filter((negative) => isNewer(negative) && isFit(negative))) {
    const out = weakestFirst.find(({ origin }) => origin === newer.origin) ?? weakestFirst[0];
    const rest = chosen.filter((negative) => negative !== out);
    if (out !== undefined && !repeats(newer, rest)) return [...rest, newer];
  }
  return chosen;
}
