/** Which questions of an eval suite have gold that no longer holds, and what holds now. */
import type { DriftEntry } from '../../store/rows.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { createGoldResolver, type FieldLabels, type StaleGold, type StaleReason } from './gold.js';
import type { EvalSuite } from './suite.js';

/**
 * `stale_gold`: a gold of it cannot be scored any more; `no_gold`: an unanswerable question, of which nothing says what
 * would answer it, so nothing can be looked for.
 */
export const GOLD_VERDICTS = ['stale_gold', 'no_gold', 'valid'] as const;
export type GoldVerdict = (typeof GOLD_VERDICTS)[number];

/** A gold that no longer holds, with old → new. */
export interface GoldFinding extends Pick<StaleGold, 'source' | 'doc' | 'reason'> {
  readonly drift: readonly DriftEntry[];
  readonly message: string;
}

export interface CheckedQuestion {
  readonly id: string;
  readonly question: string;
  readonly verdict: GoldVerdict;
  readonly findings: readonly GoldFinding[];
}

/**
 * Resolves the gold of every question as `eval` does.
 *
 * @param labels names that a source's records give a field, as `eval` takes them
 */
export function checkSuite(suite: EvalSuite, index: ViewIndex, labels: FieldLabels): readonly CheckedQuestion[] {
  const resolve = createGoldResolver(index, labels);
  return suite.questions.map((question) => {
    const findings = resolve(question).stale.map(
      ({ source, doc, reason, drift }): GoldFinding => ({
        source,
        doc,
        reason,
        drift,
        message: `${source}/${doc}: ${STALE_REASONS[reason]}`,
      }),
    );
    const verdict = findings.length > 0 ? 'stale_gold' : question.gold.length === 0 ? 'no_gold' : 'valid';
    return { id: question.id, question: question.question, verdict, findings };
  });
}

/** What happened, after the document's name. */
export const STALE_REASONS: Readonly<Record<StaleReason, string>> = {
  document_missing: 'its source no longer has it',
  not_current: 'what holds the gold is there, but not in force',
  fact_missing: 'the fact is unknown now',
  value_changed: 'the fact has another value now',
  fact_not_in_text: 'no passage shows the value',
  quote_changed: 'the quoted words read differently now',
  quote_missing: 'it no longer says what is quoted',
  quote_not_in_passage: 'the quoted words stand where nothing is retrieved from',
};
