/** The audit of a RAFT dataset. */
import { basename, resolve } from 'node:path';
import { RaftCorpusError } from '../core/errors.js';
import { readRaftDataset } from '../dataset/raft-dataset.js';
import { CorpusNow } from '../verify/claims/document-now.js';
import type { ViewIndex } from '../verify/view-index.js';
import type { AuditCheck } from './check.js';
import { type AuditReport, reportAudit } from './event.js';
import { checkRaft, duplicateRate, type Gathered, gatherRow, syntheticShare } from './raft-checks.js';

export interface AuditRaftOptions {
  /** The dataset's folder. */
  readonly folder: string;
  /** How the event names it; default the folder's name. */
  readonly name?: string;
  /** The corpus now, with documents; without it the facts count as not measured, and the dataset needs review. */
  readonly index: ViewIndex | null;
  /** ISO instant of the audit. */
  readonly auditedAt: string;
  /** Makes further checks, such as of how hard the distractors are, once the rows are read: they decide like the audit's. */
  readonly moreChecks?: () => Promise<readonly AuditCheck[]>;
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
  const own = await checkRaft(gathered, { hasCorpus: options.index !== null });
  const checks = [...own, ...((await options.moreChecks?.()) ?? [])];
  const about = {
    dataset: options.name ?? basename(resolve(options.folder)),
    total_examples: total,
    synthetic_share: syntheticShare(gathered.rows),
    duplicate_rate: duplicateRate(gathered.rows),
    label_disagreement_rate: null,
    kind: 'raft',
    audited_at: options.auditedAt,
    corpus_tag: options.index?.view.tag ?? null,
  } as const;
  return reportAudit(about, checks);
}
