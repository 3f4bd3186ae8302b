/** A sound draft becomes a question like any other: with evidence, typed facts where the quote states them, and gold. */
import { sha256 } from '../../../core/hash.js';
import { normalizeText } from '../../../text/normalize.js';
import { extractValues } from '../../../text/values.js';
import { answersFact, statesValue } from '../../../verify/row-answer.js';
import { mentions } from '../../../verify/value-forms.js';
import type { ViewIndex } from '../../../verify/view-index.js';
import type { AskedFact, Question } from '../question.js';
import type { DraftContext, SoundDraft } from './check-draft.js';

/** Kinds of values that are an answer of their own; a count is one where nothing better is said. */
const TELLING_KINDS: ReadonlySet<string> = new Set(['duration', 'money', 'percent', 'date']);

/** The question of a draft. */
export function questionOf(
  draft: SoundDraft,
  {
    passage,
    lang,
    names,
    index,
    group,
  }: Pick<DraftContext, 'passage' | 'lang' | 'names'> & { index: ViewIndex; group: string },
): Question {
  const text = draft.question.trim();
  const quote = passage.text.slice(draft.span.start, draft.span.end);
  const facts = factsIn(draft, quote, { passage, index });
  const also = valuesOf(draft.answer, quote).filter((surface) => !text.includes(surface));
  return {
    text,
    lang,
    type: passage.kind === 'catalog' ? 'fact' : 'policy',
    form: formOf(`llm/${draft.type}`, text),
    group,
    evidence: [{ passage, span: draft.span }],
    facts,
    answer: normalizeText(draft.answer) === '' ? draft.answer : draft.answer.trim().replace(/\s+/g, ' '),
    subjects: names.filter((name) => mentions(text, name)),
    generator: 'llm',
    gold: {
      text: quote,
      ...(also.length > 0 ? { also } : {}),
      ...(facts.length > 0 ? { facts: facts.map(({ field, value }) => ({ field, value, subjects: names })) } : {}),
    },
  };
}

/** Values of the answer in the quote's own words: what makes another passage an answer too. */
function valuesOf(answer: string, quote: string): readonly string[] {
  const values = extractValues(answer).filter(({ unit, surface }) => unit !== null && quote.includes(surface.trim()));
  const telling = values.filter(({ kind }) => TELLING_KINDS.has(kind));
  const chosen = telling.length > 0 ? telling : values.filter(({ kind }) => kind === 'count');
  return [...new Set(chosen.map(({ surface }) => surface.trim()))];
}

/** A model has no templates: each wording is a form of its own. */
export function formOf(kind: string, text: string): string {
  return `${kind}/${sha256(text).slice(0, 8)}`;
}

/** The one typed fact that quote and answer state and the question does not; none where two have that value. */
function factsIn(
  { question, answer }: SoundDraft,
  quote: string,
  { passage, index }: Pick<DraftContext, 'passage'> & { readonly index: ViewIndex },
): readonly AskedFact[] {
  const stated = index.factsOf(passage).flatMap(({ field, value }): AskedFact[] => {
    if (value === null || value.type === 'boolean' || /^title/i.test(field)) return [];
    const isStated = statesValue(quote, value) && answersFact(answer, value) && !statesValue(question, value);
    return isStated ? [{ passage, field, value }] : [];
  });
  return stated.length === 1 ? stated : [];
}
