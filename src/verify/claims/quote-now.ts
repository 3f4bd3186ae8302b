/** What became of a quoted span: whether the document still says it, and if not, what it says instead. */
import { alignSentences } from '../../corpus/drift/align.js';
import { excerptOf } from '../../corpus/drift/excerpt.js';
import { diffSentence } from '../../corpus/drift/sentence-diff.js';
import { readSentences, type Sentence } from '../../corpus/drift/sentences.js';
import type { ViewPassage } from '../../corpus/view.js';
import type { DriftEntry } from '../../store/rows.js';
import type { Span } from '../../text/spans.js';
import type { ViewIndex } from '../view-index.js';
import type { DocumentNow } from './document-now.js';

/** A span of a text that was taken from a document. */
export interface QuotedSpan {
  /** The text as it was taken. */
  readonly text: string;
  readonly span: Span;
  /** The passage that the text was, where the corpus knows it. */
  readonly passage: ViewPassage | undefined;
}

/**
 * `stands`: the document says it; `changed`: it says something else in its place; `gone`: it says nothing of the kind.
 * `drift` is old → new.
 */
export type QuoteNow =
  | { readonly state: 'stands' }
  | { readonly state: 'changed' | 'gone'; readonly drift: readonly DriftEntry[] };

/** Looks for the quoted words in the document as it is now; else for the sentence that took their place. */
export function quoteNow(quoted: QuotedSpan, document: DocumentNow, index: ViewIndex): QuoteNow {
  const words = quoted.text.slice(quoted.span.start, quoted.span.end);
  if (document.holds(words) || document.hasWording(words)) return { state: 'stands' };
  const old = readSentences(quoted.text);
  const own = old.filter(({ start, end }) => start < quoted.span.end && end > quoted.span.start);
  const lost = own.filter((sentence) => !document.says(sentence));
  if (own.length > 0 && lost.length === 0) return { state: 'stands' };
  const successor = currentSuccessor(quoted.passage, index);
  const near = successor ? driftOf(lost, old, readSentences(successor.text)) : [];
  // What follows the passage may say something else; what became of this sentence may stand anywhere on the page.
  const drift = near.length > 0 ? near : driftOf(lost, old, document.sentences());
  if (drift.length > 0) return { state: 'changed', drift: named(drift, quoted.passage) };
  return { state: 'gone', drift: [{ field: 'text', old: excerptOf(words), new: null }] };
}

/** Old → new of the sentences that have a successor among `fresh`; empty when none has. */
function driftOf(lost: readonly Sentence[], old: readonly Sentence[], fresh: readonly Sentence[]): DriftEntry[] {
  const { pairs } = alignSentences(old, fresh);
  return pairs.flatMap(([before, after]) =>
    lost.some(({ start }) => start === before.start) ? diffSentence(before, after, NO_FIELDS) : [],
  );
}

const NO_FIELDS = () => new Map();

/** Declared statements name their values (`return_window`): the refresh that flagged the passage knew them. */
function named(drift: readonly DriftEntry[], passage: ViewPassage | undefined): readonly DriftEntry[] {
  return drift.map((entry) => {
    const told = passage?.drift.find((other) => other.old === entry.old && other.new === entry.new);
    return told ? { ...entry, field: told.field } : entry;
  });
}

/** Refreshes that a chain of successors may run over. */
const MOST_STEPS = 64;

/** The current passage that says today what this one said, over any number of refreshes; undefined when none does. */
export function currentSuccessor(passage: ViewPassage | undefined, index: ViewIndex): ViewPassage | undefined {
  let at = passage;
  for (let steps = 0; at !== undefined && steps < MOST_STEPS; steps++) {
    if (at.verdict === null) return at;
    at = at.superseded_by === null ? undefined : index.passage(at.superseded_by);
  }
  return undefined;
}
