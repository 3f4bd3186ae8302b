/** Are claims still true? A pure function of what they rest on and of the corpus as it is now. */
import type { ViewPassage } from '../../corpus/view.js';
import type { Span } from '../../text/spans.js';
import { extractValues } from '../../text/values.js';
import { mentions } from '../value-forms.js';
import type { Claims, DocumentName, Evidence } from './claims.js';
import type { CorpusNow, DocumentNow } from './document-now.js';
import { judgeFacts } from './fact-now.js';
import type { Finding } from './finding.js';
import { nameOfFact, type Placed, placeEvidence, sameName } from './place.js';
import { quoteNow } from './quote-now.js';

/**
 * Holds claims against the corpus as it is now. Typed facts decide where a document has them: a line that reads
 * differently while its fact holds makes the evidence stale, not the answer wrong.
 *
 * @returns what is not as it was; empty when nothing that the claims rest on has changed
 */
export function judgeClaims(claims: Claims, now: CorpusNow): readonly Finding[] {
  const placed = claims.evidence.map((evidence) => placeEvidence(evidence, now));
  const facts = claims.facts.map((fact) => ({ fact, name: nameOfFact(fact, placed, now) }));
  const factFindings = facts.flatMap(({ fact, name }) => judgeFacts(fact, name, now));
  const told = new Set(factFindings.map(({ kind, doc_id }) => `${kind} ${doc_id}`));
  const quoteFindings = placed.flatMap((one) => {
    const own = facts.filter(({ name }) => name !== null && sameName(name, one.name)).map(({ fact }) => fact);
    const isTold = told.has(`answer_changed ${one.evidence.doc_id}`);
    return judgeEvidence({ ...one, hasFacts: own.length > 0, isTold }, now);
  });
  // That a document is gone is said once, however many facts and quotes of it there are.
  const findings = [...factFindings, ...quoteFindings.filter(({ kind, doc_id }) => !told.has(`${kind} ${doc_id}`))];
  return [
    ...new Map(
      findings.map((finding) => [`${finding.kind} ${finding.message} ${JSON.stringify(finding.drift)}`, finding]),
    ).values(),
  ];
}

interface JudgedEvidence extends Placed {
  /** Whether typed facts of this document are claimed: then they decide about the answer. */
  readonly hasFacts: boolean;
  /** Whether one of them is found changed already. */
  readonly isTold: boolean;
}

function judgeEvidence(one: JudgedEvidence, now: CorpusNow): readonly Finding[] {
  const { evidence, passage, name } = one;
  const finding = findingsFor(evidence, name);
  if (name === null) return [finding('unknown', `${shortName(evidence)} is not in the corpus, nor is its text`)];
  const document = now.document(name.source_id, name.doc_id);
  if (document === null) return [finding('source_removed', `${shortName(name)} is gone from its source`)];
  const isSame = passage !== undefined && isLive(passage) && passage.text === evidence.text;
  const findings = isSame ? [] : judgeQuotes(one, document, now, finding);
  if (findings.length > 0) return findings;
  const stale = judgeCurrency(one, document, finding);
  if (stale.length > 0 || isSame || one.isTold) return stale;
  const what =
    name.doc_id === evidence.doc_id ? 'the passage changed' : `${evidence.doc_id} is gone, its passage is here`;
  return [finding('cosmetic', `${shortName(name)}: ${what}; what is quoted of it still stands`)];
}

type MakeFinding = (kind: Finding['kind'], message: string, drift?: Finding['drift']) => Finding;

function findingsFor(evidence: Evidence, name: DocumentName | null): MakeFinding {
  return (kind, message, drift = []) => ({
    kind,
    source_id: name?.source_id ?? evidence.source_id ?? null,
    doc_id: name?.doc_id ?? evidence.doc_id,
    passage_id: evidence.passage_id,
    drift,
    message,
  });
}

function judgeQuotes(
  { evidence, passage, name, hasFacts, isTold }: JudgedEvidence,
  document: DocumentNow,
  now: CorpusNow,
  finding: MakeFinding,
): readonly Finding[] {
  if (hasFacts && evidence.quotes.length === 0) return [];
  return spansOf(evidence).flatMap((span) => {
    const quote = quoteNow({ text: evidence.text, span, passage }, document, now.index);
    if (quote.state === 'stands' || isTold) return [];
    const kind = quote.state === 'changed' && !hasFacts ? 'answer_changed' : 'oracle_stale';
    const what = quote.state === 'changed' ? 'the quoted words read differently now' : 'no longer says what is quoted';
    return [finding(kind, `${shortName(name ?? evidence)}: ${what}`, quote.drift)];
  });
}

function spansOf({ quotes, text }: Evidence): readonly Span[] {
  return quotes.length > 0 ? quotes : [{ start: 0, end: text.length }];
}

/** The words stand; are they in force? A passage may be expired, pending, overdue, or contradicted by who knows better. */
function judgeCurrency(
  { evidence, passage, name }: JudgedEvidence,
  document: DocumentNow,
  finding: MakeFinding,
): readonly Finding[] {
  if (passage?.verdict === null || document.passages.every(({ verdict }) => verdict === null)) return [];
  const quotes = spansOf(evidence).map(({ start, end }) => evidence.text.slice(start, end));
  const holders = passage && isLive(passage) ? [passage] : quotes.flatMap((quote) => document.holders(quote));
  const candidates = holders.length > 0 ? holders : document.passages;
  if (candidates.length === 0 || candidates.some(({ verdict }) => verdict === null)) return [];
  const [stale] = candidates;
  const verdict = stale?.verdict ?? 'overdue';
  const contradicted = (stale?.verdicts.includes('contradicted') ? (stale.drift ?? []) : []).filter(({ old }) =>
    quotes.some((quote) => states(quote, String(old))),
  );
  const message = `${shortName(name ?? evidence)} is ${verdict}`;
  return [finding(contradicted.length > 0 ? 'answer_changed' : 'oracle_stale', message, contradicted)];
}

/** Whether a text states a value as drift writes it: `JPY 5000` where the text says 5,000円. */
function states(text: string, value: string): boolean {
  const stated = new Set(extractValues(text).map(({ canonical }) => canonical));
  return mentions(text, value) || extractValues(value).some(({ canonical }) => stated.has(canonical));
}

/** Part of the version that holds now, whatever the calendar or another source says of it. */
function isLive({ verdict }: ViewPassage): boolean {
  return verdict !== 'superseded' && verdict !== 'removed';
}

function shortName({
  source_id,
  doc_id,
}: {
  readonly source_id?: string | undefined;
  readonly doc_id: string;
}): string {
  return source_id === undefined ? doc_id : `${source_id}/${doc_id}`;
}
