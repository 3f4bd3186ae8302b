/** What became of gold that no longer holds: old → new, for the person who mends the suite. */
import type { FactValue } from '../../corpus/document.js';
import { factScalar } from '../../corpus/drift/facts.js';
import type { DriftEntry } from '../../store/rows.js';
import type { DocumentNow } from '../../verify/claims/document-now.js';
import { shownLike } from '../../verify/claims/fact-now.js';
import { type QuotedSpan, quoteNow } from '../../verify/claims/quote-now.js';
import type { ViewIndex } from '../../verify/view-index.js';
import type { QuoteFinder } from './find-quote.js';
import type { Gold } from './suite.js';

interface QuoteContext {
  readonly document: DocumentNow;
  readonly index: ViewIndex;
  readonly finder: QuoteFinder;
}

/** What stands where a quote stood. */
export interface QuoteDrift {
  readonly state: 'stands' | 'changed' | 'gone';
  readonly drift: readonly DriftEntry[];
}

/** Holds the sentence that the quote was taken from, where a former passage still has it, against the document now. */
export function quoteDrift(
  { quote, source, doc }: Extract<Gold, { quote: string }>,
  { document, index, finder }: QuoteContext,
): QuoteDrift {
  const former = index.passagesOf(source, doc).find(({ text }) => finder.says(text, quote));
  const now = quoteNow(asItStood(quote, former), document, index);
  if (now.state === 'stands') return { state: 'stands', drift: [] };
  return former === undefined ? { ...now, drift: ofFragment(now.drift) } : now;
}

/** A few words held against a whole sentence: where values tell what changed, what the sentence has besides is no change. */
function ofFragment(drift: readonly DriftEntry[]): readonly DriftEntry[] {
  const changed = drift.filter(({ field, old, new: now }) => field !== 'text' && old !== null && now !== null);
  return changed.length > 0 ? changed : drift;
}

/** The quoted words in the passage that had them: the sentence around them tells what took their place. */
function asItStood(quote: string, passage: QuotedSpan['passage']): QuotedSpan {
  const start = passage?.text.indexOf(quote) ?? -1;
  if (passage === undefined || start < 0) return { text: quote, span: { start: 0, end: quote.length }, passage };
  return { text: passage.text, span: { start, end: start + quote.length }, passage };
}

/** The asked field with its old and its new value, written alike: `JPY 500 → JPY 600`. */
export function factDrift(
  { fact, value }: Extract<Gold, { fact: string }>,
  now: FactValue | null,
): readonly DriftEntry[] {
  return [{ field: fact, old: shownLike(value, now), new: factScalar(now) }];
}
