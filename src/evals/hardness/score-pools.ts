/** What a scorer gives to every candidate of every pool, and to random passages beside them. */
import { RaftCorpusError } from '../../core/errors.js';
import { compareText } from '../../core/order.js';
import { createRandom } from '../../core/random.js';
import type { Pool } from './pool.js';
import type { ScorableText, Scorer } from './scorers/scorer.js';

/** Passages that stand for the corpus. */
const MOST_RANDOM = 128;

/** Random passages, the same for every question; each question leaves out what answers it. */
export interface Background {
  readonly from: 'corpus' | 'pools';
  /** In random order by seed, whatever the order of the corpus. */
  readonly passages: readonly ScorableText[];
}

/** The scores of one pool. */
export interface ScoredPool {
  readonly pool: Pool;
  /** [candidates] */
  readonly scores: readonly number[];
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
  /** Of random passages that the pool does not hold to answer. */
  readonly random: readonly number[];
}

/**
 * Draws passages that stand for the corpus; without one, candidates of the pools do: for a question those of the others.
 *
 * @param corpus current passages
 */
export function drawBackground(
  corpus: readonly ScorableText[],
  pools: readonly Pool[],
  seed: number | string,
): Background {
  const from = corpus.length > 0 ? 'corpus' : 'pools';
  const all = from === 'corpus' ? corpus : pools.flatMap(({ candidates }) => candidates);
  const distinct = new Map(all.map((text) => [text.id, text]));
  const ordered = [...distinct.values()].sort((a, b) => compareText(a.id, b.id));
  return { from, passages: createRandom(`${seed}/random-passages`).shuffle(ordered).slice(0, MOST_RANDOM) };
}

/**
 * Scores every pool by `scorer`.
 *
 * @throws RaftCorpusError when it gives a number that is not finite, or not one for each text
 */
export async function scorePools(
  scorer: Scorer,
  pools: readonly Pool[],
  background: Background,
): Promise<readonly ScoredPool[]> {
  const lists = pools.map((pool) => {
    const random = randomFor(pool, background).slice(0, scorer.draws ?? MOST_RANDOM);
    return { query: pool.query, texts: [...pool.candidates, ...random] };
  });
  const all = await scorer.score(lists);
  return pools.map((pool, i) => {
    const found = Array.from(all[i] ?? []);
    if (found.length !== lists[i]?.texts.length || !found.every(Number.isFinite)) {
      throw new RaftCorpusError(`${scorer.label} gave no finite score for each text`, {
        where: `question ${pool.query_id}`,
      });
    }
    const scores = found.slice(0, pool.candidates.length);
    return {
      pool,
      scores,
      positives: scores.filter((_, at) => pool.candidates[at]?.relevant === true),
      negatives: scores.filter((_, at) => pool.candidates[at]?.relevant === false),
      random: found.slice(pool.candidates.length),
    };
  });
}

/** The background without what answers: by id, and by text, as one passage may stand in a corpus twice. */
function randomFor({ candidates }: Pool, { from, passages }: Background): readonly ScorableText[] {
  const own = from === 'pools' ? candidates : candidates.filter(({ relevant }) => relevant);
  const ids = new Set(own.map(({ id }) => id));
  const texts = new Set(own.map(({ text }) => text));
  return passages.filter((passage) => !ids.has(passage.id) && !texts.has(passage.text));
}
