/** Which questions of an eval suite have gold that no longer holds, and what holds now. */
import type { ViewPassage } from '../../corpus/view.js';
import type { DriftEntry, Scalar } from '../../store/rows.js';
import { CorpusNow } from '../../verify/claims/document-now.js';
import { type QuotedSpan, quoteNow } from '../../verify/claims/quote-now.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { resolveGold, type StaleGold } from './gold.js';
import type { EvalSuite, SuiteQuestion } from './suite.js';

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
export function checkSuite(
  suite: EvalSuite,
  index: ViewIndex,
  labels: (source: string, field: string) => readonly string[],
): readonly CheckedQuestion[] {
  const now = new CorpusNow(index);
  return suite.questions.map((question) => {
    const findings = resolveGold(question, index, labels).stale.map((stale) => toFinding(stale, question, now));
    const verdict = findings.length > 0 ? 'stale_gold' : question.gold.length === 0 ? 'no_gold' : 'valid';
    return { id: question.id, question: question.question, verdict, findings };
  });
}

function toFinding(stale: StaleGold, question: SuiteQuestion, now: CorpusNow): GoldFinding {
  const { source, doc, reason } = stale;
  const drift = reason === 'quote_missing' ? quoteDrift(stale, now) : factDrift(stale, question);
  return { source, doc, reason, drift, message: `${source}/${doc}: ${REASONS[reason]}` };
}

const REASONS: Readonly<Record<StaleGold['reason'], string>> = {
  document_missing: 'no current passage of it is in the corpus',
  fact_missing: 'the fact is unknown now',
  value_changed: 'the fact has another value now',
  fact_not_in_text: 'no passage shows the value',
  quote_missing: 'no current passage has the quoted words',
};

function quoteDrift({ source, doc, expected }: StaleGold, now: CorpusNow): readonly DriftEntry[] {
  const document = now.document(source, doc);
  if (document === null) return [];
  const quote = quoteNow(asItStood(String(expected), now.index.passagesOf(source, doc)), document, now.index);
  // The words are there, spaced or marked up otherwise: the gold is compared letter by letter.
  return quote.state === 'stands' ? [] : quote.drift;
}

/** The quoted words in the passage that had them: the sentence around them tells what took their place. */
function asItStood(words: string, passages: readonly ViewPassage[]): QuotedSpan {
  const passage = passages.find(({ text }) => text.includes(words));
  const text = passage?.text ?? words;
  const start = text.indexOf(words);
  return { text, span: { start, end: start + words.length }, passage };
}

function factDrift({ expected, actual, reason, source, doc }: StaleGold, { gold }: SuiteQuestion): DriftEntry[] {
  if (reason === 'document_missing' || reason === 'fact_not_in_text') return [];
  const fields = gold.flatMap((one) =>
    'fact' in one && one.source === source && one.doc === doc && one.value === expected ? [one.fact] : [],
  );
  return [{ field: fields[0] ?? 'value', old: expected as Scalar, new: actual as Scalar }];
}
