/**
 * Questions about now: is it still running, is it out yet, since when. All are answered from dates and states in current
 * passages at the as-of date, which the question names where the answer depends on it; past states are not asked.
 */
import { differenceInCalendarDays } from 'date-fns';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import { answerLang, type Question } from '../question.js';
import { fill } from '../style/parts.js';
import type { Forms } from '../style/register.js';
import { type FactIntent, guardNames } from './fact-intents.js';
import { ENGLISH_TEMPORAL } from './phrases/temporal-english.js';
import { JAPANESE_TEMPORAL } from './phrases/temporal-japanese.js';
import { MIXED_TEMPORAL } from './phrases/temporal-mixed.js';
import type { DateKind, SinceKind, State, StateKind, TemporalKind, TemporalPhrases } from './phrases/temporal-types.js';
import { renderDate, renderValue } from './render-value.js';
import { asSentence } from './word-fact.js';
import { type Asking, ask } from './wording.js';

const PHRASES: Readonly<Record<QuestionLang, TemporalPhrases>> = {
  en: ENGLISH_TEMPORAL,
  ja: JAPANESE_TEMPORAL,
  mixed: MIXED_TEMPORAL,
};

/** What is asked about now. */
export interface TemporalIntent {
  readonly kind: TemporalKind;
  /** The fact that answers. */
  readonly fact: FactIntent;
  /** A second one that the answer states: the status, beside the year a series began. */
  readonly also?: FactIntent;
  /** What a status comes to. */
  readonly state?: State;
}

/** The kinds of questions that each fact of the corpus answers. */
export function findTemporalIntents(known: readonly FactIntent[], asOf: string): readonly TemporalIntent[] {
  const byDocument = new Map<string, FactIntent[]>();
  for (const intent of known) {
    const facts = byDocument.get(intent.evidence.passage.doc_key);
    if (facts) facts.push(intent);
    else byDocument.set(intent.evidence.passage.doc_key, [intent]);
  }
  return known.flatMap((fact) => kindsOf(fact, byDocument.get(fact.evidence.passage.doc_key) ?? [], asOf));
}

function kindsOf(fact: FactIntent, siblings: readonly FactIntent[], asOf: string): TemporalIntent[] {
  const { topic, value, field } = fact;
  if (value.type === 'date') return dateKinds(fact, siblings, asOf).map((kind) => ({ kind, fact }));
  const state = value.type === 'text' ? stateOf(value.value) : null;
  if (topic === 'status' && isOf(state, ['ongoing', 'completed', 'hiatus', 'cancelled'])) {
    return [
      { kind: 'still_running', fact, state },
      { kind: 'has_ended', fact, state },
    ];
  }
  if (topic === 'availability' && isOf(state, ['available', 'preorder', 'out'])) {
    const stock: TemporalIntent = { kind: 'still_in_stock', fact, state };
    const release = siblings.find((other) => other.topic.startsWith('release_date'))?.value;
    const isNew = state === 'preorder' || (release?.type === 'date' && isRecent(release.value, asOf));
    return isNew && state !== 'out' ? [stock, { kind: 'still_preorder', fact, state }] : [stock];
  }
  const status = siblings.find((other) => other.topic === 'status' && other.field === 'status');
  if (topic !== 'started' || field.endsWith('_ja') || status?.value.type !== 'text') return [];
  return stateOf(status.value.value) === 'ongoing' ? [{ kind: 'running_since', fact, also: status }] : [];
}

function dateKinds(fact: FactIntent, siblings: readonly FactIntent[], asOf: string): readonly TemporalKind[] {
  const { topic, value, field } = fact;
  const isPast = value.type === 'date' && isBefore(value.value, asOf);
  if (/^(?:last_)?updated?(?:_at|_on)?$/.test(field)) return isPast ? ['updated'] : [];
  const isNew = value.type === 'date' && isRecent(value.value, asOf);
  if (topic.startsWith('release_date')) {
    return [...(isNew ? (['released', 'waiting'] as const) : []), ...(isPast ? (['on_sale_since'] as const) : [])];
  }
  if (topic.startsWith('premiere')) return isNew ? ['premiered'] : [];
  const dated = (start: string) => siblings.find((other) => other.topic.startsWith(start))?.value;
  if (topic.startsWith('begin')) {
    const end = dated('end');
    const isOn = isPast && end?.type === 'date' && !isBefore(end.value, asOf);
    return [...(isNew ? (['begun'] as const) : []), ...(isOn ? (['on_air_since'] as const) : [])];
  }
  if (!topic.startsWith('end')) return [];
  const begin = dated('begin');
  if (!isNew) return [];
  return begin?.type === 'date' && isBefore(begin.value, asOf) ? ['finished', 'still_on'] : [];
}

/** A day counts from its beginning: what is dated today is out today. */
function isBefore(value: string, asOf: string): boolean {
  return value.length > 10 ? value <= asOf : value <= asOf.slice(0, 10);
}

/** Nobody asks whether a book of ten years ago is out yet. */
const RECENT_DAYS = 400;

/** At most {@link RECENT_DAYS} before the as-of date, or after it. */
function isRecent(value: string, asOf: string): boolean {
  return differenceInCalendarDays(new Date(asOf), new Date(value)) <= RECENT_DAYS;
}

const STATE_WORDS: readonly (readonly [RegExp, State])[] = [
  [/^(?:ongoing|publishing|releasing|airing|連載中|刊行中)$/i, 'ongoing'],
  [/^(?:completed?|finished|ended|完結)$/i, 'completed'],
  [/^(?:on )?hiatus$|^休載中?$/i, 'hiatus'],
  [/^(?:cancell?ed|discontinued|打ち切り)$/i, 'cancelled'],
  [/^(?:in[ _-]?stock|available|download|在庫あり)$/i, 'available'],
  [/^(?:pre-?order|coming soon|予約受付中)$/i, 'preorder'],
  [/^(?:out[ _-]?of[ _-]?stock|sold[ _-]?out|backorder(?:ed)?|在庫切れ)$/i, 'out'],
];

function stateOf(word: string): State | null {
  return STATE_WORDS.find(([pattern]) => pattern.test(word.trim()))?.[1] ?? null;
}

function isOf(state: State | null, allowed: readonly State[]): state is State {
  return state !== null && allowed.includes(state);
}

/** Words a temporal question; null where the language has no form for it. */
export function wordTemporal(intent: TemporalIntent, asking: Asking): Question | null {
  const { fact, also, kind } = intent;
  const { lang, wording } = asking;
  const phrases = phrasesOf(intent, lang);
  // `status` may be written in one language only, but a Japanese record's field is not asked in English.
  if (fact.field.endsWith('_ja') && lang === 'en') return null;
  const asked = ask(
    {
      name: kind,
      forms: phrases.forms,
      subjects: { t: fact.designation },
      slots: { n: renderDate(wording.asOf.slice(0, 10), lang === 'en' ? 'en' : 'ja') },
    },
    asking,
  );
  if (asked === null) return null;
  const spoken = answerLang(lang);
  const sayDate = isDateKind(kind, lang) ? (isBefore(dateOf(fact), wording.asOf) ? 'past' : 'future') : null;
  const answer = fill(phrases.say(sayDate), {
    t: asked.said[0] ?? '',
    a: renderValue(fact.value, spoken),
    b: also ? renderValue(also.value, spoken) : '',
    n: renderDate(wording.asOf.slice(0, 10), spoken),
  });
  const facts = also ? [fact, also] : [fact];
  return {
    ...asked.question,
    type: 'temporal',
    group: fact.group,
    evidence: facts.map(({ evidence }) => evidence),
    facts: facts.map(({ evidence, field, value }) => ({ passage: evidence.passage, field, value })),
    answer: asSentence(answer),
    gold: {
      text: renderValue(fact.value, spoken),
      facts: facts.map((one) => ({ field: one.field, value: one.value, subjects: guardNames(one) })),
    },
  };
}

function dateOf({ value }: FactIntent): string {
  return value.type === 'date' ? value.value : '';
}

function isDateKind(kind: TemporalKind, lang: QuestionLang): kind is DateKind {
  return kind in PHRASES[lang].dates;
}

function phrasesOf(
  { kind, state }: TemporalIntent,
  lang: QuestionLang,
): {
  readonly forms: Forms;
  say(tense: 'past' | 'future' | null): string;
} {
  const { dates, since, states } = PHRASES[lang];
  if (kind in dates) {
    const own = dates[kind as DateKind];
    return { forms: own, say: (tense) => own[tense ?? 'past'] };
  }
  if (kind in since) {
    const own = since[kind as SinceKind];
    return { forms: own, say: () => own.say };
  }
  const own = states[kind as StateKind];
  return { forms: own, say: () => (state === undefined ? '' : (own.say[state] ?? '')) };
}
