/** The audit of an intent set: every check over the same rows, and what they come to. */
import type { AuditCheck } from '../../audit/check.js';
import { type AuditReport, reportAudit } from '../../audit/event.js';
import { type Progress, SILENT } from '../../core/progress.js';
import { checkArtefacts } from './checks/artefacts.js';
import { checkCoverage } from './checks/coverage.js';
import { checkGroups } from './checks/group-leaks.js';
import { checkDisagreement, checkLabelNames } from './checks/labels.js';
import { checkRareIntents } from './checks/rare-intents.js';
import { checkRepeats, countRepeating, findRepeats } from './checks/split-duplicates.js';
import { checkSplits } from './checks/splits.js';
import { checkSynthetic, syntheticShare } from './checks/synthetic.js';
import type { IntentsConfig } from './config.js';
import type { IntentExample } from './example.js';

export interface AuditIntentsOptions {
  readonly examples: readonly IntentExample[];
  readonly config: IntentsConfig;
  /** How the event names the dataset. */
  readonly name: string;
  /** What customers write, to compare languages and scripts with; the production rows of the dataset where left out. */
  readonly production?: readonly IntentExample[];
  /** Why a larger synthetic share is right this time. */
  readonly justification?: string;
  readonly seed: number | string;
  /** ISO instant of the audit. */
  readonly auditedAt: string;
  readonly progress?: Progress;
}

/** Audits a set that was read; the same rows, config and seed give the same report. */
export async function auditIntents(options: AuditIntentsOptions): Promise<AuditReport> {
  const { examples, config, seed, justification, progress = SILENT } = options;
  const { thresholds: at } = config;
  progress.update('near-duplicates', 0, examples.length);
  const repeats = await findRepeats(examples, { threshold: at.nearDuplicate, shingle: at.shingle });
  progress.update('languages and scripts', 0, examples.length);
  const production = options.production ?? examples.filter(({ origin }) => origin === 'production');
  const coverage = checkCoverage(examples, production, { distance: at.coverageDistance, seed });
  progress.update('synthetic artefacts', 0, examples.length);
  const disagreement = checkDisagreement(examples, at.labelDisagreement);
  const checks: readonly AuditCheck[] = [
    ...checkLabelNames(examples, config.known ?? null),
    ...checkRepeats(examples, repeats, { duplicateRate: at.duplicateRate }),
    ...checkGroups(examples),
    disagreement,
    ...checkSynthetic(
      examples,
      { share: at.syntheticShare, classShare: at.classSyntheticShare },
      justification === undefined ? {} : { justification },
    ),
    ...checkArtefacts(examples, { warn: at.artefactsWarn, fail: at.artefactsFail }, seed),
    checkRareIntents(examples, {
      critical: config.critical,
      examples: at.criticalExamples,
      production: at.criticalProduction,
    }),
    ...coverage,
    ...checkSplits(examples, { shares: config.splits, deviation: at.splitDeviation }),
  ];
  const about = {
    dataset: options.name,
    total_examples: examples.length,
    synthetic_share: syntheticShare(examples),
    duplicate_rate: countRepeating(repeats) / examples.length,
    label_disagreement_rate: disagreement.value,
    kind: 'intents',
    audited_at: options.auditedAt,
    corpus_tag: null,
    ...(justification === undefined ? {} : { justification }),
  } as const;
  return reportAudit(about, checks);
}
