/** Whether a stale passage states a question's gold *otherwise*: another value, another duty, other words in its place. */
import type { FactValue } from '../../corpus/document.js';
import { alignSentences } from '../../corpus/drift/align.js';
import { factScalar } from '../../corpus/drift/facts.js';
import type { Sentence } from '../../corpus/drift/sentences.js';
import { plainText, termsOf, wordingKey } from '../../corpus/drift/wording.js';
import type { ViewPassage } from '../../corpus/view.js';
import { extractModality } from '../../text/modality.js';
import { normalizeText } from '../../text/normalize.js';
import { splitSentences } from '../../text/segment.js';
import { extractValues } from '../../text/values.js';
import { findValue, mentions } from '../../verify/value-forms.js';
import type { ViewIndex } from '../../verify/view-index.js';
import type { QuoteFinder } from '../suite/find-quote.js';

/** Two passages, and the state that says what is current. */
interface VersionContext {
  readonly current: ViewPassage;
  readonly stale: ViewPassage;
  readonly truth: ViewIndex;
}

interface QuoteContext extends VersionContext {
  readonly finder: QuoteFinder;
  /** Sentences of a text; the same passages are held against many questions. */
  readonly sentencesOf: (text: string) => readonly Sentence[];
}

/** Share of the quoted terms that must be other ones where no value, duty or name tells the difference. */
const OTHER_WORDS = 1 / 3;

/**
 * Whether `stale` has a sentence in the place of those that the quote is of, and that sentence differs in what is quoted:
 * a value, a duty (`may`, `must not`), or at least a third of the terms. Differences elsewhere in the sentence, and passages
 * that lack it altogether, do not count. A page that a refresh found to contradict what is quoted counts in any language.
 */
export function quotesOtherwise(quote: string, context: QuoteContext): boolean {
  const { current, stale, truth, finder, sentencesOf } = context;
  if (finder.says(stale.text, quote)) return false;
  if (contradicts(quote, stale, truth)) return true;
  const now = sentencesOf(current.text);
  const parts = splitSentences(quote).map(({ start, end }) => quote.slice(start, end));
  const quoted = now.filter(({ plain }) => parts.some((part) => finder.says(plain, part) || finder.says(part, plain)));
  const { pairs } = alignSentences(sentencesOf(stale.text), now);
  return pairs.some(([before, after]) => quoted.includes(after) && differsIn(quote, before, after));
}

/** Whether a refresh recorded that `stale` states another value than the quoted one, as it does of twins in two languages. */
function contradicts(quote: string, stale: ViewPassage, truth: ViewIndex): boolean {
  const { verdicts = [], drift = [] } = truth.passage(stale.passage_id) ?? {};
  return (
    verdicts.includes('contradicted') &&
    drift.some(
      ({ old, new: now }) =>
        old !== null && now !== null && statesScalar(quote, String(now)) && statesScalar(stale.text, String(old)),
    )
  );
}

function differsIn(quote: string, before: Sentence, after: Sentence): boolean {
  const words = plainText(quote);
  const values = new Set(extractValues(words).map(({ canonical }) => canonical));
  const had = new Set(before.values.map(({ canonical }) => canonical));
  if (after.values.some(({ canonical }) => values.has(canonical) && !had.has(canonical))) return true;
  const duties = new Set(extractModality(words).map(({ modality }) => modality));
  const hadDuties = new Set(before.modality.map(({ modality }) => modality));
  if (after.modality.some(({ modality }) => duties.has(modality) && !hadDuties.has(modality))) return true;
  const terms = termsOf(wordingKey(words));
  const known = new Set(termsOf(wordingKey(before.plain)));
  return terms.filter((term) => !known.has(term)).length >= terms.length * OTHER_WORDS;
}

/** A fact that is asked for, as it is now. */
export interface AskedFact {
  readonly field: string;
  readonly value: FactValue;
  /** Names under which records show the field. */
  readonly labels: readonly string[];
}

/**
 * Whether `stale` states another value for the fact: on a line with its label, else by the drift that refreshes recorded
 * on the way from `stale` to what holds now, where the old value stands in its text.
 */
export function statesFactOtherwise(fact: AskedFact, { current, stale, truth }: VersionContext): boolean {
  const now = labelledLine(current.text, fact.labels);
  const before = labelledLine(stale.text, fact.labels);
  if (now !== null && before !== null && findValue(now, fact.value).length > 0) {
    return findValue(before, fact.value).length === 0 && normalizeText(before) !== normalizeText(now);
  }
  const old = recordedValue(fact.field, stale, truth);
  return old !== null && old !== String(factScalar(fact.value)) && statesScalar(stale.text, old);
}

/** The line that shows a field: `Volumes: 107`, `Volumes (巻数): 107`, `巻数：107`. */
function labelledLine(text: string, labels: readonly string[]): string | null {
  const names = labels.map((label) => normalizeText(label).toLowerCase()).filter((label) => label !== '');
  const shows = (line: string): boolean => {
    const head = /^([^:：]{1,80})[:：]/.exec(line)?.[1];
    if (head === undefined) return false;
    const name = normalizeText(head).toLowerCase();
    return names.some((label) => name === label || name.startsWith(`${label} (`) || name.startsWith(`${label}(`));
  };
  return text.split('\n').find(shows) ?? null;
}

/** Refreshes that a chain of successors may run over. */
const MOST_STEPS = 64;

/** The value that a stale passage stated, from the first step of its chain that changed the field; null: none did. */
function recordedValue(field: string, stale: ViewPassage, truth: ViewIndex): string | null {
  let at = truth.passage(stale.passage_id);
  for (let steps = 0; at !== undefined && at.verdict !== null && steps < MOST_STEPS; steps++) {
    const entry = at.drift.find((one) => one.field === field);
    if (entry) return entry.old === null ? null : String(entry.old);
    at = at.superseded_by === null ? undefined : truth.passage(at.superseded_by);
  }
  return null;
}

/** Whether a text has a value as drift writes it: `JPY 500` where the text says ¥500. */
function statesScalar(text: string, scalar: string): boolean {
  if (mentions(text, scalar)) return true;
  const wanted = new Set(extractValues(scalar).map(({ canonical }) => canonical));
  return extractValues(text).some(({ canonical }) => wanted.has(canonical));
}
