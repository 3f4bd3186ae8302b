/** Are the splits as large as they should be, and does each have every class? */
import { type AuditCheck, countCheck } from '../../../audit/check.js';
import { SPLITS, type Split } from '../../../dataset/raft-row.js';
import type { SplitShares } from '../../../dataset/splits.js';
import { percent } from '../../words.js';
import type { IntentExample } from '../example.js';

export interface SplitThresholds {
  readonly shares: SplitShares;
  /** How far a split's share may be from what it should be. */
  readonly deviation: number;
}

/** The ratio and the classes; both are not measured where rows have no split, or only one has rows. */
export function checkSplits(examples: readonly IntentExample[], thresholds: SplitThresholds): readonly AuditCheck[] {
  const sizes = new Map(SPLITS.map((split) => [split, examples.filter((example) => example.split === split).length]));
  const unsplit = examples.filter(({ split }) => split === null).length;
  if (unsplit > 0 || [...sizes.values()].filter((size) => size > 0).length < 2) {
    const message =
      unsplit === 0
        ? 'there is one split only'
        : `${unsplit.toLocaleString('en')} rows have no split: name files train, validation and test, or map the column`;
    return ['split_ratio', 'classes_in_every_split'].map((id) => ({
      ...{ id, value: null, threshold: 0, status: 'warn', message, examples: [] },
    }));
  }
  return [checkRatio(sizes, examples.length, thresholds), checkClasses(examples, sizes)];
}

function checkRatio(
  sizes: ReadonlyMap<Split, number>,
  rows: number,
  { shares, deviation }: SplitThresholds,
): AuditCheck {
  const off = SPLITS.map((split) => Math.abs((sizes.get(split) ?? 0) / rows - shares[split]));
  const value = Math.max(...off);
  const found = SPLITS.map((split) => `${split} ${percent((sizes.get(split) ?? 0) / rows)}`).join(', ');
  return {
    ...{ id: 'split_ratio', value, threshold: deviation },
    // Shares are decimals: 0.8 + 0.01 is not 0.81.
    status: value <= deviation + 1e-9 ? 'pass' : 'warn',
    message: `${found}; at most ${percent(deviation)} from ${SPLITS.map((split) => percent(shares[split])).join(' / ')} is asked for`,
    examples: [],
  };
}

function checkClasses(examples: readonly IntentExample[], sizes: ReadonlyMap<Split, number>): AuditCheck {
  const splitsByIntent = new Map<string, Set<Split | null>>();
  for (const { intent, split } of examples) {
    splitsByIntent.set(intent, (splitsByIntent.get(intent) ?? new Set()).add(split));
  }
  const used = SPLITS.filter((split) => (sizes.get(split) ?? 0) > 0);
  const missing = [...splitsByIntent].flatMap(([intent, splits]) =>
    used.filter((split) => !splits.has(split)).map((split) => `${intent} has no row in ${split}`),
  );
  return countCheck('classes_in_every_split', missing, {
    message: (n) => `${n} times a class has no row in a split`,
  });
}
