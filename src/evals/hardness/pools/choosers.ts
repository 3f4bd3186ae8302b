/** How negatives are chosen for questions, one function a kind of pool; none of them looks at what the others chose. */
import { createRandom } from '../../../core/random.js';
import { mineHardNegatives } from '../../../negatives/mine.js';
import type { MiningOptions } from '../../../negatives/options.js';
import { openDenseIndex } from '../../../search/dense/dense-index.js';
import { hitsOf } from '../../../search/hits.js';
import type { PoolKind } from './pool-kinds.js';
import { type AskedQuery, mayBeNegative, type PoolSource } from './pool-source.js';

/** A negative by its row, with the origin that chose it. */
export interface ChosenRow {
  readonly row: number;
  readonly origin: string;
}

/** What a chooser is given. */
export interface ChoiceInput {
  readonly source: PoolSource;
  readonly asked: readonly AskedQuery[];
  /** Row-major [asked.length × dims]. */
  readonly vectors: Float32Array;
  /** Negatives wanted per question. */
  readonly count: number;
  readonly seed: number | string;
  /** How `mined` pools are mined; what is not given has the default of `raft-corpus mine`. */
  readonly mining?: PoolMining;
}

/** The miner's options but for what a pool decides. */
export type PoolMining = Partial<
  Omit<MiningOptions, 'queries' | 'corpus' | 'queryVectors' | 'embedder' | 'numNegatives' | 'seed'>
>;

/** What `raft-corpus mine` does when nothing is asked; its options have the same defaults. */
const MINING = {
  relativeMargin: 'calibrated',
  marginFrom: 'auto',
  depth: 512,
  maxPositiveSimilarity: 0.95,
  keepSameGroup: true,
} as const satisfies PoolMining;

/** Rows for every question, hardest first; fewer than wanted where there are no more. */
export type Chooser = (input: ChoiceInput) => Promise<readonly (readonly ChosenRow[])[]>;

export const CHOOSERS: Readonly<Record<PoolKind, Chooser>> = {
  mined: chooseMined,
  naive: chooseNaive,
  random: chooseRandom,
  judged: chooseJudged,
};

/** Any current passages. A question's draw depends on the seed, its id and the corpus: not on the other questions. */
async function chooseRandom({ source, asked, count, seed }: ChoiceInput): Promise<ChosenRow[][]> {
  const total = source.corpus.passages.length;
  return asked.map((one) => {
    const random = createRandom(`${seed}/random/${one.query.query_id}`);
    const isAllowed = mayBeNegative(source, one);
    const drawn = new Set<number>();
    // Draws beyond this mean that hardly anything may be drawn: then all of it is shuffled instead.
    for (let tries = 0; drawn.size < count && tries < 20 * count; tries++) {
      const row = random.int(total);
      if (isAllowed(row)) drawn.add(row);
    }
    const all = (): number[] => random.shuffle(Array.from({ length: total }, (_, row) => row).filter(isAllowed));
    const rows = drawn.size < count ? all().slice(0, count) : [...drawn];
    return rows.map((row) => ({ row, origin: 'random' }));
  });
}

/** The current passages nearest to the question but for its known positives: what mining is without a guard. */
async function chooseNaive({ source, asked, vectors, count }: ChoiceInput): Promise<ChosenRow[][]> {
  const { passages, vectors: passageVectors, dims } = source.corpus;
  const nobody: AskedQuery = { query: { query_id: '', text: '', oracle_ids: [] }, at: -1, positives: [] };
  const index = openDenseIndex({ vectors: passageVectors, dims, allowed: mayBeNegative(source, nobody) });
  if (index.size === 0 || passages.length === 0) return asked.map(() => []);
  const exclude = (query: number): readonly number[] => asked[query]?.positives ?? [];
  const hits = await index.search({ queries: vectors, k: count, exclude });
  return asked.map((_, i) => hitsOf(hits, i).map(({ index: row }) => ({ row, origin: 'naive' })));
}

async function chooseMined({ source, asked, vectors, count, seed, mining }: ChoiceInput): Promise<ChosenRow[][]> {
  const { corpus } = source;
  const { rows } = await mineHardNegatives({
    ...MINING,
    ...mining,
    queries: asked.map(({ query }) => query),
    corpus,
    queryVectors: vectors,
    numNegatives: count,
    onBadPositive: 'drop',
    seed,
  });
  return rows.map(({ negatives }) =>
    negatives.flatMap(({ passage_id, origin }) => {
      const row = corpus.rowOf(passage_id);
      return row === undefined ? [] : [{ row, origin }];
    }),
  );
}

/** What a judge refused; more than wanted are drawn from by seed, so that no order of a file decides. */
async function chooseJudged({ source, asked, count, seed }: ChoiceInput): Promise<ChosenRow[][]> {
  const { corpus } = source;
  return asked.map(({ query }) => {
    const ids = [...new Set(query.judged_negative_ids ?? [])].filter((id) => !query.oracle_ids.includes(id)).sort();
    const rows = ids.map((id) => corpus.rowOf(id)).filter((row) => row !== undefined);
    const drawn = createRandom(`${seed}/judged/${query.query_id}`).shuffle(rows).slice(0, count);
    return drawn.map((row) => ({ row, origin: 'judged' }));
  });
}
