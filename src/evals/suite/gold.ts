/** From a question's gold to the passages that hold it today, or the reason why it no longer holds. */
import type { ViewPassage } from '../../corpus/view.js';
import type { DriftEntry } from '../../store/rows.js';
import { CorpusNow } from '../../verify/claims/document-now.js';
import { saysFact } from '../../verify/claims/fact-now.js';
import { currentSuccessor } from '../../verify/claims/quote-now.js';
import { placeOfFact } from '../../verify/fact-passage.js';
import { documentKey, type ViewIndex } from '../../verify/view-index.js';
import { createQuoteFinder, type QuoteFinder } from './find-quote.js';
import { factDrift, quoteDrift } from './gold-drift.js';
import type { Gold, SuiteQuestion } from './suite.js';

/**
 * - `document_missing`: its source no longer has it; `not_current`: it does, but what holds the gold is no longer in force
 *   (`actual` is the verdict)
 * - `fact_missing`: unknown now; `value_changed`: see `expected` and `actual`; `fact_not_in_text`: no passage shows the value
 * - `quote_changed`: another sentence stands in its place; `quote_missing`: none does; `quote_not_in_passage`: the
 *   document says it where nothing is retrieved from
 */
export type StaleReason =
  | 'document_missing'
  | 'not_current'
  | 'fact_missing'
  | 'value_changed'
  | 'fact_not_in_text'
  | 'quote_changed'
  | 'quote_missing'
  | 'quote_not_in_passage';

/** Why a gold answer cannot be scored against the corpus as it is now. */
export interface StaleGold {
  readonly question_id: string;
  readonly source: string;
  readonly doc: string;
  readonly reason: StaleReason;
  readonly expected: unknown;
  readonly actual: unknown;
  /** Old → new, where it can be told. */
  readonly drift: readonly DriftEntry[];
}

/** A gold that holds, and the current passages that hold it. */
export interface GoldPlace {
  readonly gold: Gold;
  readonly passages: readonly ViewPassage[];
}

export interface ResolvedGold {
  /** By passage_id: the highest grade of the golds that it holds. */
  readonly grades: ReadonlyMap<string, number>;
  readonly places: readonly GoldPlace[];
  /** Not empty when any of the question's gold no longer holds. */
  readonly stale: readonly StaleGold[];
}

/** Names that a source's records give a field: `volumes` → `['Volumes', '巻数']`. */
export type FieldLabels = (source: string, field: string) => readonly string[];

/**
 * Resolves gold against one state of the corpus; what is read of a document is kept from question to question.
 *
 * Only current passages can be gold: a quote that survives in a stale one is gone. A quote holds as long as its words
 * stand in order, whatever their spacing, width, case, markup, punctuation and notation of values, in one passage or
 * across cuts; an edit elsewhere in the document changes nothing. Facts are compared by value: dates by day, lists as
 * sets. A document that was renamed is followed to where its passages stand now.
 */
export function createGoldResolver(
  index: ViewIndex,
  labels: FieldLabels = (_, field) => [field],
): (question: SuiteQuestion) => ResolvedGold {
  const context: Context = { index, labels, now: new CorpusNow(index), finder: createQuoteFinder() };
  return (question) => {
    const grades = new Map<string, number>();
    const places: GoldPlace[] = [];
    const stale: StaleGold[] = [];
    for (const gold of question.gold) {
      const found = resolve(gold, context);
      if ('reason' in found) {
        stale.push({ question_id: question.id, source: gold.source, doc: gold.doc, ...found });
        continue;
      }
      places.push({ gold, passages: found.passages });
      for (const { passage_id } of found.passages) {
        grades.set(passage_id, Math.max(gold.grade, grades.get(passage_id) ?? 0));
      }
    }
    return { grades, places, stale };
  };
}

/** {@link createGoldResolver} for one question. */
export function resolveGold(question: SuiteQuestion, index: ViewIndex, labels?: FieldLabels): ResolvedGold {
  return createGoldResolver(index, labels)(question);
}

interface Context {
  readonly index: ViewIndex;
  readonly labels: FieldLabels;
  readonly now: CorpusNow;
  readonly finder: QuoteFinder;
}

type Failure = Pick<StaleGold, 'reason' | 'expected' | 'actual' | 'drift'>;
type Resolution = { readonly passages: readonly ViewPassage[] } | Failure;

function resolve(gold: Gold, context: Context): Resolution {
  const found = resolveHere(gold, context);
  if (!('reason' in found) || found.reason !== 'document_missing') return found;
  for (const moved of movedTo(gold, context.index)) {
    const there = resolveHere(moved, context);
    if (!('reason' in there)) return there;
  }
  return found;
}

function resolveHere(gold: Gold, context: Context): Resolution {
  return 'quote' in gold ? resolveQuote(gold, context) : resolveFact(gold, context);
}

/** The same gold in the documents that took over the passages of one that is gone. */
function movedTo(gold: Gold, index: ViewIndex): readonly Gold[] {
  const documents = new Map<string, Gold>();
  for (const passage of index.passagesOf(gold.source, gold.doc)) {
    const heir = currentSuccessor(passage, index);
    if (heir && heir !== passage) {
      documents.set(documentKey(heir.source_id, heir.doc_id), { ...gold, source: heir.source_id, doc: heir.doc_id });
    }
  }
  return [...documents.values()];
}

type QuoteGold = Extract<Gold, { quote: string }>;
type FactGold = Extract<Gold, { fact: string }>;

function resolveQuote(gold: QuoteGold, { index, now, finder }: Context): Resolution {
  const passages = finder.holders(gold.quote, index.currentPassages(gold.source, gold.doc));
  if (passages.length > 0) return { passages };
  const document = now.document(gold.source, gold.doc);
  if (document === null) return failed('document_missing', gold.quote);
  const [lapsed] = finder.holders(gold.quote, document.passages);
  if (lapsed) return failed('not_current', gold.quote, { actual: lapsed.verdict, drift: contradictionsOf(lapsed) });
  const { state, drift } = quoteDrift(gold, { document, index, finder });
  if (state === 'stands') return failed('quote_not_in_passage', gold.quote);
  const reason = state === 'changed' ? 'quote_changed' : 'quote_missing';
  return failed(reason, gold.quote, { actual: drift[0]?.new ?? null, drift });
}

function resolveFact(gold: FactGold, { index, now, labels }: Context): Resolution {
  const passages = index.currentPassages(gold.source, gold.doc);
  const [first] = passages;
  if (!first) {
    const [lapsed] = now.document(gold.source, gold.doc)?.passages ?? [];
    if (!lapsed) return failed('document_missing', gold.value);
    return failed('not_current', gold.value, { actual: lapsed.verdict, drift: contradictionsOf(lapsed) });
  }
  const value = index.factValue(first, gold.fact);
  const drift = factDrift(gold, value);
  if (value === null) return failed('fact_missing', gold.value, { actual: null, drift });
  if (!saysFact(value, gold.value)) return failed('value_changed', gold.value, { actual: value.value, drift });
  const place = placeOfFact(passages, value, labels(gold.source, gold.fact));
  if (place) return { passages: [place.passage] };
  if (passages.length === 1) return { passages: [first] };
  return failed('fact_not_in_text', gold.value, { actual: value.value, drift: [] });
}

function failed(
  reason: StaleReason,
  expected: unknown,
  found: Pick<Failure, 'actual' | 'drift'> = { actual: null, drift: [] },
): Failure {
  return { reason, expected, ...found };
}

function contradictionsOf(passage: ViewPassage): readonly DriftEntry[] {
  return passage.verdicts.includes('contradicted') ? passage.drift : [];
}
