/** All miners on chorus, each giving at most `n` negatives a query, hardest first. */
import { createRandom } from '../../src/core/random.js';
import { mineHardNegatives } from '../../src/negatives/mine.js';
import type { MiningOptions } from '../../src/negatives/options.js';
import { type Chorus, hideHalf, type Shown } from './chorus.js';
import type { MinedSet } from './compare.js';
import { type Candidates, PEERS, type Scored, sample } from './peers.js';

/** Rows that the bench asks of every miner: far enough that filters, not the window, decide. */
const DEPTH = 64;

/** One hiding of positives, and how to judge what is mined from it. */
export interface Hiding {
  readonly chorus: Chorus;
  readonly shown: readonly Shown[];
  readonly candidates: readonly Candidates[];
  readonly n: number;
  readonly seed: string;
}

export function hidingOf(chorus: Chorus, n: number, seed: string): Hiding {
  const shown = hideHalf(chorus, seed);
  return { chorus, shown, candidates: shown.map((one) => candidatesOf(chorus, one, { n, seed })), n, seed };
}

function candidatesOf(
  chorus: Chorus,
  shown: Shown,
  options: { readonly n: number; readonly seed: string },
): Candidates {
  const score = (row: number): Scored => ({ row, score: cosine(chorus, shown.query, row) });
  const allowed = new Set(shown.candidates);
  const text = chorus.queries[shown.query] ?? '';
  const [lexical = []] = chorus.lexical.search([text], {
    k: Math.max(1, allowed.size),
    allowed: (r) => allowed.has(r),
  });
  const scored = shown.candidates.map(score);
  return {
    dense: [...scored].sort((a, b) => b.score - a.score || b.row - a.row),
    lexical: lexical.map(({ index }) => score(index)),
    weakest: Math.min(...shown.positives.map((row) => score(row).score)),
    random: sample(scored, options.n, createRandom(`${options.seed}/random/${text}`)),
  };
}

function cosine({ corpus, queryVectors }: Chorus, query: number, row: number): number {
  const { dims, vectors } = corpus;
  let sum = 0;
  for (let d = 0; d < dims; d++) sum += (queryVectors[query * dims + d] ?? 0) * (vectors[row * dims + d] ?? 0);
  return sum;
}

/** What a peer mines. */
export function minePeer(name: string, hiding: Hiding): MinedSet {
  const rule = PEERS[name];
  if (rule === undefined) throw new Error(`no miner is called ${name}`);
  return mineByRule(rule, hiding);
}

/** What a rule over the ranked candidates mines. */
export function mineByRule(rule: (found: Candidates) => readonly Scored[], { shown, candidates, n }: Hiding): MinedSet {
  return shown.map(({ isFalse }, i) => {
    const chosen = rule(candidates[i] as Candidates).slice(0, n);
    return chosen.map(({ row, score }) => ({ row, score, isFalse: isFalse(row) }));
  });
}

/** What this project's miner finds with the given settings; what is not judged is excluded. */
export async function mineOurs(hiding: Hiding, settings: Partial<MiningOptions>): Promise<MinedSet> {
  const { chorus, shown, n, seed } = hiding;
  const idOf = (row: number): string => chorus.corpus.passages[row]?.passage_id ?? '';
  const all = chorus.corpus.passages.map((_, row) => row);
  const { rows } = await mineHardNegatives({
    queries: shown.map(({ query, positives, candidates }) => {
      const judged = new Set([...candidates, ...positives]);
      return {
        query_id: String(query),
        text: chorus.queries[query] ?? '',
        oracle_ids: positives.map(idOf),
        excluded_ids: all.filter((row) => !judged.has(row)).map(idOf),
      };
    }),
    corpus: chorus.corpus,
    queryVectors: chorus.queryVectors,
    numNegatives: n,
    depth: DEPTH,
    seed,
    ...settings,
  });
  return rows.map(({ negatives }, i) =>
    negatives.map(({ passage_id, score }) => {
      const row = chorus.corpus.rowOf(passage_id) ?? -1;
      return { row, score, isFalse: shown[i]?.isFalse(row) === true };
    }),
  );
}
