import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../../../src/embed/embedder.js';
import { type HardnessOptions, measureHardness } from '../../../src/evals/hardness/measure-hardness.js';
import type { Evidence, Pool, PoolSet } from '../../../src/evals/hardness/pool.js';
import type { HardnessReport } from '../../../src/evals/hardness/report.js';
import { embedderScorer } from '../../../src/evals/hardness/scorers/models.js';
import type { Scorer } from '../../../src/evals/hardness/scorers/scorer.js';
import { wordScorers } from '../../../src/evals/hardness/scorers/word-scorers.js';
import { bundledEmbedder } from '../../real/real-store.js';
import { CORPUS, changed, poolsOf, setOf } from './small-shop.js';

let embedder: Embedder;
let evaluated: Scorer;
beforeAll(async () => {
  embedder = await bundledEmbedder();
  evaluated = embedderScorer(embedder);
});
afterAll(() => embedder.close());

function measure(set: PoolSet, more: Partial<HardnessOptions> = {}): Promise<HardnessReport> {
  return measureHardness({ set, scorers: wordScorers(set, CORPUS), background: CORPUS, evaluated, seed: 0, ...more });
}

const gate = (report: HardnessReport, id: string) => report.gates.find((one) => one.id === id);
const failed = (report: HardnessReport) => report.gates.filter(({ passed }) => !passed).map(({ id }) => id);

/** A reviewer who read the negatives of an origin in every fourth pool. */
function reviewer(answers: (pool: Pool) => boolean, pools: readonly Pool[]): Evidence {
  const read = new Map(pools.filter((_, i) => i % 2 === 0).map((pool) => [pool.query_id, pool]));
  return {
    kind: 'reviewed',
    answers: (queryId) => {
      const pool = read.get(queryId);
      return pool === undefined ? null : answers(pool);
    },
  };
}

describe('three ways to choose negatives, three verdicts', () => {
  it('calls random negatives too easy, by scorers that never met them and because they lie where any passage does', async () => {
    const report = await measure(setOf(poolsOf('random')));
    expect(report.verdict).toBe('too_easy');
    expect(failed(report)).toEqual(expect.arrayContaining(['pool_hit_at_1:ngram', 'share_of_the_way']));
    expect(report.reasons.join(' ')).toMatch(/alone puts a right passage first in 100 % of 80 pools/);
    expect(report.below_floor!.value).toBeGreaterThan(0.9);
    expect(report.next).toContain('raft-corpus mine');
  });

  it('calls hard negatives sound, and says that nobody has read them', async () => {
    const report = await measure(setOf(poolsOf('hard')));
    expect(report).toMatchObject({ verdict: 'sound', queries: 80, negatives: 320 });
    expect(failed(report)).toEqual([]);
    expect(report.origins).toMatchObject({ sibling: { negatives: 240 }, dense: { negatives: 80 } });
    expect(report.languages).toMatchObject({ en: { pools: 40 }, ja: { pools: 40 } });
    expect(report.warnings.join(' ')).toMatch(/how noisy they are is not known/);
    expect(report.next).toMatch(/--to-review review\.jsonl/);
  });

  it('calls them too noisy once a reviewer finds answers among them, however hard they are', async () => {
    const pools = poolsOf('hard');
    const report = await measure(setOf(pools), { evidence: reviewer(({ query_id }) => /[05]$/.test(query_id), pools) });
    expect(report).toMatchObject({ verdict: 'too_noisy', false_negatives: { evidence: 'reviewed', of: 160 } });
    expect(report.reasons[0]).toMatch(/of 160 reviewed negatives answer after all .*: whoever finds them/);
    expect(report.origins['sibling']!.false_negatives!.of).toBe(120);
  });

  it('says of noisy negatives that they are easy too', async () => {
    const pools = poolsOf('random');
    const report = await measure(setOf(pools), { evidence: reviewer(() => true, pools) });
    expect(report.verdict).toBe('too_noisy');
    expect(report.warnings.join(' ')).toMatch(/Besides, they are easy/);
  });

  it('counts few answers among many read as what chance may bring', async () => {
    const pools = poolsOf('hard');
    const report = await measure(setOf(pools), { evidence: reviewer(({ query_id }) => query_id === 'q0', pools) });
    expect(report.false_negatives).toMatchObject({ of: 160, answering: 4 });
    expect(report.verdict).toBe('sound');
    expect(report.next).toMatch(/^trust the figure/);
  });
});

describe('a planted giveaway', () => {
  const easy = async (set: PoolSet, canary: string) => {
    const report = await measure(set);
    expect(gate(report, `giveaway:${canary}`)).toMatchObject({ passed: false });
    expect(report.verdict).toBe('too_easy');
    expect(report.reasons.join(' ')).toMatch(/without reading .* is right in 100 % of 80 pools/);
    return report;
  };

  it('is caught: all right passages are longer', async () => {
    const longer = changed(poolsOf('hard'), (one) =>
      one.relevant ? { ...one, text: `${one.text} ${'This is all there is to say. '.repeat(9)}` } : one,
    );
    const report = await easy(setOf(longer), 'longest');
    expect(report.length_auc).toBe(1);
    expect(report.next).toMatch(/length/);
  });

  it('is caught: all right passages are last, where their order reaches the model', async () => {
    const report = await easy(setOf(poolsOf('hard'), { ordered: true }), 'last');
    expect(report.next).toMatch(/shuffle/);
  });

  it('is none where only the file has an order', async () => {
    const report = await measure(setOf(poolsOf('hard')));
    expect(report.canaries.map(({ name }) => name)).toEqual([
      'constant',
      'longest',
      'shortest',
      'highest_id',
      'lowest_id',
    ]);
  });

  it('is caught: ids of right passages sort last, which trec_eval takes first among equal scores', async () => {
    const named = changed(poolsOf('hard'), (one) => ({ ...one, id: `${one.relevant ? 'pos' : 'neg'}-${one.id}` }));
    await easy(setOf(named), 'highest_id');
  });

  it('is caught: titles of right passages hold the question', async () => {
    const titled = changed(poolsOf('hard'), (one, { query }) => ({
      ...one,
      title: one.relevant ? query : `About the shop, ${one.origin}`,
    }));
    const report = await measure(setOf(titled));
    expect(report.solvable.title_overlap!.value).toBe(1);
    expect(report.verdict).toBe('too_easy');
    expect(failed(report)).toContain('pool_hit_at_1:title_overlap');
  });

  it('fails its gate without making easy what it gives away in part', async () => {
    const half = changed(poolsOf('hard'), (one, _, at) =>
      one.relevant && Number.parseInt(one.id.split('-')[1]!, 10) % 5 !== 0
        ? { ...one, text: `${one.text}${' '.repeat(at)}${'…'.repeat(200)}` }
        : one,
    );
    const report = await measure(setOf(half));
    expect(report.verdict).toBe('sound');
    expect(failed(report)).toEqual(['giveaway:longest']);
    expect(report.warnings.join(' ')).toMatch(/Something gives the right passages away/);
  });
});

describe('who may decide', () => {
  it('not the scorer that chose the negatives: its own figures flatter them or damn them by construction', async () => {
    const set = setOf(poolsOf('random'), { mined_by: ['bm25', 'ngram', evaluated.name, 'title_overlap'] });
    const report = await measure(set);
    expect(report.scorers.every(({ took_part, independent }) => took_part === true && !independent)).toBe(true);
    expect(report).toMatchObject({ verdict: 'unmeasured', judge: null });
    expect(report.reasons[0]).toMatch(/took part in choosing/);
  });

  it('words but no model, where nobody says who chose', async () => {
    const report = await measure(setOf(poolsOf('random'), { mined_by: null }));
    expect(report.scorers.find(({ name }) => name === evaluated.name)).toMatchObject({
      took_part: null,
      independent: false,
    });
    expect(report.verdict).toBe('too_easy');
    expect(report.warnings.join(' ')).toMatch(/Nobody says how these negatives were chosen/);
  });

  it('nobody who cannot tell right passages from random ones', async () => {
    const foreign = poolsOf('hard').map((pool) => ({ ...pool, query: 'Wie viele Bände sind erschienen?' }));
    const report = await measure(setOf(foreign, { mined_by: [evaluated.name] }));
    expect(report.verdict).toBe('unmeasured');
    expect(report.reasons[0]).toMatch(/what they cannot read, they cannot judge/);
    expect(report.next).toMatch(/cross-encoder/);
  });
});

describe('few pools', () => {
  it('are not enough to call a set too easy by hits, but may be by how far its negatives lie', async () => {
    const report = await measure(setOf(poolsOf('random', 12)));
    expect(failed(report)).toEqual(['share_of_the_way', 'below_floor']);
    expect(report.verdict).toBe('too_easy');
  });

  it('leave it open where an interval holds its threshold', async () => {
    const report = await measure(setOf(poolsOf('hard', 3)));
    expect(report.verdict).toBe('unmeasured');
    expect(report.reasons.join(' ')).toMatch(/3 pools are too few to tell \(73 could\)/);
    expect(report.next).toMatch(/^add questions/);
  });

  it('suffice where even the bounds are clear of the thresholds', async () => {
    const report = await measure(setOf(poolsOf('hard', 40)));
    expect(report.verdict).toBe('sound');
  });

  it('none at all is no verdict', async () => {
    const onlyRight = changed(poolsOf('hard', 2), (one) => ({ ...one, relevant: true }));
    const onlyWrong = changed(poolsOf('hard', 3), (one) => ({ ...one, relevant: false }));
    const report = await measure(setOf([...onlyRight, ...onlyWrong]));
    expect(report).toMatchObject({ verdict: 'unmeasured', queries: 0, judge: null });
    expect(report.left_out).toEqual({ without_positive: 3, without_negative: 2 });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('the evaluated model', () => {
  it('is held against the whole corpus on the same questions', async () => {
    const pools = poolsOf('random');
    const corpusHitAt1 = new Map(pools.slice(0, 40).map(({ query_id }, i) => [query_id, i % 2]));
    const { saturation } = await measure(setOf(pools), { corpusHitAt1 });
    expect(saturation).toMatchObject({ pool_hit_at_1: { of: 80 }, corpus_hit_at_1: { value: 0.5, of: 40 } });
    expect(saturation!.gap!.value).toBeCloseTo(0.5, 1);
    expect(saturation!.gap!.interval.low).toBeGreaterThan(0.3);
  });

  it('fails gates of its own on pools that leave out what competes', async () => {
    const pools = poolsOf('random');
    const corpusHitAt1 = new Map(pools.map(({ query_id }, i) => [query_id, i % 5 === 0 ? 1 : 0]));
    const report = await measure(setOf(pools), { corpusHitAt1 });
    expect(failed(report)).toEqual(expect.arrayContaining(['below_floor', 'corpus_gap']));
    expect(report.warnings.join(' ')).toMatch(/is right first in 100 % of the pools and in 20 % on the whole corpus/);
    const own = await measure(setOf(pools, { mined_by: [evaluated.name] }), { corpusHitAt1 });
    expect(gate(own, 'corpus_gap')).toBeUndefined();
  });

  it('may be none: then there are no margins and no floor', async () => {
    const set = setOf(poolsOf('hard'));
    const report = await measureHardness({ set, scorers: wordScorers(set, CORPUS), background: CORPUS, seed: 0 });
    expect(report).toMatchObject({ margins: null, below_floor: null, saturation: null, verdict: 'sound' });
  });
});

it('needs no corpus: random passages are those of other questions', async () => {
  const set = setOf(poolsOf('random'));
  const report = await measureHardness({ set, scorers: wordScorers(set), evaluated, seed: 0 });
  expect(report.random.from).toBe('pools');
  expect(report.verdict).toBe('too_easy');
});

it('says that negatives read as a right passage does', async () => {
  const pools = changed(poolsOf('hard'), (one, pool, at) =>
    at === 0 && pool.query_id === 'q4' ? { ...one, text: pool.candidates.at(-1)!.text.toUpperCase() } : one,
  );
  const report = await measure(setOf(pools));
  expect(report.repeats).toBe(1);
  expect(report.warnings.join(' ')).toMatch(/1 negative reads the same as a right passage/);
});

it('refuses a scorer that gives no number', async () => {
  const broken: Scorer = {
    name: 'broken',
    label: 'the broken one',
    kind: 'words',
    score: async (lists) => lists.map(({ texts }) => texts.map(() => Number.NaN)),
  };
  await expect(measure(setOf(poolsOf('hard')), { scorers: [broken] })).rejects.toThrow(
    'the broken one gave no finite score',
  );
});
