import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/core/hash.js';
import { measureHardness } from '../../../src/evals/hardness/measure-hardness.js';
import type { Evidence, Pool, PoolSet } from '../../../src/evals/hardness/pool.js';
import type { HardnessReport } from '../../../src/evals/hardness/report.js';
import type { ScorableText, Scorer } from '../../../src/evals/hardness/scorers/scorer.js';
import { type Thresholds, thresholdsSchema } from '../../../src/evals/hardness/thresholds.js';

/** In [0, 1), the same for the same text. */
const chance = (...of: string[]): number => Number.parseInt(sha256(...of).slice(0, 8), 16) / 2 ** 32;

/** Sees right passages above others by `edge`; coarse, so that there are ties. */
function scorer(edge: number, read: (score: number) => number = (score) => score): Scorer {
  return {
    name: 'seer',
    label: 'the seer',
    kind: 'words',
    score: async (lists) =>
      lists.map(({ query, texts }) =>
        texts.map(({ id, title }) => read(Math.round(16 * chance(query, id)) / 16 + (title === query ? edge : 0))),
      ),
  };
}

const BACKGROUND: readonly ScorableText[] = Array.from({ length: 60 }, (_, i) => ({
  id: `b${i}`,
  title: '',
  text: `passage ${i}`,
}));

/** Pools where a right passage has the question as its title; three to six candidates each. */
const pools = fc
  .array(fc.array(fc.boolean(), { minLength: 3, maxLength: 6 }), { minLength: 1, maxLength: 25 })
  .map((shapes): readonly Pool[] =>
    shapes.map((shape, q) => ({
      query_id: `q${q}`,
      query: `question ${q}`,
      candidates: shape.map((relevant, c) => ({
        id: sha256(`${q}/${c}`).slice(0, 8),
        title: relevant ? `question ${q}` : '',
        text: 'x'.repeat(1 + Math.floor(9 * chance(`${q}`, `${c}`))),
        relevant,
        origin: c % 2 === 0 ? 'dense' : null,
        score: null,
      })),
    })),
  );

const evidence: Evidence = {
  kind: 'reviewed',
  answers: (queryId, id) => (chance('judged', queryId, id) < 0.5 ? null : chance('answers', queryId, id) < 0.1),
};

interface Settings {
  readonly edge?: number;
  readonly read?: (score: number) => number;
  readonly thresholds?: Thresholds;
}

function measure(of: readonly Pool[], { edge = 0.4, read, thresholds }: Settings = {}, more: Partial<PoolSet> = {}) {
  return measureHardness({
    set: { name: 'made', pools: of, ordered: false, mined_by: [], ...more },
    scorers: [scorer(edge, read)],
    background: BACKGROUND,
    evidence,
    seed: 7,
    ...(thresholds ? { thresholds } : {}),
  });
}

describe('the report', () => {
  it('is the same whatever the order of pools and of the corpus', async () => {
    await fc.assert(
      fc.asyncProperty(pools, fc.func(fc.integer()), async (made, order) => {
        const turned = made.toSorted((a, b) => order(a.query_id) - order(b.query_id));
        expect(await measure(turned)).toEqual(await measure(made));
      }),
      { numRuns: 25 },
    );
  });

  it('is the same whatever the order of candidates, but for what looks at positions', async () => {
    const withoutPositions = ({ canaries, gates, ...rest }: HardnessReport) => ({
      ...rest,
      warnings: [],
      reasons: rest.reasons.filter((reason) => !/the (?:first|last) candidate/.test(reason)),
      canaries: canaries.filter(({ name }) => name !== 'first' && name !== 'last'),
      gates: gates.filter(({ id }) => !/:(?:first|last)$/.test(id)),
    });
    await fc.assert(
      fc.asyncProperty(pools, fc.boolean(), async (made, ordered) => {
        const turned = made.map((pool) => ({ ...pool, candidates: pool.candidates.toReversed() }));
        const [a, b] = [await measure(made, {}, { ordered }), await measure(turned, {}, { ordered })];
        expect(withoutPositions(b)).toEqual(withoutPositions(a));
        const hits = (report: HardnessReport, name: string) =>
          report.canaries.find((one) => one.name === name)?.hit_at_1;
        expect(hits(b, 'last')).toEqual(hits(a, 'first'));
      }),
      { numRuns: 25 },
    );
  });

  it('holds shares of the way that no affine change of scores moves', async () => {
    await fc.assert(
      fc.asyncProperty(
        pools,
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        async (made, scale, shift) => {
          const [plain] = (await measure(made)).scorers;
          const [moved] = (await measure(made, { read: (score) => scale * score + shift })).scorers;
          expect(moved!.hit_at_1).toEqual(plain!.hit_at_1);
          const [a, b] = [plain?.share_of_the_way, moved?.share_of_the_way];
          expect(b == null).toBe(a == null);
          if (!a || !b) return;
          for (const key of ['p05', 'p25', 'median', 'p75', 'p95'] as const) {
            if (a[key] === null) expect(b[key]).toBeNull();
            else expect(b[key]).toBeCloseTo(a[key], 4);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is no milder under stricter thresholds', async () => {
    const severity = ({ verdict }: HardnessReport) => ['sound', 'unmeasured', 'too_easy', 'too_noisy'].indexOf(verdict);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const thresholds = fc.record({
      ...{ falseNegatives: share, hitAt1: share, shareOfTheWay: share },
      ...{ giveaway: share, belowFloor: share, corpusGap: share },
    });
    await fc.assert(
      fc.asyncProperty(pools, thresholds, share, async (made, loose, edge) => {
        const strict = {
          falseNegatives: loose.falseNegatives / 2,
          hitAt1: loose.hitAt1,
          shareOfTheWay: (1 + loose.shareOfTheWay) / 2,
          giveaway: loose.giveaway / 2,
          belowFloor: loose.belowFloor / 2,
          corpusGap: loose.corpusGap / 2,
        };
        const [a, b] = [
          await measure(made, { edge, thresholds: loose }),
          await measure(made, { edge, thresholds: strict }),
        ];
        // What few pools leave open may be closed by a threshold on either side of their interval.
        if (a.verdict !== 'unmeasured' && b.verdict !== 'unmeasured')
          expect(severity(b)).toBeGreaterThanOrEqual(severity(a));
        const failed = (report: HardnessReport) => report.gates.filter(({ passed }) => !passed).map(({ id }) => id);
        expect(failed(b)).toEqual(expect.arrayContaining(failed(a)));
      }),
      { numRuns: 25 },
    );
  });

  it('gives a constant scorer what guessing has', async () => {
    await fc.assert(
      fc.asyncProperty(pools, async (made) => {
        const { canaries } = await measure(made);
        for (const { name, hit_at_1, chance: guess } of canaries)
          if (name === 'constant') expect(hit_at_1.value).toBeCloseTo(guess, 12);
      }),
      { numRuns: 25 },
    );
  });
});

describe('thresholds', () => {
  it('are those of the issue by default, and know no other key', () => {
    expect(thresholdsSchema.parse({})).toEqual({
      falseNegatives: 0.05,
      hitAt1: 0.95,
      shareOfTheWay: 0.3,
      giveaway: 0.25,
      belowFloor: 0.8,
      corpusGap: 0.5,
    });
    expect(thresholdsSchema.safeParse({ hitAt5: 0.9 }).success).toBe(false);
    expect(thresholdsSchema.safeParse({ hitAt1: 1.2 }).success).toBe(false);
  });
});
