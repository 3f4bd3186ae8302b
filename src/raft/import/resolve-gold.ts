/** From what a file says of a question's gold to the passages that it means, or why there are none. */
import type { ViewPassage } from '../../corpus/view.js';
import { splitSentences } from '../../text/segment.js';
import type { Span } from '../../text/spans.js';
import { placeOfFact } from '../../verify/fact-passage.js';
import { answersFact, statesText } from '../../verify/row-answer.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { locateQuote } from '../questions/claims/locate-quote.js';
import { shareOfStems } from '../questions/claims/words.js';
import type { Evidence } from '../questions/question.js';
import type { ImportedQuestion } from './read-imported.js';

/** Why a person has to look at a question before it can be trained on. */
export type GoldProblem =
  | 'no_gold'
  | 'gold_unknown'
  | 'gold_stale'
  | 'no_answer'
  | 'quote_not_in_gold'
  | 'answer_not_in_gold';

/** Where the gold says the answer: one span per named passage, and one per named document. */
export type ResolvedGold =
  | { readonly evidence: readonly Evidence[] }
  /** `passages`: the current ones that were named, to show a reviewer. */
  | { readonly problem: GoldProblem; readonly passages: readonly ViewPassage[] };

/** Gold as groups of passages: one of each has to say the answer. */
interface Named {
  readonly groups: readonly (readonly ViewPassage[])[];
  readonly unknown: boolean;
  readonly stale: boolean;
}

export interface GoldSource {
  readonly index: ViewIndex;
  /** Names that a source's records give a field: `volumes` → `['Volumes', '巻数']`. */
  labels(sourceId: string, field: string): readonly string[];
}

/** Looks for the quote, or for the sentence or line that states the answer, in everything that the question names. */
export function resolveGold(item: ImportedQuestion, { index, labels }: GoldSource): ResolvedGold {
  const { groups, unknown, stale } = namedBy(item, index);
  const passages = groups.flat();
  if (item.oracle_ids.length + item.docs.length === 0) return { problem: 'no_gold', passages };
  if (unknown || stale) return { problem: unknown ? 'gold_unknown' : 'gold_stale', passages };
  const { quote, answer } = item;
  if (quote === null && answer === null) return { problem: 'no_answer', passages };
  const found = groups.map((group) =>
    quote === null
      ? (stating(group, answer ?? '', item.question) ?? byFact(group, answer ?? '', { index, labels }))
      : quoting(group, quote),
  );
  const evidence = found.flatMap((one) => one ?? []);
  if (evidence.length === found.length) return { evidence };
  return { problem: quote === null ? 'answer_not_in_gold' : 'quote_not_in_gold', passages };
}

function namedBy({ oracle_ids, docs }: ImportedQuestion, index: ViewIndex): Named {
  const passages = oracle_ids.map((id) => index.passage(id));
  // Whoever names passages has looked closer than at documents: a reviewer picks one where the document was wrong.
  const documents = (oracle_ids.length > 0 ? [] : docs).map(({ source_id, doc_id }) =>
    documentsCalled(doc_id, source_id, index),
  );
  const current = passages.flatMap((passage) => (passage?.verdict === null ? [[passage]] : []));
  return {
    groups: [...current, ...documents.flatMap(({ current: found }) => (found.length > 0 ? [found] : []))],
    unknown: passages.includes(undefined) || documents.some(({ isKnown }) => !isKnown),
    stale:
      passages.some((passage) => passage !== undefined && passage.verdict !== null) ||
      documents.some(({ isKnown, current: found }) => isKnown && found.length === 0),
  };
}

function documentsCalled(docId: string, sourceId: string | null, index: ViewIndex) {
  const sources = sourceId === null ? index.sourcesOf(docId) : [sourceId];
  const all = sources.flatMap((source) => index.passagesOf(source, docId));
  return { isKnown: all.length > 0, current: all.filter(({ verdict, spoiler }) => verdict === null && !spoiler) };
}

function quoting(passages: readonly ViewPassage[], quote: string): Evidence | null {
  for (const passage of passages) {
    const span = locateQuote(passage.text, quote);
    if (span !== null) return { passage, span };
  }
  return null;
}

/** Of the sentences and lines that state the answer, the one that shares most words with the question. */
function stating(passages: readonly ViewPassage[], answer: string, question: string): Evidence | null {
  let best: { readonly evidence: Evidence; readonly share: number } | null = null;
  for (const passage of passages) {
    for (const span of splitSentences(passage.text)) {
      const sentence = textOf(passage, span);
      if (!statesText(sentence, answer)) continue;
      const share = shareOfStems(question, `${sentence}\n${passage.title}`);
      if (best === null || share > best.share) best = { evidence: { passage, span }, share };
    }
  }
  return best?.evidence ?? null;
}

/** The line of the one typed fact that the answer states: `volumes: 11` for `11 volumes`. */
function byFact(passages: readonly ViewPassage[], answer: string, { index, labels }: GoldSource): Evidence | null {
  const [first] = passages;
  if (first === undefined) return null;
  const places = index.factsOf(first).flatMap(({ field, value }) => {
    if (value === null || value.type === 'boolean' || !answersFact(answer, value)) return [];
    const place = placeOfFact(passages, value, labels(first.source_id, field));
    return place === null ? [] : [place];
  });
  return places.length === 1 ? (places[0] ?? null) : null;
}

function textOf({ text }: ViewPassage, { start, end }: Span): string {
  return text.slice(start, end);
}
