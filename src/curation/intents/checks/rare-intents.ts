/** Has every class that must not fail enough examples, and enough of them from customers? */
import type { AuditCheck } from '../../../audit/check.js';
import type { IntentExample } from '../example.js';

export interface RareThresholds {
  /** Intents that must have enough. */
  readonly critical: readonly string[];
  readonly examples: number;
  readonly production: number;
}

/**
 * Too few examples ask for review rather than reject: the data is not wrong, there is not enough of it. The value is how
 * many critical classes fall short.
 */
export function checkRareIntents(examples: readonly IntentExample[], thresholds: RareThresholds): AuditCheck {
  const counts = new Map(thresholds.critical.map((intent) => [intent, { production: 0, synthetic: 0 }]));
  for (const { intent, origin } of examples) {
    const count = counts.get(intent);
    if (count) count[origin] += 1;
  }
  const short = [...counts].filter(
    ([, { production, synthetic }]) =>
      production + synthetic < thresholds.examples || production < thresholds.production,
  );
  const { critical } = thresholds;
  return {
    ...{ id: 'rare_intents', value: short.length, threshold: 0 },
    status: short.length === 0 ? 'pass' : 'warn',
    message:
      short.length === 0
        ? `each of ${critical.length} critical intents has at least ${thresholds.examples} examples, ${thresholds.production} of them production`
        : `${short.length} of ${critical.length} critical intents have fewer than ${thresholds.examples} examples, or fewer than ${thresholds.production} from production`,
    examples: short.map(
      ([intent, { production, synthetic }]) =>
        `${intent}: ${production + synthetic} (${production} production, ${synthetic} synthetic)`,
    ),
  };
}
