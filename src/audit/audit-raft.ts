/** The audit of a RAFT dataset: checks, decision, and the event that goes on the record. */
import { basename, resolve } from 'node:path';
import { RaftCorpusError } from '../core/errors.js';
import { appendChained, type ChainHead } from '../core/hash-chain.js';
import { readRaftDataset } from '../dataset/raft-dataset.js';
import { CorpusNow } from '../verify/claims/document-now.js';
import type { ViewIndex } from '../verify/view-index.js';
import { type AuditCheck, type AuditDecision, decide } from './check.js';
import { checkRaft, duplicateRate, type Gathered, gatherRow, syntheticShare } from './raft-checks.js';

/** One line of the audit log. */
export interface AuditEvent {
  readonly event: 'dataset_audit';
  readonly dataset: string;
  readonly total_examples: number;
  readonly synthetic_share: number;
  readonly duplicate_rate: number;
  /** null for RAFT: nobody labelled anything, so there is nothing to disagree about. */
  readonly label_disagreement_rate: number | null;
  readonly decision: AuditDecision;
  readonly kind: 'raft';
  /** ISO instant. */
  readonly audited_at: string;
  /** What the facts were compared with; null without a corpus. */
  readonly corpus_tag: string | null;
  /** Ids of checks that failed, and of those that warned. */
  readonly failed: readonly string[];
  readonly warned: readonly string[];
}

/** The `audit --json` document, less its schema. */
export interface AuditReport {
  readonly event: AuditEvent;
  readonly checks: readonly AuditCheck[];
}

export interface AuditRaftOptions {
  /** The dataset's folder. */
  readonly folder: string;
  /** How the event names it; default the folder's name. */
  readonly name?: string;
  /** The corpus now, with documents; without it the facts count as not measured, and the dataset needs review. */
  readonly index: ViewIndex | null;
  /** ISO instant of the audit. */
  readonly auditedAt: string;
}

/**
 * Audits a RAFT dataset folder. Label disagreement does not apply to RAFT rows and is no check here, so it does not ask
 * for review either.
 *
 * @throws RaftCorpusError when the folder holds no dataset, or one without any row
 */
export async function auditRaft(options: AuditRaftOptions): Promise<AuditReport> {
  const gathered: Gathered = { rows: [], unreadable: [], defects: [], untrue: [] };
  const now = options.index && new CorpusNow(options.index);
  for await (const item of readRaftDataset(options.folder)) {
    if ('row' in item) gatherRow(gathered, item, now);
    else gathered.unreadable.push(`${item.where} ${item.problem}`);
  }
  const total = gathered.rows.length + gathered.unreadable.length;
  if (total === 0) {
    throw new RaftCorpusError('the dataset has no rows', { where: options.folder, fix: 'Build it again.' });
  }
  const checks = await checkRaft(gathered, { hasCorpus: options.index !== null });
  const idsOf = (status: string): string[] =>
    checks.filter((check) => check.status === status).map((check) => check.id);
  return {
    event: {
      event: 'dataset_audit',
      dataset: options.name ?? basename(resolve(options.folder)),
      total_examples: total,
      synthetic_share: syntheticShare(gathered.rows),
      duplicate_rate: duplicateRate(gathered.rows),
      label_disagreement_rate: null,
      decision: decide(checks),
      kind: 'raft',
      audited_at: options.auditedAt,
      corpus_tag: options.index?.view.tag ?? null,
      failed: idsOf('fail'),
      warned: idsOf('warn'),
    },
    checks,
  };
}

/** Puts the event on the record: one line in the hash-chained log, see core/hash-chain.ts. */
export async function recordAudit(log: string, event: AuditEvent): Promise<ChainHead> {
  return appendChained(log, { ...event });
}
