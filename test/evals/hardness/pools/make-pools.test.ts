import { describe, expect, it } from 'vitest';
import { makePools } from '../../../../src/evals/hardness/pools/make-pools.js';
import type { PoolKind } from '../../../../src/evals/hardness/pools/pool-kinds.js';
import type { PoolSource } from '../../../../src/evals/hardness/pools/pool-source.js';
import { corpusOfTexts } from '../../../../src/negatives/corpus.js';
import type { MiningQuery } from '../../../../src/negatives/types.js';

const PASSAGES = 40;

/** Passages on a quarter of a circle; question i looks where passage i lies, so nearness is the distance of numbers. */
function unit(i: number): [number, number] {
  const angle = (i / PASSAGES) * (Math.PI / 2);
  return [Math.cos(angle), Math.sin(angle)];
}

const name = (i: number): string => `p${String(i).padStart(2, '0')}`;

function sourceOf(queries: readonly (MiningQuery & { readonly looks: number })[]): PoolSource {
  const rows = Array.from({ length: PASSAGES }, (_, i) => i);
  return {
    queries,
    corpus: corpusOfTexts({
      texts: rows.map((i) => ({ passage_id: name(i), title: `Title ${i}`, text: `text number ${i} about ${i * 7}` })),
      vectors: Float32Array.from(rows.flatMap(unit)),
      dims: 2,
    }),
    queryVectors: Float32Array.from(queries.flatMap(({ looks }) => unit(looks))),
    fingerprint: 'f00d',
  };
}

const question = (i: number, more: Partial<MiningQuery> = {}) => ({
  query_id: `q${i}`,
  text: `question ${i}`,
  oracle_ids: [name(i)],
  looks: i,
  ...more,
});

async function made(
  from: PoolKind,
  queries: Parameters<typeof sourceOf>[0],
  more: { count?: number; sample?: number; seed?: number } = {},
) {
  return makePools({ from, source: sourceOf(queries), count: 3, sample: 100, seed: 0, ...more });
}

const negativesOf = ({ set }: Awaited<ReturnType<typeof makePools>>): Record<string, string[]> =>
  Object.fromEntries(
    set.pools.map(({ query_id, candidates }) => [
      query_id,
      candidates.filter(({ relevant }) => !relevant).map(({ id }) => id),
    ]),
  );

describe('naive pools', () => {
  it('are the passages nearest to the question but for its known positives', async () => {
    const pools = await made('naive', [question(10, { oracle_ids: [name(10), name(11)] })]);
    expect(new Set(negativesOf(pools)['q10'])).toEqual(new Set([name(9), name(12), name(8)]));
    const [pool] = pools.set.pools;
    expect(pool?.candidates.filter(({ relevant }) => relevant).map(({ id }) => id)).toEqual([name(10), name(11)]);
    expect(pool?.candidates[0]?.score).toBeCloseTo(1);
    expect(pools.set).toMatchObject({ name: 'naive', ordered: false, mined_by: ['embedder:f00d'] });
  });

  it('know nothing of lower grades: those are what shows that they are noisy', async () => {
    const pools = await made('naive', [question(10, { excluded_ids: [name(11)] })]);
    expect(negativesOf(pools)['q10']).toContain(name(11));
  });
});

describe('random pools', () => {
  it('were chosen by nobody, without what answers, and by seed', async () => {
    const queries = [question(3), question(20)];
    const first = await made('random', queries, { seed: 1 });
    expect(first.set.mined_by).toEqual([]);
    for (const [id, negatives] of Object.entries(negativesOf(first))) {
      expect(new Set(negatives).size).toBe(3);
      expect(negatives).not.toContain(name(Number(id.slice(1))));
    }
    expect(negativesOf(await made('random', queries, { seed: 1 }))).toEqual(negativesOf(first));
    expect(negativesOf(await made('random', queries, { seed: 2 }))).not.toEqual(negativesOf(first));
  });

  it('draw for a question what they draw for it in any company and order', async () => {
    const alone = negativesOf(await made('random', [question(3)]));
    const among = negativesOf(await made('random', [question(20), question(3), question(7)]));
    expect(among['q3']).toEqual(alone['q3']);
  });

  it('of a corpus that is hardly larger are all there is, and are counted as short', async () => {
    const pools = await made('random', [question(0)], { count: PASSAGES + 5 });
    expect(negativesOf(pools)['q0']).toHaveLength(PASSAGES - 1);
    expect(pools).toMatchObject({ short: 1, empty: 0, wanted: PASSAGES + 5 });
  });
});

describe('judged pools', () => {
  it('are what a judge refused; a question without any has no pool and is counted', async () => {
    const refused = [name(1), name(2), name(3), name(4)];
    const pools = await made('judged', [question(0, { judged_negative_ids: refused }), question(9)]);
    expect(negativesOf(pools)).toEqual({ q0: expect.any(Array) });
    expect(refused).toEqual(expect.arrayContaining(negativesOf(pools)['q0'] ?? []));
    expect(pools).toMatchObject({ empty: 1, short: 0, set: { mined_by: null } });
  });
});

describe('mined pools', () => {
  it('are the miner’s: less near than the positive, nothing that it excludes, and say who took part', async () => {
    const pools = await made('mined', [question(10, { excluded_ids: [name(11)] })], { count: 4 });
    expect(negativesOf(pools)['q10']).not.toContain(name(11));
    expect(pools.set.mined_by).toEqual(['embedder:f00d']);
    expect(
      pools.set.pools[0]?.candidates.filter(({ relevant }) => !relevant).every(({ origin }) => origin === 'dense'),
    ).toBe(true);
  });
});

describe('questions', () => {
  it('without a positive, or whose positive is gone, have no pool and are counted by reason', async () => {
    const queries = [question(1), question(2, { oracle_ids: [] }), question(3, { oracle_ids: ['gone'] })];
    const pools = await made('naive', queries);
    expect(pools.set.pools).toHaveLength(1);
    expect(pools.queries).toMatchObject({ in: 3, out: 1, dropped: { without_positive: 1, positive_gone: 1 } });
  });

  it('are drawn by seed and id: the order in a file does not matter', async () => {
    const queries = Array.from({ length: 12 }, (_, i) => question(i));
    const some = await made('naive', queries, { sample: 5 });
    const others = await made('naive', queries.toReversed(), { sample: 5 });
    expect(some).toMatchObject({ sampled: 5, queries: { out: 12 } });
    expect(negativesOf(others)).toEqual(negativesOf(some));
  });
});
