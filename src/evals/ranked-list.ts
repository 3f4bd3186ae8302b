/** From a retriever's hits and what is known about passages to what measures read. */
import { type RankedList, UNJUDGED, type VersionPair } from './measures/measure.js';
import type { Policies } from './policies.js';
import { rankHits, type ScoredPassage } from './ranking.js';

/** What is known about one query's passages. */
export interface Judgements {
  /** Grade by passage_id; ≥ 1 is relevant. */
  readonly grades: ReadonlyMap<string, number>;
  /** Whether a passage is not current. */
  readonly isStale?: (passageId: string) => boolean;
  /** passage_ids that are known not to answer. */
  readonly distractors?: ReadonlySet<string>;
  /** What says a fact now, and what said it before. */
  readonly versions?: readonly { readonly current: string; readonly stale: string }[];
}

/**
 * Orders `hits` as trec_eval does, or as `policies` say, and marks each rank with what is known. Where unjudged passages
 * are dropped, they are from the grades alone: what is stale or a distractor is known without a judgement.
 */
export function rankedList(
  hits: readonly ScoredPassage[],
  judgements: Judgements,
  policies: Pick<Policies, 'ties' | 'unjudged'> = { ties: 'trec_eval', unjudged: 'not-relevant' },
): RankedList {
  const { grades, isStale, distractors, versions } = judgements;
  const ids = rankHits(hits, { ties: policies.ties, gradeOf: (id) => grades.get(id) });
  const mark = (test: (id: string) => boolean) => Uint8Array.from(ids, (id) => (test(id) ? 1 : 0));
  return {
    ...gradesByRank(
      Float64Array.from(ids, (id) => grades.get(id) ?? UNJUDGED),
      policies.unjudged,
    ),
    judged: judgedGrades(grades),
    ...(isStale ? { stale: mark(isStale) } : {}),
    ...(distractors ? { distractors: mark((id) => distractors.has(id)) } : {}),
    ...(versions ? { pairs: pairsOf(ids, versions) } : {}),
  };
}

/** Grades of all judged documents, highest first. */
export function judgedGrades(grades: ReadonlyMap<string, number>): Float64Array {
  return Float64Array.from(grades.values()).sort().reverse();
}

/** Grades by rank as measures read them: with unjudged documents, or without (condensed lists, as trec_eval -J). */
export function gradesByRank(
  retrieved: Float64Array,
  unjudged: Policies['unjudged'],
): Pick<RankedList, 'grades' | 'retrieved'> {
  if (unjudged === 'not-relevant') return { grades: retrieved };
  return { grades: retrieved.filter((grade) => grade >= 0), retrieved };
}

function pairsOf(ids: readonly string[], versions: NonNullable<Judgements['versions']>): VersionPair[] {
  const ranks = new Map(ids.map((id, rank) => [id, rank]));
  const rankOf = (id: string): number => ranks.get(id) ?? Number.POSITIVE_INFINITY;
  return versions
    .map(({ current, stale }) => ({ current: rankOf(current), stale: rankOf(stale) }))
    .filter(({ current, stale }) => Number.isFinite(Math.min(current, stale)));
}
