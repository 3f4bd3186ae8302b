/** Questions about a small made-up shop in two languages, with everything that can stand in their pools. */
import { createRandom } from '../../../src/core/random.js';
import type { Pool, PoolCandidate, PoolSet } from '../../../src/evals/hardness/pool.js';
import type { ScorableText } from '../../../src/evals/hardness/scorers/scorer.js';

const FIRST = ['Lantern', 'Salt', 'Glass', 'Paper', 'Harbour', 'Copper', 'Winter', 'Moss', 'Signal', 'Velvet'];
const SECOND = ['Road', 'Orchard', 'Tiger', 'Ferry', 'Kitchen', 'Squadron', 'Diary', 'Garden'];
const FIRST_JA = ['灯籠', '塩', '硝子', '紙', '港', '銅', '冬', '苔', '信号', '天鵞絨'];
const SECOND_JA = ['の道', 'の果樹園', '虎', '渡し', '食堂', '戦隊', '日記', 'の庭'];

interface Series {
  readonly title: string;
  readonly ja: boolean;
  readonly n: number;
}

const SERIES: readonly Series[] = FIRST.flatMap((first, i) =>
  SECOND.map((second, j) => {
    const n = i * SECOND.length + j;
    const ja = n % 2 === 1;
    return { n, ja, title: ja ? `${FIRST_JA[i]}${SECOND_JA[j]}` : `${first} ${second}` };
  }),
);

/** What is said of a series; `volumes` answers the question. */
const ASPECTS: Readonly<Record<string, (series: Series) => string>> = {
  volumes: ({ title, ja, n }) =>
    ja
      ? `『${title}』は現在${n + 3}巻まで刊行されています。続きは来月の予定です。`
      : `So far ${n + 3} volumes of ${title} are out in the shop, with the next to follow.`,
  box: ({ title, ja, n }) =>
    ja
      ? `『${title}』の特装箱には何巻分が入るか、第${n + 1}巻までの収録です。`
      : `How many volumes fit into the ${title} box? The box set holds ${n + 1}, not all that are out.`,
  author: ({ title, ja, n }) =>
    ja
      ? `『${title}』の作者は第${n}回新人賞の出身です。`
      : `${title} is drawn by the winner of prize number ${n}, who writes it too.`,
  price: ({ title, ja, n }) =>
    ja ? `『${title}』は一冊${500 + n}円で、電子版もあります。` : `A paperback of ${title} costs ${500 + n} yen here.`,
};

const text = (series: Series, aspect: string): ScorableText => ({
  id: `${((series.n * 7919 + aspect.length * 104729) % 99991).toString(16).padStart(5, '0')}-${series.n}-${aspect}`,
  title: series.title,
  text: (ASPECTS[aspect] as (series: Series) => string)(series),
});

/** Every passage of the shop. */
export const CORPUS: readonly ScorableText[] = SERIES.flatMap((series) =>
  Object.keys(ASPECTS).map((aspect) => text(series, aspect)),
);

export const asNegative = (passage: ScorableText, origin: string): PoolCandidate => ({
  ...passage,
  relevant: false,
  origin,
  score: null,
});

/** Negatives of a series, by how they are chosen. */
export const CHOICES = {
  /** Other things about the same series, and the same about the one after it. */
  hard: (series: Series) => [
    asNegative(text(series, 'box'), 'sibling'),
    asNegative(text(series, 'author'), 'sibling'),
    asNegative(text(series, 'price'), 'sibling'),
    asNegative(text(SERIES[(series.n + 2) % SERIES.length]!, 'volumes'), 'dense'),
  ],
  random: (series: Series) => {
    const others = CORPUS.filter(({ title }) => title !== series.title);
    const drawn = createRandom(`negatives of ${series.n}`).shuffle(others).slice(0, 4);
    return drawn.map((passage) => asNegative(passage, 'random'));
  },
} as const;

/** One pool a series: 80 in all, the right passage last. */
export function poolsOf(choice: keyof typeof CHOICES, count = SERIES.length): readonly Pool[] {
  return SERIES.slice(0, count).map((series) => ({
    query_id: `q${series.n}`,
    query: series.ja ? `${series.title}は今何巻まで出ていますか？` : `How many volumes of ${series.title} are out?`,
    candidates: [...CHOICES[choice](series), { ...text(series, 'volumes'), relevant: true, origin: null, score: null }],
  }));
}

export function setOf(pools: readonly Pool[], more: Partial<PoolSet> = {}): PoolSet {
  return { name: 'test', pools, ordered: false, mined_by: [], ...more };
}

/** The set with each candidate as `change` makes it. */
export function changed(
  pools: readonly Pool[],
  change: (candidate: PoolCandidate, pool: Pool, at: number) => PoolCandidate,
): readonly Pool[] {
  return pools.map((pool) => ({
    ...pool,
    candidates: pool.candidates.map((candidate, at) => change(candidate, pool, at)),
  }));
}
