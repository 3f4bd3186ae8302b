/** Native rows state more of themselves than other shapes; `verify/row.ts` checks all of it, and here its defects get rules. */
import { BEGIN_QUOTE } from '../../dataset/delimiters.js';
import type { RaftRow } from '../../dataset/raft-row.js';
import { ROW_DEFECTS, type RowDefect, verifyRow } from '../../verify/row.js';
import type { RuleId } from './rules.js';

/** Defects without a rule here are contradictions. */
const RULE_OF: Readonly<Partial<Record<RowDefect, RuleId>>> = {
  answer_tag_missing: 'answer-tag-missing',
  answer_empty: 'empty-field',
  quote_out_of_range: 'quote-not-found',
  quote_not_in_reasoning: 'quote-not-found',
  reasoning_quotes_more: 'quote-not-found',
  quote_of_a_distractor: 'quote-of-distractor',
  oracle_missing: 'oracle-missing',
  oracle_present_wrongly_stated: 'oracle-missing',
  refusal_with_oracle: 'refusal-with-oracle',
  duplicate_document: 'duplicate-document',
  fact_not_in_quote: 'answer-not-in-oracle',
  answer_not_in_fact: 'answer-not-in-oracle',
  answer_not_in_quote: 'answer-not-in-oracle',
  stale_without_oracle: 'stale-version',
  stale_not_older: 'stale-version',
  versions_not_dated: 'stale-version',
};

/** The defects of a native row as findings' rules and messages. */
export function nativeDefects(row: RaftRow): readonly { readonly rule: RuleId; readonly message: string }[] {
  return verifyRow(row).map((defect) => {
    if (defect === 'answer_differs_from_reasoning' && row.answer.includes(BEGIN_QUOTE)) {
      return { rule: 'reasoning-as-answer', message: ROW_DEFECTS[defect] };
    }
    return { rule: RULE_OF[defect] ?? 'row-contradicts-itself', message: ROW_DEFECTS[defect] };
  });
}
