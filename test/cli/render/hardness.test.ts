import { describe, expect, it } from 'vitest';
import { renderHardness } from '../../../src/cli/render/hardness.js';
import { measureHardness } from '../../../src/evals/hardness/measure-hardness.js';
import { embedderScorer } from '../../../src/evals/hardness/scorers/models.js';
import { wordScorers } from '../../../src/evals/hardness/scorers/word-scorers.js';
import { CORPUS, poolsOf, setOf } from '../../evals/hardness/small-shop.js';
import { hashingEmbedder } from '../../helpers/small-view.js';

const measure = (choice: 'hard' | 'random', count?: number) => {
  const set = setOf(poolsOf(choice, count), { name: choice });
  const evaluated = embedderScorer(hashingEmbedder());
  const corpusHitAt1 = new Map(set.pools.map(({ query_id }) => [query_id, 0.5]));
  return measureHardness({
    set,
    scorers: wordScorers(set, CORPUS),
    background: CORPUS,
    evaluated,
    corpusHitAt1,
    seed: 0,
  });
};

describe('hardness for a person', () => {
  it('is a verdict, its reasons in sentences, and what should be known beside it', async () => {
    const text = renderHardness(await measure('random', 30));
    const [head, ...lines] = text.split('\n');
    expect(head).toBe('negatives (random, 120 of 30 questions): TOO EASY');
    expect(lines[0]).toMatch(/^ {2}As .* sees it, the median negative lies .* % of the way from a random passage/);
    expect(text).toMatch(/\n {2}note: Nobody other than the miner has said/);
    expect(text).not.toContain('giveaway:');
    expect(lines.length).toBeLessThan(9);
  });

  it('names the gates that fail a set of which the verdict says nothing bad', async () => {
    const report = await measure('hard');
    const [gate] = report.gates;
    const gates = [{ ...gate!, id: 'giveaway:longest', passed: false }];
    expect(renderHardness({ ...report, verdict: 'sound', gates }).split('\n')[0]).toMatch(
      /: sound, but it fails giveaway:longest$/,
    );
    expect(renderHardness({ ...report, verdict: 'too_easy', gates }).split('\n')[0]).toMatch(/: TOO EASY$/);
  });

  it('is all figures with --verbose: scorers, canaries, origins, languages, margins, saturation, gates', async () => {
    const report = await measure('hard');
    const text = renderHardness(report, { verbose: true });
    for (const { id } of report.gates) expect(text).toContain(`  ${id.replace(/(embedder:.{8}).*/, '$1')}: `);
    expect(text).toMatch(/^bm25 +no +50 % +39\.3 % – 60\.7 %/m);
    expect(text).toMatch(/^constant +20 % .* 20 %$/m);
    expect(text).toMatch(/^sibling +240 /m);
    expect(text).toMatch(/^ja +40 /m);
    expect(text).toMatch(/^margins .* · /m);
    expect(text).toMatch(/of pools, and in 50 % .* on the whole corpus: /);
    expect(text).not.toMatch(/undefined|NaN|null/);
  });

  it('has nothing to show of no pools, and says so', async () => {
    const text = renderHardness(await measure('hard', 0), { verbose: true });
    expect(text).toBe(
      'negatives (hard, 0 of 0 questions): not measured\n  There is no pool with both a right passage and a negative: nothing can be measured.',
    );
  });
});
