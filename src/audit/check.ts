/** What every audit check says, and how checks become a decision. */

export type CheckStatus = 'pass' | 'warn' | 'fail';

export interface AuditCheck {
  readonly id: string;
  /** The figure; null when it could not be measured, which is a warning: silence is no pass. */
  readonly value: number | null;
  readonly threshold: number;
  readonly status: CheckStatus;
  /** One sentence for the reader. */
  readonly message: string;
  /** The first few findings: `train.jsonl:12 …`. */
  readonly examples: readonly string[];
}

export type AuditDecision = 'approved_for_training' | 'needs_review' | 'rejected';

/** Examples kept per check. */
export const MAX_EXAMPLES = 5;

/** Any failed check rejects; any warning, or a check that was not measured, asks for review. */
export function decide(checks: readonly AuditCheck[]): AuditDecision {
  if (checks.some((check) => check.status === 'fail')) return 'rejected';
  return checks.some((check) => check.status === 'warn' || check.value === null)
    ? 'needs_review'
    : 'approved_for_training';
}

/** A check that counts findings, of which there may be none. */
export function countCheck(
  id: string,
  findings: readonly string[],
  options: { readonly message: (count: number) => string; readonly status?: CheckStatus },
): AuditCheck {
  return {
    id,
    value: findings.length,
    threshold: 0,
    status: findings.length === 0 ? 'pass' : (options.status ?? 'fail'),
    message: options.message(findings.length),
    examples: findings.slice(0, MAX_EXAMPLES),
  };
}
