/** From a question's gold to the passages that hold it today, or the reason why it no longer holds. */
import type { ViewPassage } from '../../corpus/view.js';
import { placeOfFact } from '../../verify/fact-passage.js';
import { sameValue } from '../../verify/value-forms.js';
import type { ViewIndex } from '../../verify/view-index.js';
import type { Gold, SuiteQuestion } from './suite.js';

/** Why a gold answer cannot be scored against the corpus as it is now. */
export interface StaleGold {
  readonly question_id: string;
  readonly source: string;
  readonly doc: string;
  /**
   * `document_missing`: no current passage of it; `fact_missing`: unknown now; `value_changed`: see `expected` and
   * `actual`; `fact_not_in_text`: no passage shows the value; `quote_missing`: no current passage says it.
   */
  readonly reason: 'document_missing' | 'fact_missing' | 'value_changed' | 'fact_not_in_text' | 'quote_missing';
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Grades by passage_id; `stale` is not empty when any of the question's gold no longer holds. */
export interface ResolvedGold {
  readonly grades: ReadonlyMap<string, number>;
  readonly stale: readonly StaleGold[];
}

/**
 * Resolves the gold of one question. Only current passages can be gold: a quote that survives in a stale one is gone.
 * Two golds on one passage give it the higher grade.
 *
 * @param labels names that a source's records give a field, e.g. `volumes` → `['Volumes', '巻数']`
 */
export function resolveGold(
  question: SuiteQuestion,
  index: ViewIndex,
  labels: (source: string, field: string) => readonly string[] = (_, field) => [field],
): ResolvedGold {
  const grades = new Map<string, number>();
  const stale: StaleGold[] = [];
  for (const gold of question.gold) {
    const passages = index.currentPassages(gold.source, gold.doc);
    const found = 'quote' in gold ? resolveQuote(gold, passages) : resolveFact(gold, passages, index, labels);
    if ('reason' in found) stale.push({ question_id: question.id, source: gold.source, doc: gold.doc, ...found });
    else for (const id of found.ids) grades.set(id, Math.max(gold.grade, grades.get(id) ?? 0));
  }
  return { grades, stale };
}

type Resolution = { readonly ids: readonly string[] } | Pick<StaleGold, 'reason' | 'expected' | 'actual'>;

function resolveQuote(gold: Extract<Gold, { quote: string }>, passages: readonly ViewPassage[]): Resolution {
  const ids = passages.filter((passage) => passage.text.includes(gold.quote)).map((passage) => passage.passage_id);
  if (ids.length > 0) return { ids };
  const reason = passages.length === 0 ? 'document_missing' : 'quote_missing';
  return { reason, expected: gold.quote, actual: null };
}

function resolveFact(
  gold: Extract<Gold, { fact: string }>,
  passages: readonly ViewPassage[],
  index: ViewIndex,
  labels: (source: string, field: string) => readonly string[],
): Resolution {
  const first = passages[0];
  if (!first) return { reason: 'document_missing', expected: gold.value, actual: null };
  const value = index.factValue(first, gold.fact);
  if (value === null) return { reason: 'fact_missing', expected: gold.value, actual: null };
  if (!sameValue(value, gold.value)) return { reason: 'value_changed', expected: gold.value, actual: value.value };
  const place = placeOfFact(passages, value, labels(gold.source, gold.fact));
  if (place) return { ids: [place.passage.passage_id] };
  return passages.length === 1
    ? { ids: [first.passage_id] }
    : { reason: 'fact_not_in_text', expected: gold.value, actual: value.value };
}
