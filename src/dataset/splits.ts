/** Splits by group: what belongs together never lands in two splits. */
import { basename } from 'node:path';
import { createRandom } from '../core/random.js';
import { SPLITS, type Split } from './raft-row.js';

const SPLIT_WORDS: Readonly<Record<string, Split>> = {
  train: 'train',
  training: 'train',
  validation: 'validation',
  valid: 'validation',
  val: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
  eval: 'test',
  holdout: 'test',
};

/** The split that a word names, in any of its usual forms: `dev` is validation. */
export function splitNamed(word: string): Split | undefined {
  const known = word.toLowerCase();
  return Object.hasOwn(SPLIT_WORDS, known) ? SPLIT_WORDS[known] : undefined;
}

/** The split that a file's name says: `test-00000-of-00001.parquet`, `v1_train.jsonl`; undefined where it says none, or two. */
export function splitOfFileName(path: string): Split | undefined {
  const words = basename(path).split(/[^A-Za-z]+/);
  const named = new Set(words.flatMap((word) => splitNamed(word) ?? []));
  return named.size === 1 ? [...named][0] : undefined;
}

/** A group of examples-to-be that must stay together. */
export interface SplitGroup {
  readonly id: string;
  /** Documents in it. */
  readonly weight: number;
  /** Groups of one stratum are spread over the splits on their own, so that every split sees every kind. */
  readonly stratum: string;
  /** Names of what is in it: it may be settled under any of them, as groups grow and merge. */
  readonly names?: readonly string[];
}

export type SplitShares = Readonly<Record<Split, number>>;

/** Shares of train, validation and test when nothing else is asked for. */
export const DEFAULT_SHARES: SplitShares = { train: 0.8, validation: 0.1, test: 0.1 };

/**
 * Assigns groups to splits: in seeded order, each to the split that lacks most of its share of the stratum's weight.
 * Exact to the nearest group; a stratum with one group goes to train.
 *
 * @returns split by group id; the order of `groups` changes nothing
 */
export function assignSplits(
  groups: readonly SplitGroup[],
  options: {
    readonly seed: number | string;
    readonly shares?: SplitShares;
    /** Splits of groups that are settled; they count towards the shares. */
    readonly settled?: ReadonlyMap<string, Split>;
  },
): ReadonlyMap<string, Split> {
  const { shares = DEFAULT_SHARES, settled } = options;
  const assigned = new Map<string, Split>();
  for (const [stratum, members] of [...groupBy(groups, (group) => group.stratum)].sort(byKey)) {
    const random = createRandom(`${options.seed}/splits/${stratum}`);
    const ordered = random.shuffle([...members].sort((a, b) => (a.id < b.id ? -1 : 1)));
    const total = ordered.reduce((sum, group) => sum + group.weight, 0);
    const lacking = new Map(SPLITS.map((split) => [split, total * shares[split]]));
    const assign = ({ id, weight }: SplitGroup, split: Split): void => {
      assigned.set(id, split);
      lacking.set(split, (lacking.get(split) ?? 0) - weight);
    };
    for (const group of settled === undefined ? [] : ordered) {
      const name = [group.id, ...(group.names ?? [])].find((known) => settled?.has(known));
      const split = name === undefined ? undefined : settled?.get(name);
      if (split !== undefined) assign(group, split);
    }
    for (const group of ordered) if (!assigned.has(group.id)) assign(group, mostLacking(lacking));
  }
  return assigned;
}

function mostLacking(lacking: ReadonlyMap<Split, number>): Split {
  return SPLITS.reduce((best, split) => ((lacking.get(split) ?? 0) > (lacking.get(best) ?? 0) ? split : best));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(keyOf(item));
    if (list) list.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
