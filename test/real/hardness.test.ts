import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJaquad } from '../../scripts/bench-negatives/jaquad.js';
import { createRandom } from '../../src/core/random.js';
import { measureHardness } from '../../src/evals/hardness/measure-hardness.js';
import type { PoolCandidate, PoolSet } from '../../src/evals/hardness/pool.js';
import type { ScorableText } from '../../src/evals/hardness/scorers/scorer.js';
import { wordScorers } from '../../src/evals/hardness/scorers/word-scorers.js';
import { buildLexicalIndex } from '../../src/search/lexical/lexical-index.js';
import { hasRealData, REAL_DATA } from '../fixtures/real-sources.js';

const QUESTIONS = 80;
/** As many as say something and are indexed in a moment. */
const PASSAGES = 600;

describe.skipIf(!hasRealData)('jaquad of ../shared/data: questions over Japanese Wikipedia', () => {
  const { questions, texts } = hasRealData ? readJaquad(join(REAL_DATA), 'dev') : { questions: [], texts: [] };
  const corpus: readonly ScorableText[] = texts
    .slice(0, PASSAGES)
    .map(({ passage_id, text }) => ({ id: passage_id, title: '', text }));
  const ids = new Set(corpus.map(({ id }) => id));
  const asked = createRandom('jaquad')
    .shuffle(questions.filter(({ passageId }) => ids.has(passageId)))
    .slice(0, QUESTIONS);

  const setOf = (
    name: string,
    mined_by: readonly string[],
    choose: (at: number) => readonly ScorableText[],
  ): PoolSet => ({
    name,
    mined_by,
    ordered: false,
    pools: asked.map(({ id, text, passageId }, at) => {
      const candidate = (of: ScorableText): PoolCandidate => ({
        ...of,
        relevant: of.id === passageId,
        origin: name,
        score: null,
      });
      const right = corpus.filter((passage) => passage.id === passageId);
      const wrong = choose(at).filter((passage) => passage.id !== passageId);
      return { query_id: id, query: text, candidates: [...right, ...wrong.slice(0, 3)].map(candidate) };
    }),
  });
  const measure = (set: PoolSet) =>
    measureHardness({ set, scorers: wordScorers(set, corpus), background: corpus, seed: 0 });

  it('tells random passages from those that a search finds, by a scorer that did not search', async () => {
    const random = setOf('random', [], (at) => createRandom(`negatives ${at}`).shuffle(corpus).slice(0, 4));
    const hits = buildLexicalIndex(corpus.map(({ text }) => text)).search(
      asked.map(({ text }) => text),
      { k: 4 },
    );
    const found = setOf('lexical', ['bm25'], (at) =>
      (hits[at] ?? []).map(({ index }) => corpus[index] as ScorableText),
    );
    const [easy, hard] = [await measure(random), await measure(found)];
    expect(easy).toMatchObject({ verdict: 'too_easy', queries: QUESTIONS });
    expect(hard).toMatchObject({ verdict: 'sound', judge: 'ngram' });
    const median = (report: typeof hard) =>
      report.scorers.find(({ name }) => name === 'ngram')?.share_of_the_way?.median;
    expect(median(easy)).toBeLessThan(0.05);
    expect(median(hard)).toBeGreaterThan(0.3);
    // Nothing in these passages gives the right ones away.
    for (const { canaries } of [easy, hard])
      for (const { hit_at_1, chance } of canaries) expect(hit_at_1.interval.low).toBeLessThan(chance + 0.1);
  });
});
