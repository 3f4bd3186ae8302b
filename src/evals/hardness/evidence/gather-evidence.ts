/** Labels and grades of a set's negatives, joined into the evidence that a share of false negatives may rest on. */
import { sha256 } from '../../../core/hash.js';
import { compareText } from '../../../core/order.js';
import type { Evidence, PoolSet } from '../pool.js';
import type { Grades } from './grades.js';
import type { ReviewedLabels } from './labels.js';

/** Of fewer labels no share is told: one mistake of a reader would decide. */
const LEAST_LABELS = 20;

export interface EvidenceOptions {
  readonly set: PoolSet;
  /** See `gradesOf`: grades that the miner did not use. */
  readonly grades?: Grades | null;
  readonly reviewed?: ReviewedLabels | null;
  /** Whether a passage is still in the corpus; without a corpus nobody knows. */
  readonly hasPassage?: (id: string) => boolean;
  /** Whether a question is still asked. */
  readonly hasQuestion?: (id: string) => boolean;
}

/** What the evidence is, and what became of the labels. */
export interface EvidenceSummary {
  readonly kind: Evidence['kind'];
  /** Negatives of the set, and those that count as judged. */
  readonly negatives: number;
  readonly judged: number;
  /** True: these are no fair sample of the negatives; how many answer at least is all that they say. */
  readonly at_least: boolean;
}

/** Labels of a file, by what they are good for here. */
export interface LabelCounts {
  readonly labels: number;
  /** Lines without a decision yet. */
  readonly pending: number;
  /** On negatives of this set: drawn at random, and picked as suspicious. */
  readonly random: number;
  readonly suspicious: number;
  /** The passage's text, or the question, is no more: these labels judge nothing. */
  readonly dead: number;
  /** On pairs that are not in this set. */
  readonly elsewhere: number;
  /** On positives that do not answer, says the reader. */
  readonly refuted_positives: number;
}

export interface GatheredEvidence {
  /** Null: nothing says of any negative whether it answers. */
  readonly evidence: Evidence | null;
  readonly summary: EvidenceSummary | null;
  /** Null without a file of labels. */
  readonly labels: LabelCounts | null;
  /** Negatives that answer after all: `question_id passage_id`. */
  readonly false_negatives: readonly { readonly question_id: string; readonly passage_id: string }[];
}

/** A negative of the set with what is known of it. */
interface Known {
  readonly question_id: string;
  readonly passage_id: string;
  readonly label: boolean | null;
  readonly isRandom: boolean;
  readonly grade: number | null;
}

/**
 * The evidence that counts.
 *
 * - Labels of a random sample, at least 20, or of all negatives: the share among them estimates the set's. A pair that was
 *   picked because it looked suspicious is left out of it, or the share would be of suspicious pairs.
 * - Else everything known, labels before grades: at least so many of the set's negatives answer. Where nobody ever judged a pair as no answer (a suite's gold names answers alone) and no negative is known to
 *   answer, there is no evidence: silence is no pass.
 */
export function gatherEvidence(options: EvidenceOptions): GatheredEvidence {
  const pairs = knownPairs(options);
  const labels = options.reviewed ? countLabels(options, pairs) : null;
  const false_negatives = pairs
    .filter((pair) => saysAnswer(pair) === true)
    .map(({ question_id, passage_id }) => ({ question_id, passage_id }));
  return { ...chooseEvidence(pairs, options.grades ?? null), labels, false_negatives };
}

function chooseEvidence(
  pairs: readonly Known[],
  grades: Grades | null,
): Pick<GatheredEvidence, 'evidence' | 'summary'> {
  const negatives = pairs.length;
  const sample = fairSample(pairs);
  if (sample !== null) {
    return {
      evidence: { kind: 'reviewed', answers: table(sample.map((pair) => [pair, saysAnswer(pair)])) },
      summary: { kind: 'reviewed', negatives, judged: sample.length, at_least: false },
    };
  }
  const isReviewed = pairs.some(({ label }) => label === true);
  const judged = pairs.filter((pair) => saysAnswer(pair) !== null);
  if (!judged.some(saysAnswer) && !judgesRefuse(grades)) return { evidence: null, summary: null };
  // Labels of suspicious pairs are no sample: what nobody judged stands beside them as no answer.
  const known = isReviewed
    ? pairs.map((pair): [Known, boolean] => [pair, saysAnswer(pair) ?? false])
    : judged.map((pair): [Known, boolean | null] => [pair, saysAnswer(pair)]);
  const kind = isReviewed ? 'reviewed' : 'grades';
  return {
    evidence: { kind, answers: table(known) },
    summary: { kind, negatives, judged: judged.length, at_least: judged.length < negatives },
  };
}

/** What is known of a pair: a person who read both before a grade. */
function saysAnswer({ label, grade }: Known): boolean | null {
  return label ?? (grade === null ? null : grade > 0);
}

/**
 * All negatives, where all have labels; else those whose labels are of a random draw, and beside them as large a part of
 * the graded ones, which nobody is asked to read again. Null where the labels are too few.
 */
function fairSample(pairs: readonly Known[]): readonly Known[] | null {
  if (pairs.length === 0) return null;
  if (pairs.every(({ label }) => label !== null)) return pairs;
  const isGraded = ({ isRandom, grade }: Known): boolean => !isRandom && grade !== null;
  const drawn = pairs.filter(({ isRandom }) => isRandom);
  if (drawn.length < LEAST_LABELS) return null;
  const graded = pairs.filter(isGraded);
  const part = (graded.length * drawn.length) / (pairs.length - graded.length);
  const places = graded.map((pair) => ({ pair, place: sha256(pair.question_id, pair.passage_id) }));
  const first = places.sort((a, b) => compareText(a.place, b.place)).slice(0, Math.round(part));
  return [...drawn, ...first.map(({ pair }) => pair)];
}

function judgesRefuse(grades: Grades | null): boolean {
  return grades !== null && [...grades.values()].some((ofQuery) => [...ofQuery.values()].some((grade) => grade <= 0));
}

function knownPairs({ set, grades, reviewed }: EvidenceOptions): Known[] {
  const labels = new Map(reviewed?.labels.map((label) => [keyOf(label), label]));
  return set.pools.flatMap(({ query_id, candidates }) =>
    candidates.flatMap(({ id, relevant }) => {
      if (relevant) return [];
      const pair = { question_id: query_id, passage_id: id };
      const label = labels.get(keyOf(pair));
      return {
        ...pair,
        label: label?.answers ?? null,
        isRandom: label?.sample === 'random',
        grade: grades?.get(query_id)?.get(id) ?? null,
      };
    }),
  );
}

function countLabels(
  { set, reviewed, hasPassage, hasQuestion }: EvidenceOptions,
  pairs: readonly Known[],
): LabelCounts | null {
  if (!reviewed) return null;
  const negatives = new Set(pairs.map(keyOf));
  const positives = new Set(
    set.pools.flatMap(({ query_id, candidates }) =>
      candidates.flatMap(({ id, relevant }) => (relevant ? [keyOf({ question_id: query_id, passage_id: id })] : [])),
    ),
  );
  const counts = { random: 0, suspicious: 0, dead: 0, elsewhere: 0, refuted_positives: 0 };
  for (const label of reviewed.labels) {
    const key = keyOf(label);
    if (negatives.has(key)) counts[label.sample] += 1;
    else if (hasPassage?.(label.passage_id) === false || hasQuestion?.(label.question_id) === false) counts.dead += 1;
    else counts.elsewhere += 1;
    if (positives.has(key) && !label.answers) counts.refuted_positives += 1;
  }
  return { labels: reviewed.labels.length, pending: reviewed.pending, ...counts };
}

function keyOf({ question_id, passage_id }: { readonly question_id: string; readonly passage_id: string }): string {
  return JSON.stringify([question_id, passage_id]);
}

function table(entries: readonly (readonly [Known, boolean | null])[]): Evidence['answers'] {
  const answers = new Map(entries.map(([pair, value]) => [keyOf(pair), value]));
  return (question_id, passage_id) => answers.get(keyOf({ question_id, passage_id })) ?? null;
}
