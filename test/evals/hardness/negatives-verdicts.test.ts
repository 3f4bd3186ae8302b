/** Three versions of the shop's suite get three verdicts for the right reasons, and planted giveaways are caught. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { threeVersions, type Version } from '../../../scripts/bench-eval/negatives-verdicts.js';
import { openShop } from '../../../scripts/bench-negatives/shop.js';
import { gradesOf } from '../../../src/evals/hardness/evidence/grades.js';
import { readReviewed } from '../../../src/evals/hardness/evidence/labels.js';
import type { Pool, PoolSet } from '../../../src/evals/hardness/pool.js';
import { assessPools } from '../../../src/evals/hardness/pools/assess.js';
import { makePools } from '../../../src/evals/hardness/pools/make-pools.js';
import type { PoolSource } from '../../../src/evals/hardness/pools/pool-source.js';
import { loadSuite } from '../../../src/evals/suite/suite.js';
import { suiteQueries } from '../../../src/evals/suite/suite-queries.js';
import { corpusOfView } from '../../../src/negatives/corpus.js';

const MODEL = fileURLToPath(new URL('../../../models/bundled', import.meta.url));
const SUITE = fileURLToPath(new URL('../../../evals/mangaassist/suite.yaml', import.meta.url));
const REVIEWED = fileURLToPath(new URL('../../../evals/mangaassist/reviewed.jsonl', import.meta.url));

/** Questions that say enough, drawn by seed: all of them would take twice as long. */
const SAMPLE = 160;

describe.skipIf(!existsSync(MODEL))('versions of the shop’s suite (need the bundled model: scripts/)', () => {
  let shop: Awaited<ReturnType<typeof openShop>>;
  let versions: readonly Version[];
  let source: PoolSource;
  beforeAll(async () => {
    shop = await openShop();
    const { index, labels, embedder } = shop;
    const queries = suiteQueries(await loadSuite(SUITE), index, labels);
    source = { queries, corpus: corpusOfView(index, labels), fingerprint: embedder.fingerprint, embedder };
    versions = await threeVersions('shop', source, { kept: 'one', seed: 0, sample: SAMPLE });
  });
  afterAll(() => shop.embedder.close());

  const of = (negatives: Version['negatives']) => versions.find((one) => one.negatives === negatives)?.report;
  const wayOf = (report: ReturnType<typeof of>) =>
    report?.scorers.find(({ name }) => name === report.judge)?.share_of_the_way?.median ?? Number.NaN;

  it('with random negatives are too easy: those lie where any passage lies', () => {
    expect(of('random')?.verdict).toBe('too_easy');
    expect(Math.abs(wayOf(of('random')))).toBeLessThan(0.1);
    expect(of('random')?.reasons.join()).toContain('of the way from a random passage');
  });

  it('with naive negatives are too noisy: more than one in twenty answers, by grades that nobody was shown', () => {
    expect(of('naive')?.verdict).toBe('too_noisy');
    expect(of('naive')?.false_negatives?.at_least).toBeGreaterThan(0.05);
    expect(wayOf(of('naive'))).toBeGreaterThan(0.3);
  });

  it('with mined negatives are sound: hard, and a tenth as many of them answer', () => {
    const [naive, guarded] = [of('naive')?.false_negatives, of('mined')?.false_negatives];
    expect(of('mined')?.verdict).toBe('sound');
    expect(wayOf(of('mined'))).toBeGreaterThan(0.3);
    expect(guarded?.answering).toBeLessThan((naive?.answering ?? 0) / 5);
  });

  it.skipIf(!existsSync(REVIEWED))(
    'with mined negatives hold before a reader too, whose labels are still alive',
    async () => {
      const reviewed = await readReviewed({ path: REVIEWED, name: 'reviewed.jsonl' });
      const { queries, corpus } = source;
      const { set } = await makePools({ from: 'mined', source, count: 5, sample: SAMPLE, seed: 0 });
      const report = await assessPools({ set, corpus, grades: gradesOf(queries, 'mined'), reviewed, seed: 0 });
      expect(report.labels?.dead).toBe(0);
      expect(report.evidence).toMatchObject({ kind: 'reviewed', at_least: false });
      expect(report.evidence?.judged).toBeGreaterThan(50);
      expect(report.verdict).toBe('sound');
    },
  );

  const planted = (change: (pool: Pool) => Pool): PoolSet => {
    const pools = versions.find(({ negatives }) => negatives === 'mined')?.set.pools.slice(0, 80) ?? [];
    return { name: 'planted', mined_by: null, ordered: true, pools: pools.map(change) };
  };
  const judged = async (set: PoolSet) => (await assessPools({ set, corpus: null, seed: 0 })).gates;
  const giveawaysIn = async (set: PoolSet) => (await judged(set)).filter(({ passed }) => !passed).map(({ id }) => id);

  it('give nothing away when shuffled as they are', async () => {
    const shuffled = planted((pool) => ({
      ...pool,
      candidates: pool.candidates.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    }));
    expect((await giveawaysIn(shuffled)).filter((id) => /first|last|longest/.test(id))).toEqual([]);
  });

  it('are caught when every positive stands first', async () => {
    expect(await giveawaysIn(planted((pool) => pool))).toEqual(expect.arrayContaining(['giveaway:first']));
  });

  it('are caught when every positive is longer', async () => {
    const longer = planted((pool) => ({
      ...pool,
      candidates: pool.candidates
        .map((one) => (one.relevant ? { ...one, text: `${one.text}\n${'More of the same. '.repeat(120)}` } : one))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    }));
    expect(await giveawaysIn(longer)).toEqual(expect.arrayContaining(['giveaway:longest']));
  });
});
