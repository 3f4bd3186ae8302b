/** An audit: checks, the decision they come to, and the line that goes on the record. */
import { appendChained, type ChainHead } from '../core/hash-chain.js';
import { type AuditCheck, type AuditDecision, decide } from './check.js';

/** What datasets are audited as. */
export type AuditKind = 'raft' | 'intents';

/** One line of the audit log. */
export interface AuditEvent {
  readonly event: 'dataset_audit';
  readonly dataset: string;
  readonly total_examples: number;
  readonly synthetic_share: number;
  readonly duplicate_rate: number;
  /** null where nobody labelled anything twice: there is nothing to disagree about, or nothing is known of it. */
  readonly label_disagreement_rate: number | null;
  readonly decision: AuditDecision;
  readonly kind: AuditKind;
  /** ISO instant. */
  readonly audited_at: string;
  /** What facts were compared with; null without a corpus. */
  readonly corpus_tag: string | null;
  /** Ids of checks that failed, and of those that warned. */
  readonly failed: readonly string[];
  readonly warned: readonly string[];
  /** Why a larger synthetic share is right this time, as its author said; absent where nobody had to. */
  readonly justification?: string;
}

/** The `audit --json` document, less its schema. */
export interface AuditReport {
  readonly event: AuditEvent;
  readonly checks: readonly AuditCheck[];
}

/** Makes the report of `checks`: they decide. */
export function reportAudit(
  about: Omit<AuditEvent, 'event' | 'decision' | 'failed' | 'warned'>,
  checks: readonly AuditCheck[],
): AuditReport {
  const idsOf = (status: AuditCheck['status']): string[] =>
    checks.filter((check) => check.status === status).map((check) => check.id);
  const { dataset, total_examples, synthetic_share, duplicate_rate, label_disagreement_rate, ...others } = about;
  const figures = { total_examples, synthetic_share, duplicate_rate, label_disagreement_rate };
  return {
    event: {
      ...{ event: 'dataset_audit', dataset, ...figures, decision: decide(checks) },
      ...others,
      ...{ failed: idsOf('fail'), warned: idsOf('warn') },
    },
    checks,
  };
}

/** Puts the event on the record: one line in the hash-chained log, see core/hash-chain.ts. */
export async function recordAudit(log: string, event: AuditEvent): Promise<ChainHead> {
  return appendChained(log, { ...event });
}
