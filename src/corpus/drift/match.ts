/**
 * Which passage of the new version says what a passage of the old version said. Lexical and
 * deterministic: overlap of words (character pairs in Japanese) and of neighbouring pairs of them,
 * weighted by rarity within the two versions. Thresholds were chosen by reading pairs of real policies:
 * docs/contradictions.md has the figures.
 */
import { Headings } from './headings.js';
import { type Profile, ProfileIndex, sharedWeight } from './profiles.js';

/** A passage of one version. `start` is its offset in its version. */
export interface MatchPassage {
  readonly text: string;
  readonly headingPath: readonly string[];
  readonly start: number;
  /** Fresh passages only: it stood in the old version already, so it is a successor only to what it fully says. */
  readonly kept?: boolean;
}

/**
 * `same_text`: only spacing, punctuation or markup differ; `moved`: the same, under another heading;
 * `edited`: says it in other words or with other values; `split`: the successor is one of several parts;
 * `merged`: the successor says it among other things; `none`: nothing says it any more.
 */
export type MatchRelation = 'same_text' | 'edited' | 'moved' | 'split' | 'merged' | 'none';

export interface PassageMatch {
  /** Index into `fresh`; null for `none`. */
  readonly successor: number | null;
  /** All parts of a split passage in order; else the successor alone. */
  readonly parts: readonly number[];
  /** 0 to 1: weighted overlap with the successor, or the share found in it when it is longer. */
  readonly similarity: number;
  readonly relation: MatchRelation;
}

export interface MatchInput {
  /** Passages of the previous version that are gone. */
  readonly old: readonly MatchPassage[];
  /** All passages of the new version. */
  readonly fresh: readonly MatchPassage[];
}

/**
 * Overlap from which a passage says the same thing in other words: anywhere; under a like heading; and
 * under a like heading that has one or two passages only, which then says as much as many shared words.
 */
const EDITED = { anywhere: 0.4, likeHeading: 0.32, ownHeading: 0.2 };
/** Similarity of two headings from which they are like: `Changes to this Policy`, `5. Changes to this Notice`. */
const LIKE_HEADING = 0.5;
/** Share of a passage that must be found again in a longer or shorter one. */
const CONTAINED = 0.7;
/** Passages with fewer features match by overlap alone: containment of three words means little. */
const FEW_FEATURES = 10;
/** Candidates whose overlap is computed exactly: fewer in very long documents, whose rare words tell enough. */
const CANDIDATES = { most: 12, long: 3 };
/** Passages from which a document is very long. */
const LONG = 4000;

interface Scored {
  readonly index: number;
  readonly dice: number;
  /** Share of the old passage found in the fresh one, and the reverse. */
  readonly oldIn: number;
  readonly freshIn: number;
  readonly similarity: number;
  /** The overlap it must have to count. */
  readonly threshold: number;
  readonly rank: number;
}

/** The successor of every old passage, by index into `old`. */
export function matchPassages({ old, fresh }: MatchInput): ReadonlyMap<number, PassageMatch> {
  const index = new ProfileIndex(
    old.map(({ text }) => text),
    fresh.map(({ text }) => text),
  );
  const headings = new Headings(fresh);
  const lengths = { old: lastStart(old), fresh: lastStart(fresh) };
  const claims = new Map<number, number>();
  const found = old.map((passage, i) => {
    const profile = index.old[i] as Profile;
    const scored = index
      .candidates(profile, fresh.length > LONG ? CANDIDATES.long : CANDIDATES.most)
      .map((j) =>
        score({
          profile,
          other: index.fresh[j] as Profile,
          index,
          j,
          passage,
          to: fresh[j] as MatchPassage,
          lengths,
          headings,
        }),
      )
      .sort((a, b) => b.rank - a.rank || a.index - b.index);
    for (const { index: j, oldIn } of scored) if (oldIn >= CONTAINED) claims.set(j, (claims.get(j) ?? 0) + 1);
    return scored;
  });
  return new Map(
    found.map((scored, i) => [
      i,
      decide({ scored, passage: old[i] as MatchPassage, profile: index.old[i] as Profile, fresh, claims }),
    ]),
  );
}

function lastStart(passages: readonly MatchPassage[]): number {
  return passages.reduce((last, { start }) => Math.max(last, start), 1);
}

interface ScoreInput {
  readonly profile: Profile;
  readonly other: Profile;
  readonly index: ProfileIndex;
  readonly j: number;
  readonly passage: MatchPassage;
  readonly to: MatchPassage;
  readonly lengths: { readonly old: number; readonly fresh: number };
  readonly headings: Headings;
}

function score({ profile, other, index, j, passage, to, lengths, headings }: ScoreInput): Scored {
  const shared = sharedWeight(profile, other, index);
  const dice = (2 * shared) / Math.max(profile.weight + other.weight, 1e-9);
  const oldIn = shared / Math.max(profile.weight, 1e-9);
  const freshIn = shared / Math.max(other.weight, 1e-9);
  const isLong = Math.min(profile.features.length, other.features.length) >= FEW_FEATURES;
  const contained = isLong ? Math.max(oldIn, to.kept === true ? 0 : freshIn * Math.min(1, oldIn * 3)) : 0;
  const similarity =
    profile.key === other.key ? 1 : Math.min(0.999, Math.max(dice, contained >= CONTAINED ? contained * 0.95 : 0));
  const isLike = headings.similarity(passage, to) >= LIKE_HEADING;
  const threshold = !isLike
    ? EDITED.anywhere
    : headings.passagesUnder(to) <= 2
      ? EDITED.ownHeading
      : EDITED.likeHeading;
  const near = 0.02 * (1 - Math.abs(passage.start / lengths.old - to.start / lengths.fresh));
  return { index: j, dice, oldIn, freshIn, similarity, threshold, rank: similarity + (isLike ? 0.05 : 0) + near };
}

interface DecideInput {
  readonly scored: readonly Scored[];
  readonly passage: MatchPassage;
  readonly profile: Profile;
  readonly fresh: readonly MatchPassage[];
  /** How many gone passages each fresh one contains. */
  readonly claims: ReadonlyMap<number, number>;
}

function decide({ scored, passage, profile, fresh, claims }: DecideInput): PassageMatch {
  const none: PassageMatch = { successor: null, parts: [], similarity: scored[0]?.similarity ?? 0, relation: 'none' };
  const best = scored.find(({ index, similarity, oldIn, threshold }) =>
    fresh[index]?.kept === true ? oldIn >= CONTAINED + 0.1 : similarity >= threshold,
  );
  if (best === undefined) return none;
  const successor = { successor: best.index, similarity: Math.round(best.similarity * 1000) / 1000 };
  if (best.similarity === 1) {
    const isMoved = passage.headingPath.join('\n') !== fresh[best.index]?.headingPath.join('\n');
    return { ...successor, parts: [best.index], relation: isMoved ? 'moved' : 'same_text' };
  }
  const parts = scored.filter(
    ({ index, freshIn, oldIn }) => freshIn >= CONTAINED && oldIn < 0.9 && fresh[index]?.kept !== true,
  );
  const indexes = parts.map(({ index }) => index).sort((a, b) => a - b);
  if (
    parts.length > 1 &&
    best.oldIn < 0.85 &&
    indexes.includes(best.index) &&
    profile.features.length >= FEW_FEATURES
  ) {
    const largest = parts.reduce((most, part) => (part.oldIn > most.oldIn ? part : most));
    return { ...successor, successor: largest.index, parts: indexes, relation: 'split' };
  }
  const isMerged = best.oldIn >= CONTAINED && best.oldIn > 1.3 * best.freshIn;
  const holdsOthers = (claims.get(best.index) ?? 0) > 1 || fresh[best.index]?.kept === true;
  return { ...successor, parts: [best.index], relation: isMerged && holdsOthers ? 'merged' : 'edited' };
}
