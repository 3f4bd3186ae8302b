/**
 * Can two kinds of text be told apart without understanding them? A classifier that sees characters, and one that sees
 * only length and punctuation, judge rows that they were not trained on; what they go by is told in words.
 */
import { createRandom } from '../../core/random.js';
import { type Auc, stratifiedAuc } from '../../stats/auc.js';
import { type LogisticOptions, outOfFoldScores, type SparseRow } from '../../stats/logistic.js';
import { ngramFeatures } from '../../text/ngram-features.js';
import { type Phrase, tellingPhrases } from './phrases.js';
import { STYLE_DIMS, styleFeatures } from './style-features.js';

/** A text of one of two kinds. */
export interface KindRow {
  readonly text: string;
  /** Whether it is of the kind that is looked for: synthetic, rejected. */
  readonly marked: boolean;
  /** Kinds are only told apart within one: an intent in a language, so that topic and language give nothing away. */
  readonly stratum: string;
  /** Rows that belong together are never on both sides of a fold. */
  readonly group: string;
}

export interface Giveaways {
  /** Out-of-fold AUC within strata; null where no stratum has both kinds. */
  readonly characters: Auc | null;
  readonly style: Auc | null;
  /** What marked rows say and others hardly. */
  readonly phrases: readonly Phrase[];
  /** Rows that were judged. */
  readonly rows: number;
}

export interface GiveawayOptions {
  readonly seed: number | string;
  /** More rows are sampled, evenly by kind within strata; default 12,000. */
  readonly most?: number;
}

const BITS = 17;
/** A stratum needs this many rows of each kind. */
const LEAST = 4;

/** Measures both classifiers. The same rows and seed give the same figures, whatever order rows come in. */
export function findGiveaways(rows: readonly KindRow[], { seed, most = 12_000 }: GiveawayOptions): Giveaways {
  const judged = sample(comparable(rows), most, seed);
  const characters = judged.map(({ text }) => ngramFeatures(text, { bits: BITS }));
  const options = { dims: 2 ** BITS, seed };
  return {
    characters: aucWithin(judged, characters, options),
    style: aucWithin(
      judged,
      judged.map(({ text }) => styleFeatures(text)),
      { dims: STYLE_DIMS, seed, epochs: 30 },
    ),
    phrases: tellingPhrases(judged),
    rows: judged.length,
  };
}

/** Rows of strata that have enough of both kinds. */
function comparable(rows: readonly KindRow[]): readonly KindRow[] {
  const counts = new Map<string, [number, number]>();
  for (const { stratum, marked } of rows) {
    const count = counts.get(stratum) ?? [0, 0];
    count[marked ? 1 : 0] += 1;
    counts.set(stratum, count);
  }
  return rows.filter(({ stratum }) => (counts.get(stratum) ?? [0, 0]).every((n) => n >= LEAST));
}

function sample(rows: readonly KindRow[], most: number, seed: number | string): readonly KindRow[] {
  const ordered = [...rows].sort(
    (a, b) => compare(a.stratum, b.stratum) || compare(a.text, b.text) || compare(a.group, b.group),
  );
  const kinds = [true, false].map((marked) =>
    createRandom(`${seed}/${marked}`).shuffle(ordered.filter((row) => row.marked === marked)),
  );
  const [marked = [], others = []] = kinds;
  const share = Math.min(marked.length, Math.max(most / 2, most - others.length));
  return [...marked.slice(0, share), ...others.slice(0, most - share)];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function aucWithin(rows: readonly KindRow[], features: readonly SparseRow[], options: LogisticOptions): Auc | null {
  const labels = rows.map(({ marked }) => marked);
  const groups = rows.map(({ group }) => group);
  const scores = outOfFoldScores(features, labels, { ...options, groups });
  const strata = new Map<string, { positives: number[]; negatives: number[] }>();
  for (const [i, { stratum, marked }] of rows.entries()) {
    const score = scores[i] as number;
    if (Number.isNaN(score)) continue;
    const sides = strata.get(stratum) ?? { positives: [], negatives: [] };
    sides[marked ? 'positives' : 'negatives'].push(score);
    strata.set(stratum, sides);
  }
  return stratifiedAuc(strata.values());
}
