import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RaftCorpusError } from '../../../src/core/errors.js';
import { compareSides } from '../../../src/evals/compare/compare.js';
import { parseFailOn } from '../../../src/evals/compare/fail-on.js';
import { differenceSentence } from '../../../src/evals/compare/sentence.js';
import { pairSides } from '../../../src/evals/compare/side.js';
import type { ReportData } from '../../../src/evals/report-data.js';
import { evalReport } from '../../helpers/eval-report.js';

const M = 'nDCG@10';
type PerQuery = Record<string, Record<string, number>>;

/** Values of one measure by query: q00, q01 … */
function queries(values: readonly number[], measure = M): PerQuery {
  return Object.fromEntries(values.map((value, i) => [`q${String(i).padStart(2, '0')}`, { [measure]: value }]));
}

function compare(a: ReportData, b: ReportData, more: Partial<Parameters<typeof compareSides>[0]> = {}) {
  const pairs = pairSides({ name: 'a.json', report: a }, { name: 'b.json', report: b });
  return compareSides({ pairs, seed: 0, rounds: 300, ...more });
}

const values = (a: readonly number[], b: readonly number[], measure = M) =>
  compare(evalReport({ dense: queries(a, measure) }), evalReport({ dense: queries(b, measure) })).pairs[0]!;

function failure(work: () => unknown): RaftCorpusError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(RaftCorpusError);
    return error as RaftCorpusError;
  }
  throw new Error('nothing was refused');
}

const pairsArbitrary = fc.array(fc.tuple(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })), {
  minLength: 1,
  maxLength: 25,
});

describe('a comparison', () => {
  it('holds the difference, is mirrored by changing sides, and does not ask in what order questions come', () => {
    fc.assert(
      fc.property(pairsArbitrary, (rows) => {
        const [a, b] = [rows.map(([before]) => before), rows.map(([, after]) => after)];
        const [forth] = values(a, b).differences;
        const [back] = values(b, a).differences;
        expect(forth!.difference).toBeCloseTo(forth!.b - forth!.a, 12);
        expect(forth!.low).toBeLessThanOrEqual(forth!.difference);
        expect(forth!.high).toBeGreaterThanOrEqual(forth!.difference);
        expect(forth!.p).toBeGreaterThan(0);
        expect(forth!.p).toBeLessThanOrEqual(1);
        expect(back!.p).toBe(forth!.p);
        expect(back!.difference).toBeCloseTo(-forth!.difference, 12);
        expect(back!.low).toBeCloseTo(-forth!.high, 12);
        expect([back!.won, back!.lost]).toEqual([forth!.lost, forth!.won]);
        const reversed = (report: PerQuery): PerQuery => Object.fromEntries(Object.entries(report).reverse());
        const [shuffled] = compare(
          evalReport({ dense: reversed(queries(a)) }),
          evalReport({ dense: reversed(queries(b)) }),
        ).pairs;
        expect(shuffled?.differences).toEqual([forth]);
      }),
      { numRuns: 40 },
    );
  });

  it('of an eval with itself finds nothing, with p = 1', () => {
    const report = evalReport({ dense: queries([0.1, 0.5, 0.9]) });
    const [pair] = compare(report, report).pairs;
    expect(pair?.differences[0]).toMatchObject({
      difference: 0,
      low: 0,
      high: 0,
      p: 1,
      finding: 'equal',
      won: 0,
      lost: 0,
    });
    expect(pair?.differs).toEqual([]);
    expect(differenceSentence(pair!.differences[0]!, 1)).toBe('nDCG@10: the same for each of 3 questions');
  });

  it('tells a clear gain, says what a small one is worth, and knows where less is better', () => {
    const low = Array.from({ length: 30 }, (_, i) => (i % 5) / 10);
    const clear = values(
      low,
      low.map((value, i) => value + 0.2 + (i % 3) / 20),
    ).differences[0]!;
    expect(clear).toMatchObject({ finding: 'better', won: 30, lost: 0 });
    const noisy = values(
      low,
      low.map((value, i) => value + (i % 2 ? 0.3 : -0.28)),
    ).differences[0]!;
    expect(noisy.finding).toBe('unclear');
    expect(differenceSentence(noisy, 1)).toMatch(
      /^nDCG@10: no difference can be told: \+0\.010 \(−0\.\d+ … \+0\.\d+\), p = 0\.\d+, 30 questions; a difference of about 0\.15 would show$/,
    );
    expect(
      values(
        low,
        low.map((value) => value + 0.2),
        'stale-hit@5',
      ).differences[0],
    ).toMatchObject({ finding: 'worse' });
  });

  it('says of one question that nothing can be told', () => {
    const only = values([0], [1]).differences[0]!;
    expect(only).toMatchObject({ p: 1, detectable: null, finding: 'unclear' });
    expect(differenceSentence(only, 1)).toBe('nDCG@10: +1.000 on one question, from which nothing can be told');
  });

  it('adjusts p values for all measures that are tested at once', () => {
    const base = Array.from({ length: 8 }, (_, i) => i / 10);
    const report = (shift: number): ReportData =>
      evalReport({
        dense: Object.fromEntries(
          base.map((value, i) => [
            `q${i}`,
            { 'R@5': value, 'R@10': value, [M]: value + shift, AP: value + (i % 2) * shift },
          ]),
        ),
      });
    const [pair] = compare(report(0), report(0.1)).pairs;
    const found = pair!.differences.find(({ measure }) => measure === M)!;
    // All eight are better: 2 of 256 ways. Four tests: Holm multiplies the smallest by four.
    expect(found).toMatchObject({ p: 2 / 256, p_holm: 8 / 256, finding: 'better' });
    expect(pair!.differences.find(({ measure }) => measure === 'AP')).toMatchObject({ p: 2 / 16, finding: 'unclear' });
  });

  it('names and leaves out what one side has alone, what drifted, and what is worded otherwise', () => {
    const a = evalReport({ dense: queries([0, 0, 0, 0]) });
    const b = evalReport(
      { dense: { ...queries([1, 1]), q09: { [M]: 1 }, q02: { [M]: 1 } } },
      { stale_gold: [{ question_id: 'q03' }] },
    );
    b.asked.q02 = { text: 'Something else?', slices: [] };
    const [pair] = compare(a, b).pairs;
    expect(pair?.shared).toBe(2);
    expect(pair?.excluded.map(({ id, why }) => [id, why])).toEqual([
      ['q02', 'reworded'],
      ['q03', 'stale_gold'],
      ['q09', 'only_b'],
    ]);
    expect(pair?.differences[0]).toMatchObject({ a: 0, b: 1, queries: 2 });
  });

  it('counts a measure on the questions that have it on both sides, and says how many have it once', () => {
    const a = evalReport({ dense: { q1: { [M]: 0.2, AP: 0.1 }, q2: { [M]: 0.4 } } });
    const b = evalReport({ dense: { q1: { [M]: 0.2, AP: 0.1 }, q2: { [M]: 0.4, AP: 0.9 } } });
    const ap = compare(a, b).pairs[0]?.differences.find(({ measure }) => measure === 'AP');
    expect(ap).toMatchObject({ queries: 1, one_sided: 1, difference: 0 });
  });

  it('compares slices, and lists what moved most in both directions with its words', () => {
    const asked = (slice: (i: number) => string) =>
      Object.fromEntries(
        Array.from({ length: 20 }, (_, i) => [
          `q${String(i).padStart(2, '0')}`,
          { text: `Question ${i}?`, slices: [slice(i)] },
        ]),
      );
    const slices = asked((i) => (i < 10 ? 'lang=en' : 'lang=ja'));
    const a = evalReport({ dense: queries(new Array<number>(20).fill(0.5)) }, { asked: slices });
    const moved = Array.from({ length: 20 }, (_, i) => (i < 10 ? 0.5 : 0.9 - (i === 19 ? 0.8 : 0)));
    const b = evalReport({ dense: queries(moved) }, { asked: slices });
    const [pair] = compare(a, b, { moved: 2, rounds: 2_000 }).pairs;
    expect(
      pair?.slices.map(({ slice, queries: count, differences }) => [slice, count, differences[0]?.finding]),
    ).toEqual([
      ['lang=en', 10, 'equal'],
      ['lang=ja', 10, 'better'],
    ]);
    expect(pair?.moved).toEqual({
      measure: M,
      better: ['q10', 'q11'].map((id) => ({ id, text: `Question ${Number(id.slice(1))}?`, from: 0.5, to: 0.9 })),
      worse: [{ id: 'q19', text: 'Question 19?', from: 0.5, to: expect.closeTo(0.1, 12) }],
      all: { better: 9, worse: 1 },
    });
  });

  it('cautions where figures may differ for other reasons, and states what was to be compared', () => {
    const a = evalReport({ dense: queries([0, 1]) });
    const b = evalReport(
      { dense: queries([0, 1]) },
      {
        suite_hash: 'b',
        corpus_tag: 'r-000003',
        truth_tag: 'r-000003',
        embedder: { model: 'other', fingerprint: 'e' },
        policies: { ties: 'worst', missing: 'zero: in other words' },
      },
    );
    const differs = compare(a, b).pairs[0]?.differs.map(({ what, doubtful }) => [what, doubtful]);
    expect(differs).toEqual([
      ['suite_hash', true],
      ['policies', true],
      ['truth_tag', true],
      ['corpus_tag', false],
      ['embedder', false],
    ]);
  });

  it('refuses what shares nothing', () => {
    const a = evalReport({ dense: queries([0, 1]) });
    const other = evalReport({ dense: { x1: { [M]: 1 } } });
    expect(failure(() => compare(a, other)).where).toContain('q00, q01');
    expect(failure(() => compare(a, evalReport({ dense: queries([0, 1], 'AP') }))).message).toContain(
      'nothing to compare',
    );
    expect(failure(() => compare(a, a, { measures: ['AP'] })).fix).toBe('Both have nDCG@10.');
  });
});

describe('which retrievers are compared', () => {
  const both = { name: 'both.json', report: evalReport({ dense: queries([0]), hybrid: queries([1]) }) };
  const dense = { name: 'dense.json', report: evalReport({ dense: queries([0]) }) };
  const lexical = { name: 'lexical.json', report: evalReport({ lexical: queries([0]) }) };
  const named = (...sides: Parameters<typeof pairSides>) =>
    pairSides(...sides).map(({ a, b }) => `${a.retriever} ${b.retriever}`);

  it('are those of one name, those that are named, or the only ones', () => {
    expect(named(both, both)).toEqual(['dense dense', 'hybrid hybrid']);
    expect(named(both, dense)).toEqual(['dense dense']);
    expect(named(both, both, ['hybrid', 'hybrid'])).toEqual(['hybrid hybrid']);
    expect(named(dense, lexical)).toEqual(['dense lexical']);
    expect(named({ ...both, retriever: 'dense' }, { ...both, retriever: 'hybrid' })).toEqual(['dense hybrid']);
    expect(named({ ...both, retriever: 'hybrid' }, dense)).toEqual(['hybrid dense']);
    expect(named(dense, { ...both, retriever: 'hybrid' })).toEqual(['dense hybrid']);
    expect(named({ ...both, retriever: 'hybrid' }, both)).toEqual(['hybrid hybrid']);
  });

  it('are refused with those there are', () => {
    expect(failure(() => pairSides(both, both, ['hybird'])).message).toBe(
      'there is no retriever "hybird"; did you mean "hybrid"?',
    );
    expect(failure(() => pairSides(both, lexical)).fix).toBe(
      'Name one of each: raft-corpus compare both.json#dense lexical.json#lexical',
    );
    expect(failure(() => pairSides({ ...both, retriever: 'dense' }, both, ['dense'])).message).toContain('twice');
  });
});

describe('a gate on losses', () => {
  const low = Array.from({ length: 20 }, (_, i) => 0.5 + (i % 5) / 50);
  const worse = low.map((value) => value - 0.1);
  const gate = (text: string, b: readonly number[] = worse) =>
    compare(evalReport({ dense: queries(low) }), evalReport({ dense: queries(b) }), {
      failOn: [parseFailOn(text)],
      rounds: 2_000,
    });

  it('fails on a loss beyond its limit that can be told', () => {
    expect(gate('nDCG@10<-0.02').passed).toBe(false);
    expect(gate('dense:nDCG@10 < −0.02').passed).toBe(false);
    expect(gate('nDCG@10<-0.2').passed).toBe(true);
    expect(gate('nDCG@10<0').gates[0]).toMatchObject({ passed: false, difference: expect.closeTo(-0.1, 12) });
  });

  it('passes a loss that may be luck, and says so', () => {
    const result = gate(
      'nDCG@10<-0.02',
      low.map((value, i) => value + (i % 2 ? 0.3 : -0.4)),
    );
    expect(result.passed).toBe(true);
    expect(result.gates[0]?.message).toMatch(/no difference can be told; about 0\.\d\d would show$/);
  });

  it('fails where nothing was measured, in a slice too', () => {
    expect(gate('AP<-0.02').gates[0]).toMatchObject({ passed: false, difference: null });
    expect(gate('nDCG@10[lang=ja]<-0.02').gates[0]?.message).toBe(
      'nDCG@10 in lang=ja of dense has no value on both sides',
    );
  });

  it('is read with its retriever, slice and parameters', () => {
    expect(parseFailOn('hybrid-current:P(rel=2)@5[type=fact]<-.05')).toMatchObject({
      retriever: 'hybrid-current',
      measure: 'P(rel=2)@5',
      slice: 'type=fact',
      bound: '<',
      threshold: -0.05,
    });
    expect(parseFailOn('stale-hit@5>0')).toMatchObject({ measure: 'stale-hit@5', threshold: 0 });
  });

  it('is refused when it cannot be read, or would fail on a gain', () => {
    for (const text of ['', 'nDCG@10', 'nDCG@10<', 'nDCG@10<=x', 'nDCG@10<-0.02<3', '<-0.1']) {
      expect(failure(() => parseFailOn(text)).message).toContain('cannot be read');
    }
    expect(failure(() => parseFailOn('nDGC@10<-0.02')).message).toContain('did you mean "nDCG@10"');
    for (const text of ['nDCG@10>-0.02', 'nDCG@10<0.02', 'stale-hit@5<0.01', 'stale-hit@5>-0.01']) {
      expect(failure(() => parseFailOn(text)).message).toContain('would fail on a gain');
    }
    expect(failure(() => gate('lexical:nDCG@10<0')).fix).toBe('Compared: dense.');
  });
});
