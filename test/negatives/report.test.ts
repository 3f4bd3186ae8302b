/** The calibrated margin and the report: figures that a reader can check by hand. */
import { describe, expect, it } from 'vitest';
import { corpusOfTexts } from '../../src/negatives/corpus.js';
import { mineHardNegatives } from '../../src/negatives/mine.js';
import { reportMining } from '../../src/negatives/report.js';

const QUERIES = 24;

/**
 * Queries of one axis each: a positive of cosine 1, a second one at `answer`, a judged distractor at `distractor`. The rest
 * of each vector lies on an axis that nothing else has.
 */
function collection(answer: number, distractor: number) {
  const dims = 3 * QUERIES;
  const vectors: number[] = [];
  const texts = Array.from({ length: QUERIES }, (_, q) =>
    [1, answer, distractor].map((cosine, i) => {
      const vector = new Array<number>(dims).fill(0);
      vector[q] = cosine;
      vector[QUERIES + 2 * q + (i % 2)] = Math.sqrt(1 - cosine ** 2);
      vectors.push(...vector);
      return { passage_id: `p${q}-${i}`, text: `passage ${q} of kind ${i}` };
    }),
  ).flat();
  const queryVectors = new Float32Array(QUERIES * dims);
  for (let q = 0; q < QUERIES; q++) queryVectors[q * dims + q] = 1;
  const queries = Array.from({ length: QUERIES }, (_, q) => ({
    query_id: `q${q}`,
    text: `question ${q}`,
    oracle_ids: [`p${q}-0`],
    excluded_ids: [`p${q}-1`],
    judged_negative_ids: [`p${q}-2`],
  }));
  return { corpus: corpusOfTexts({ texts, vectors: Float32Array.from(vectors), dims }), queries, queryVectors };
}

const mine = (answer: number, distractor: number) =>
  mineHardNegatives({
    ...collection(answer, distractor),
    numNegatives: 1,
    relativeMargin: 'calibrated',
    nearDuplicate: null,
    depth: 100,
    seed: 0,
  });

describe('relativeMargin: calibrated', () => {
  it('lies between the distractors and the answers, so that the distractors can be mined', async () => {
    const { margin, rows } = await mine(0.9, 0.8);
    expect(margin.source).toBe('calibrated');
    expect(margin.percent_of_positive).toBeGreaterThanOrEqual(0.8);
    expect(margin.percent_of_positive).toBeLessThan(0.9);
    expect(margin.calibration).toMatchObject({ passing_answers: 0, lost_distractors: 0, answers: { count: QUERIES } });
    expect(rows.map((row) => row.negatives[0]?.passage_id)).toEqual(rows.map((_, q) => `p${q}-2`));
  });

  it('stays with 95 % and says so where scores do not tell the two apart', async () => {
    const { margin } = await mine(0.5, 0.8);
    expect(margin).toMatchObject({ source: 'default', percent_of_positive: 0.95, calibration: { passing_answers: 1 } });
  });
});

describe('reportMining', () => {
  it('gives figures by origin, what scores alone would have missed, and what is too easy', async () => {
    const { rows } = await mine(0.9, 0.8);
    const report = reportMining(rows);
    expect(report).toMatchObject({ queries: QUERIES, wanted: QUERIES, found: QUERIES, positives: { mean: 1, sd: 0 } });
    expect(report.margins.median).toBeCloseTo(0.2, 6);
    expect(report.by_origin.dense.scores.count).toBe(QUERIES);
    expect(report.by_origin.stale.scores).toMatchObject({ count: 0, mean: null });
    expect(report.too_easy).toEqual({ count: 0, share: 0 });
    expect(report.likely_false_negatives).toMatchObject({ dropped: 0, judged: QUERIES, interval: { low: 0 } });
    expect(report.hardest).toHaveLength(20);
  });

  it('names the same examples in whatever order the rows come', async () => {
    const { rows } = await mine(0.9, 0.8);
    const twice = [rows, rows.toReversed()].map((order) => reportMining(order));
    expect(twice[1]!.hardest).toEqual(twice[0]!.hardest);
    expect(twice[1]!.suspicious).toEqual(twice[0]!.suspicious);
  });
});
