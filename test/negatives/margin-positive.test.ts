/** Which positives a margin counts from, where they are in several languages. */
import { describe, expect, it } from 'vitest';
import { corpusOfTexts } from '../../src/negatives/corpus.js';
import { marginPositives } from '../../src/negatives/margin-positive.js';
import { mineHardNegatives } from '../../src/negatives/mine.js';
import type { MiningOptions } from '../../src/negatives/options.js';
import { reportMining } from '../../src/negatives/report.js';

/** A question along the first axis; passages by their cosine with it. */
const COSINES = { ja: 0.8, 'ja-weak': 0.6, en: 0.1, near: 0.5, middling: 0.3, far: 0.05 };
type Langs = Partial<Record<keyof typeof COSINES, string>>;
const LANGS: Langs = { ja: 'ja', 'ja-weak': 'ja', en: 'en', near: 'ja', middling: 'en', far: 'en' };

function mine(oracle_ids: readonly (keyof typeof COSINES)[], over: Partial<MiningOptions>, langs: Langs = LANGS) {
  const names = Object.keys(COSINES) as (keyof typeof COSINES)[];
  const dims = names.length + 1;
  const vectors = new Float32Array(names.length * dims);
  for (const [i, name] of names.entries()) {
    vectors[i * dims] = COSINES[name];
    vectors[i * dims + i + 1] = Math.sqrt(1 - COSINES[name] ** 2);
  }
  const texts = names.map((name) => ({ passage_id: name, text: `what ${name} says`, lang: langs[name] as string }));
  const queryVectors = new Float32Array(dims);
  queryVectors[0] = 1;
  return mineHardNegatives({
    corpus: corpusOfTexts({
      texts: langs === LANGS ? texts : texts.map(({ lang: _, ...text }) => text),
      vectors,
      dims,
    }),
    queries: [{ query_id: 'q', text: 'question', oracle_ids }],
    queryVectors,
    numNegatives: 4,
    relativeMargin: 0,
    nearDuplicate: null,
    diversity: null,
    seed: 0,
    ...over,
  });
}

const minedBy = async (...args: Parameters<typeof mine>): Promise<readonly string[]> => {
  const { rows } = await mine(...args);
  return rows.flatMap(({ negatives }) => negatives.map(({ passage_id }) => passage_id));
};

describe('marginFrom', () => {
  it('weakest, the default, starves a question whose answer was translated; auto does not', async () => {
    expect(await minedBy(['ja', 'en'], {})).toEqual(['far']);
    expect(await minedBy(['ja', 'en'], { marginFrom: 'auto' })).toEqual(['ja-weak', 'near', 'middling', 'far']);
  });

  it('auto still counts from the weakest of the strongest one’s language', async () => {
    const { rows, margin } = await mine(['ja', 'ja-weak', 'en'], { marginFrom: 'auto', relativeMargin: 0.2 });
    expect(margin.from).toBe('auto');
    expect(rows[0]?.reference_score).toBeCloseTo(0.6);
    expect(rows[0]?.negatives.map(({ passage_id }) => passage_id)).toEqual(['middling', 'far']);
    expect(rows[0]?.negatives[0]?.margin).toBeCloseTo(0.3);
    expect(rows[0]?.dropped).toMatchObject({ above_relative_margin: 1 });
  });

  it('auto is weakest where no language is known', async () => {
    expect(await minedBy(['ja', 'en'], { marginFrom: 'auto' }, {})).toEqual(['far']);
  });

  it('strongest counts from the best positive of any language', async () => {
    const { rows } = await mine(['ja', 'ja-weak', 'en'], { marginFrom: 'strongest' });
    expect(rows[0]?.reference_score).toBeCloseTo(0.8);
  });

  it('the report measures from that positive, and counts the questions where it is not the weakest', async () => {
    const from = async (marginFrom: 'auto' | 'weakest') =>
      reportMining((await mine(['ja', 'en'], { marginFrom })).rows);
    expect(await from('auto')).toMatchObject({ margin_raised: 1, too_easy: { count: 2 } });
    expect(await from('weakest')).toMatchObject({ margin_raised: 0, too_easy: { count: 1 } });
  });
});

describe('marginPositives', () => {
  const langs: Readonly<Record<number, string | null>> = { 1: 'ja', 2: 'en', 3: 'mixed', 4: null };
  const auto = (scores: readonly [number, number][]) =>
    marginPositives('auto', (row) => langs[row] ?? null)(new Map(scores));

  it('counts passages of both languages, and of none that is known, as in any', () => {
    expect(
      auto([
        [1, 0.9],
        [2, 0.3],
        [3, 0.2],
        [4, 0.1],
      ]),
    ).toEqual([1, 3, 4]);
    expect(
      auto([
        [3, 0.9],
        [1, 0.3],
        [2, 0.1],
      ]),
    ).toEqual([3, 1, 2]);
    expect(auto([])).toEqual([]);
  });
});
