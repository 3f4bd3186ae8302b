/** Checks of rates that are estimated: a sample over the threshold fails, one that may be over it asks for a look. */
import type { Interval } from '../stats/bootstrap.js';
import { wilsonInterval } from '../stats/wilson.js';
import { type AuditCheck, MAX_EXAMPLES } from './check.js';

export interface RateCheckOptions {
  readonly count: number;
  readonly of: number;
  readonly threshold: number;
  readonly message: (rate: number, interval: Interval) => string;
  readonly examples?: readonly string[];
  /** What to say where there is nothing to measure; the value is null then, and the check a warning. */
  readonly unmeasured: string;
}

/**
 * A rate that must not exceed its threshold: it fails when its point estimate does, and warns when only its upper 95 %
 * bound (Wilson) does.
 */
export function rateCheck(id: string, options: RateCheckOptions): AuditCheck {
  const { count, of, threshold, message, examples = [], unmeasured } = options;
  const shown = { id, threshold, examples: examples.slice(0, MAX_EXAMPLES) };
  if (of === 0) return { ...shown, value: null, status: 'warn', message: unmeasured };
  const value = count / of;
  const interval = wilsonInterval(count, of);
  const status = value > threshold ? 'fail' : interval.high > threshold ? 'warn' : 'pass';
  return { ...shown, value, status, message: message(value, interval) };
}
