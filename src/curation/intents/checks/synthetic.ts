/** Is the part of what a generator wrote bounded, overall and in each class, and kept out of what is measured on? */
import { type AuditCheck, countCheck, MAX_EXAMPLES } from '../../../audit/check.js';
import { percent } from '../../words.js';
import type { IntentExample } from '../example.js';

export interface SyntheticThresholds {
  /** Share of all rows. */
  readonly share: number;
  /** Share of a class's weighted mass. */
  readonly classShare: number;
}

/**
 * The synthetic share is a count of what is there, no estimate: it fails over its threshold, and there is no maybe.
 *
 * @param options.justification why more than the threshold is right this time; it goes on the record, and the check warns
 */
export function checkSynthetic(
  examples: readonly IntentExample[],
  { share, classShare }: SyntheticThresholds,
  options: { readonly justification?: string } = {},
): readonly AuditCheck[] {
  const synthetic = examples.filter(isSynthetic);
  const value = syntheticShare(examples);
  const over = value > share;
  const { justification } = options;
  const overall: AuditCheck = {
    ...{ id: 'synthetic_share', value, threshold: share, examples: [] },
    status: over ? (justification === undefined ? 'fail' : 'warn') : 'pass',
    message: `${percent(value)} of the rows are synthetic${over && justification !== undefined ? `, justified: ${justification}` : ''}`,
  };
  const evaluated = synthetic.filter(({ split }) => split === 'validation' || split === 'test');
  return [
    overall,
    checkClasses(examples, classShare),
    countCheck(
      'synthetic_outside_train',
      evaluated.map(({ where, split }) => `${where} (${split})`),
      { message: (n) => `${n} synthetic rows are in validation or test, which must be production` },
    ),
  ];
}

/** Share of the rows that a generator wrote; 0 for no rows. */
export function syntheticShare(examples: readonly IntentExample[]): number {
  return examples.length === 0 ? 0 : examples.filter(isSynthetic).length / examples.length;
}

function isSynthetic({ origin }: IntentExample): boolean {
  return origin === 'synthetic';
}

/** The largest share of a class's sampling weight that is synthetic, among rows that are trained on. */
function checkClasses(examples: readonly IntentExample[], threshold: number): AuditCheck {
  const masses = new Map<string, { synthetic: number; all: number }>();
  for (const { intent, weight, origin, split } of examples) {
    if (split === 'validation' || split === 'test') continue;
    const mass = masses.get(intent) ?? { synthetic: 0, all: 0 };
    mass.all += weight;
    if (origin === 'synthetic') mass.synthetic += weight;
    masses.set(intent, mass);
  }
  const shares = [...masses]
    .filter(([, { all }]) => all > 0)
    .map(([intent, { synthetic, all }]) => ({ intent, share: synthetic / all }))
    .sort((a, b) => b.share - a.share);
  const over = shares.filter(({ share }) => share > threshold);
  const [most] = shares;
  return {
    ...{ id: 'synthetic_share_by_class', value: most?.share ?? 0, threshold },
    status: over.length === 0 ? 'pass' : 'fail',
    message:
      most === undefined || most.share === 0
        ? 'no class has synthetic rows to train on'
        : `up to ${percent(most.share)} of a class's sampling weight is synthetic (${most.intent})`,
    examples: over.slice(0, MAX_EXAMPLES).map(({ intent, share }) => `${intent}: ${percent(share)}`),
  };
}
