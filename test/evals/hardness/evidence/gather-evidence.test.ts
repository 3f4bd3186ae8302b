import { describe, expect, it } from 'vitest';
import { gatherEvidence } from '../../../../src/evals/hardness/evidence/gather-evidence.js';
import { gradesOf } from '../../../../src/evals/hardness/evidence/grades.js';
import type { ReviewLabel } from '../../../../src/evals/hardness/evidence/labels.js';
import { pairsToReview } from '../../../../src/evals/hardness/evidence/to-review.js';
import type { PoolSet } from '../../../../src/evals/hardness/pool.js';

/** 20 questions with a positive and 10 negatives each: n0 … n9, the nearest first. */
const set: PoolSet = {
  name: 'naive',
  ordered: false,
  mined_by: null,
  pools: Array.from({ length: 20 }, (_, q) => ({
    query_id: `q${q}`,
    query: `question ${q}`,
    candidates: [
      { id: 'right', title: '', text: 'right', relevant: true, origin: null, score: 0.9 },
      ...Array.from({ length: 10 }, (_, n) => {
        return { id: `n${n}`, title: '', text: `text ${n}`, relevant: false, origin: 'naive', score: 0.8 - n / 20 };
      }),
    ],
  })),
};

const label = (
  q: number,
  n: number | string,
  answers: boolean,
  sample: ReviewLabel['sample'] = 'random',
): ReviewLabel => ({
  question_id: `q${q}`,
  passage_id: typeof n === 'number' ? `n${n}` : n,
  answers,
  sample,
});
const file = (labels: readonly ReviewLabel[]) => ({ name: 'labels.jsonl', labels, pending: 0 });
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Share of the negatives with a verdict that answer, as hardness counts it. */
function shareOf({ evidence }: ReturnType<typeof gatherEvidence>): number | null {
  const verdicts = set.pools.flatMap(({ query_id, candidates }) =>
    candidates.flatMap(({ id, relevant }) => (relevant ? [] : [evidence?.answers(query_id, id) ?? null])),
  );
  const judged = verdicts.filter((verdict) => verdict !== null);
  return judged.length === 0 ? null : judged.filter(Boolean).length / judged.length;
}

describe('labels as evidence', () => {
  it('of a random draw give the share; suspicious pairs, which answer more often, stay out of it', () => {
    const random = upTo(20).map((q) => label(q, 9, q < 2));
    const suspicious = upTo(20).map((q) => label(q, 0, true, 'suspicious'));
    const found = gatherEvidence({ set, reviewed: file([...random, ...suspicious]) });
    expect(shareOf(found)).toBe(0.1);
    expect(found.summary).toEqual({ kind: 'reviewed', negatives: 200, judged: 20, at_least: false });
    expect(found.labels).toMatchObject({ labels: 40, random: 20, suspicious: 20, dead: 0, elsewhere: 0 });
    expect(found.false_negatives).toHaveLength(22);
  });

  it('that are suspicious or too few show how many answer at least: the rest counts as no answer', () => {
    const found = gatherEvidence({ set, reviewed: file(upTo(19).map((q) => label(q, 0, true, 'suspicious'))) });
    expect(shareOf(found)).toBe(19 / 200);
    expect(found.summary).toMatchObject({ kind: 'reviewed', at_least: true });
  });

  it('of all negatives are the share itself, however they were drawn', () => {
    const all = upTo(20).flatMap((q) => upTo(10).map((n) => label(q, n, n === 0, 'suspicious')));
    expect(shareOf(gatherEvidence({ set, reviewed: file(all) }))).toBe(0.1);
  });

  it('die with their passage or question, may be on other pairs, and may refute a positive', () => {
    const labels = [label(1, 'gone', true), label(77, 3, true), label(1, 'elsewhere', true), label(2, 'right', false)];
    const found = gatherEvidence({
      ...{ set, reviewed: file(labels) },
      hasPassage: (id) => id !== 'gone',
      hasQuestion: (id) => id !== 'q77',
    });
    expect(found.labels).toMatchObject({ dead: 2, elsewhere: 2, refuted_positives: 1, random: 0 });
    expect(found.evidence).toBeNull();
  });
});

describe('grades as evidence', () => {
  const query = { query_id: 'q1', text: 'question 1', oracle_ids: ['right'], excluded_ids: ['n0'] };

  it('say nothing of negatives that were chosen with them', () => {
    expect(gradesOf([query], 'mined')).toBeNull();
    expect(gradesOf([query], 'judged')).toBeNull();
  });

  it('accuse, but names of answers alone acquit nobody: without an accusation there is no evidence', () => {
    const accused = gatherEvidence({ set, grades: gradesOf([query], 'naive') });
    expect(accused.false_negatives).toEqual([{ question_id: 'q1', passage_id: 'n0' }]);
    expect(accused.summary).toMatchObject({ kind: 'grades', judged: 1, at_least: true });
    const { excluded_ids: _, ...plain } = query;
    expect(gatherEvidence({ set, grades: gradesOf([plain], 'naive') }).evidence).toBeNull();
    const judged = gatherEvidence({ set, grades: gradesOf([{ ...plain, judged_negative_ids: ['n3'] }], 'naive') });
    expect(judged.evidence?.answers('q1', 'n3')).toBe(false);
    expect(judged.evidence?.answers('q1', 'n4')).toBeNull();
  });

  it('yield to a person who read the pair, and stand for their part beside a random draw', () => {
    const graded = upTo(20).map((q) => ({ query_id: `q${q}`, text: '', oracle_ids: ['right'], excluded_ids: ['n0'] }));
    const grades = gradesOf(graded, 'naive');
    const refuted = gatherEvidence({ set, grades, reviewed: file([label(3, 0, false)]) });
    expect(refuted.false_negatives).toHaveLength(19);
    // Of the 180 others half are read, none answers: half of the 20 that are graded stand beside them.
    const half = upTo(20)
      .flatMap((q) =>
        upTo(10)
          .slice(1)
          .map((n) => ({ q, n })),
      )
      .filter((_, i) => i % 2 === 0);
    const both = gatherEvidence({ set, grades, reviewed: file(half.map(({ q, n }) => label(q, n, false))) });
    expect(both.summary).toMatchObject({ judged: 100, at_least: false });
    expect(shareOf(both)).toBe(0.1);
  });
});

describe('pairs to review', () => {
  const plan = (labels: readonly ReviewLabel[] = [], of: PoolSet = set) =>
    pairsToReview({ set: of, reviewed: file(labels), random: 30, suspicious: 10, seed: 'a' });

  it('are the most suspicious, and apart from them a random part that is blind to suspicion', () => {
    const { pairs, negatives } = plan();
    const suspicious = pairs.filter(({ sample }) => sample === 'suspicious');
    const random = pairs.filter(({ sample }) => sample === 'random');
    expect([negatives, suspicious.length, random.length]).toEqual([200, 10, 30]);
    expect(suspicious.every(({ passage_id }) => ['n0', 'n1'].includes(passage_id))).toBe(true);
    expect(new Set(random.map(({ passage_id }) => passage_id)).size).toBeGreaterThan(5);
    expect(new Set(pairs.map((pair) => `${pair.question_id} ${pair.passage_id}`)).size).toBe(40);
    expect(pairs[0]).toMatchObject({ question: expect.stringContaining('question'), pool: 'naive', answers: null });
    expect(pairs[0]?.suspicion).toBeCloseTo(-0.1);
  });

  it('are not asked twice, and are drawn alike from another set that holds them', () => {
    const random = plan().pairs.filter(({ sample }) => sample === 'random');
    const known = random
      .slice(0, 12)
      .map(({ question_id, passage_id }) => ({ question_id, passage_id, answers: false, sample: 'random' as const }));
    const again = plan(known);
    expect(again.labelled).toBe(12);
    expect(again.pairs.filter(({ sample }) => sample === 'random')).toHaveLength(18);
    const reordered = { ...set, pools: set.pools.toReversed() };
    expect(plan([], reordered).pairs).toEqual(plan().pairs);
  });
});
