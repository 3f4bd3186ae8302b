/**
 * A relative margin that fits the embedder and the corpus. How far below its positive a passage must score to be safe
 * depends on the model: 95 % of the positive skips a few candidates of one and most of another's. So pairs whose answer is
 * known are scored as shares of the positive's score, and the share is chosen that tells them apart best.
 */
import { createRandom } from '../core/random.js';
import { newCounts } from '../core/stage.js';
import { innerProducts } from '../search/dense/inner-product.js';
import { quantile } from '../stats/quantiles.js';
import { siblingCandidates } from './lineage-candidates.js';
import { marginPositives } from './margin-positive.js';
import type { Mining } from './mining.js';
import { contextOf, type QueryContext } from './query-context.js';
import type { Calibration, MarginChoice, MiningQuery, ShareSample } from './types.js';

/** NV-Retriever's best: 95 % of the positive (de Souza P. Moreira et al. 2024, arXiv:2407.15831). */
export const DEFAULT_MARGIN = 0.05;

/** Queries that are looked at, drawn by seed. */
const MOST_QUERIES = 1000;
/** Known answers that are needed. */
export const LEAST_ANSWERS = 20;
/** Shares that may be chosen. */
const LOWEST_SHARE = 0.7;
const HIGHEST_SHARE = 0.98;
/** Where more of the known answers pass even at the best share, scores do not tell answers from distractors. */
const MOST_PASSING = 0.25;
/** An answer that passes as a negative is poison, a distractor that is lost can be replaced. */
const POISON = 3;
/** Ranks that the effect of a share is told on. */
const EFFECT_RANKS = 50;
const EFFECT_SHARES = [0.8, 0.85, 0.9, 0.95, 0.98];
const RANDOM_PER_QUERY = 4;
/** Queries that are searched at once. */
const BATCH = 256;

interface Chosen {
  readonly choice: MarginChoice;
  readonly relativeMargin: number;
}

/** What {@link chooseMargin} takes. */
export interface CalibrationInput {
  readonly queries: readonly MiningQuery[];
  /** Vectors [(end − start) × dims] of a range of the queries. */
  readonly vectorsOf: (start: number, end: number) => Promise<Float32Array>;
  readonly mining: Omit<Mining, 'bounds'>;
}

/** The margin that was asked for, or a calibrated one; `percent_of_positive: null` turns the filter off. */
export async function chooseMargin(
  input: CalibrationInput,
): Promise<Chosen & { readonly percent_of_positive: number | null }> {
  const { relativeMargin: asked, marginFrom: from } = input.mining.options;
  const fixed = (relativeMargin: number, source: MarginChoice['source'], calibration: Calibration | null = null) => {
    const percent_of_positive = round(1 - relativeMargin);
    return { relativeMargin, percent_of_positive, choice: { from, percent_of_positive, source, calibration } };
  };
  if (asked === null) {
    return {
      relativeMargin: 0,
      percent_of_positive: null,
      choice: { from, percent_of_positive: null, source: 'off', calibration: null },
    };
  }
  if (typeof asked === 'number') return fixed(asked, 'fixed');
  if (asked === undefined) return fixed(DEFAULT_MARGIN, 'default');
  const shares = await measure(input);
  const share = bestShare(shares);
  const used = share ?? 1 - DEFAULT_MARGIN;
  const calibration: Calibration = {
    queries: shares.queries,
    fallback: share !== null ? null : shares.answers.length < LEAST_ANSWERS ? 'few_answers' : 'answers_pass',
    answers: sampleOf(shares.answers),
    distractors: sampleOf(shares.distractors),
    random: sampleOf(shares.random),
    passing_answers: shareOf(shares.answers, (value) => value <= used),
    lost_distractors: shareOf(shares.distractors, (value) => value > used),
    effect: [...new Set([...EFFECT_SHARES, used])]
      .sort((a, b) => a - b)
      .map((percent_of_positive) => ({
        percent_of_positive,
        dropped: shareOf(shares.candidates, (value) => value > percent_of_positive) ?? 0,
      })),
  };
  return fixed(round(1 - used), share === null ? 'default' : 'calibrated', calibration);
}

interface Shares {
  queries: number;
  readonly answers: number[];
  readonly distractors: number[];
  readonly random: number[];
  readonly candidates: number[];
}

/**
 * The share at which the cost, thrice the answers that pass plus the distractors that are lost, is least; of equals the
 * lowest. Null without evidence on both sides, or where the scores of the two cannot be told apart.
 */
function bestShare({ answers, distractors, random }: Shares): number | null {
  const negatives = distractors.length > 0 ? distractors : random;
  if (answers.length < LEAST_ANSWERS || negatives.length === 0) return null;
  let best = { share: LOWEST_SHARE, cost: Number.POSITIVE_INFINITY };
  for (let percent = LOWEST_SHARE * 100; percent <= HIGHEST_SHARE * 100; percent++) {
    const share = percent / 100;
    const passing = shareOf(answers, (value) => value <= share) ?? 0;
    const lost = shareOf(negatives, (value) => value > share) ?? 0;
    const cost = POISON * passing + lost;
    if (cost < best.cost - 1e-12) best = { share, cost };
  }
  return (shareOf(answers, (value) => value <= best.share) ?? 0) > MOST_PASSING ? null : best.share;
}

async function measure({ queries, vectorsOf, mining }: CalibrationInput): Promise<Shares> {
  const shares: Shares = { queries: 0, answers: [], distractors: [], random: [], candidates: [] };
  const { corpus, dense, options } = mining;
  const positions = drawn(queries, options.seed);
  for (let start = 0; start < positions.length; start += BATCH) {
    const batch = positions.slice(start, start + BATCH);
    const vectors = new Float32Array(batch.length * corpus.dims);
    for (const [i, at] of batch.entries()) vectors.set(await vectorsOf(at, at + 1), i * corpus.dims);
    const k = Math.min(dense.size, EFFECT_RANKS);
    const hits = k === 0 ? null : await dense.search({ queries: vectors, k });
    const score = innerProducts(vectors, corpus.vectors, corpus.dims);
    for (const [i, at] of batch.entries()) {
      const scoreOf = (row: number): number => score(i, row);
      const context = contextOf(queries[at] as MiningQuery, scoreOf, mining);
      // A share of a score that is not positive says nothing.
      if (context.reference === null || context.reference <= 0) continue;
      shares.queries += 1;
      const from = i * (hits?.width ?? 0);
      const nearest = hits?.rows.subarray(from, from + (hits.counts[i] as number)) ?? new Int32Array();
      addShares(shares, { context, nearest, scoreOf }, mining);
    }
  }
  return shares;
}

/** Positions of the queries with positives that are looked at: the same ones in whatever order the queries come. */
function drawn(queries: readonly MiningQuery[], seed: number | string): readonly number[] {
  const positions = queries.flatMap(({ oracle_ids }, i) => (oracle_ids.length > 0 ? [i] : []));
  const byId = positions.sort((a, b) => ((queries[a]?.query_id ?? '') < (queries[b]?.query_id ?? '') ? -1 : 1));
  return createRandom(`${seed}/calibrate`).shuffle(byId).slice(0, MOST_QUERIES);
}

function addShares(
  shares: Shares,
  asked: { readonly context: QueryContext; readonly nearest: Int32Array; readonly scoreOf: (row: number) => number },
  mining: Omit<Mining, 'bounds'>,
): void {
  const { context, nearest, scoreOf } = asked;
  const { corpus, options, texts } = mining;
  const weakest = context.reference as number;
  const strongest = Math.max(...context.positiveScores.values());
  const langOf = (row: number): string | null => texts.passage(row).lang;
  // An answer in another language scores low because of the language; other filters know it.
  const comparable = marginPositives('auto', langOf)(context.positiveScores);
  const share = (row: number): number => scoreOf(row) / weakest;
  const rowsOf = (ids: readonly string[] = []): number[] => ids.flatMap((id) => corpus.rowOf(id) ?? []);
  // A further positive answers as the strongest does: its share is what a filter would have judged it by.
  for (const row of comparable) if (scoreOf(row) < strongest) shares.answers.push(scoreOf(row) / strongest);
  const known = new Set([...context.positiveRows]);
  const languages = new Set(comparable.map(langOf));
  const twins = context.positives.flatMap(({ row }) => mining.lineage.twinsOf(row));
  for (const row of [...rowsOf(context.query.excluded_ids), ...twins]) {
    if (!known.has(row) && languages.has(langOf(row))) shares.answers.push(share(row));
    known.add(row);
  }
  const counts = newCounts('calibrate');
  const siblings = siblingCandidates(context, { ...mining, bounds: {}, counts, scoreOf });
  const judged = rowsOf(context.query.judged_negative_ids);
  const informed = siblings.filter(({ evidence }) => evidence !== null).map(({ row }) => row);
  const distractors = new Set([...judged, ...informed]);
  for (const row of distractors) shares.distractors.push(share(row));
  for (const row of nearest) {
    if (known.has(row)) continue;
    shares.candidates.push(share(row));
    const threshold = options.nearDuplicate ?? 0.8;
    // Nearly a positive's text with its values; with other values it may be the best distractor there is.
    const isRepeat = (positive: number): boolean =>
      texts.similarity(positive, row, threshold) >= threshold &&
      haveSameValues(texts.values(positive), texts.values(row));
    const repeats = !distractors.has(row) && [...context.positiveRows].some(isRepeat);
    if (repeats) shares.answers.push(share(row));
    known.add(row);
  }
  const random = createRandom(`${options.seed}/calibrate/${context.query.query_id}`);
  for (let i = 0; i < RANDOM_PER_QUERY; i++) {
    const row = random.int(corpus.passages.length);
    if (!context.positiveRows.has(row)) shares.random.push(share(row));
  }
}

function haveSameValues(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((value) => b.has(value));
}

function sampleOf(values: readonly number[]): ShareSample {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number): number | null => (sorted.length === 0 ? null : round(quantile(sorted, q)));
  return { count: sorted.length, p05: at(0.05), median: at(0.5), p95: at(0.95) };
}

function shareOf(values: readonly number[], test: (value: number) => boolean): number | null {
  return values.length === 0 ? null : values.filter(test).length / values.length;
}

/** To ten decimals: 1 − 0.05 is 0.95. */
function round(value: number): number {
  return Math.round(value * 1e10) / 1e10;
}
