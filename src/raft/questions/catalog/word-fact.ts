/** Wording: a fact intent, a language and a seeded choice become a question and its answer. */
import type { Random } from '../../../core/random.js';
import type { FactValue } from '../../../corpus/document.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import { answerLang, type Question } from '../question.js';
import { refusal } from '../refusals.js';
import type { FactIntent, FactIntents, FactLabels, UnknownIntent } from './fact-intents.js';
import { phrasesOf } from './phrases.js';
import { renderValue } from './render-value.js';
import type { SubjectNames } from './subjects.js';

/** What all wordings of one build share. */
export interface Wording {
  readonly labels: FactLabels;
  /** Fields by source, to tell `author` from `author_ja`. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Currencies by source. */
  readonly currencies: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether a refusal may offer to hand over to a person. */
  readonly handOver: boolean;
}

/** Gathers what wording needs to know about the sources. */
export function prepareWording(intents: FactIntents, options: { labels: FactLabels; handOver: boolean }): Wording {
  const fields = new Map<string, Set<string>>();
  const currencies = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, key: string, item: string): void => {
    map.set(key, (map.get(key) ?? new Set()).add(item));
  };
  for (const intent of [...intents.known, ...intents.unknown]) {
    add(fields, intent.sourceId, intent.field);
    const value = 'value' in intent ? intent.value : intent.example;
    if (value.type === 'money') add(currencies, intent.sourceId, value.currency);
  }
  return { ...options, fields, currencies };
}

/** The question about a known fact; null when the field is not asked in this language. */
export function wordFact(
  intent: FactIntent,
  lang: QuestionLang,
  context: { wording: Wording; random: Random },
): Question | null {
  const asked = ask(intent, intent.value, { lang, ...context });
  if (asked === null) return null;
  const answer = fill(asked.phrases.say[answerLang(lang)], {
    t: asked.name,
    a: renderValue(intent.value, answerLang(lang)),
    l: asked.answerLabel,
  });
  const subjects = [intent.names.en, intent.names.ja].filter((name) => name !== null);
  return {
    ...asked.question,
    type: 'fact',
    group: intent.group,
    evidence: [intent.evidence],
    facts: [{ passage: intent.evidence.passage, field: intent.field, value: intent.value }],
    answer,
    gold: {
      text: renderValue(intent.value, answerLang(lang)),
      facts: [{ field: intent.field, value: intent.value, subjects }],
    },
  };
}

/** The question about a fact that the corpus does not know. */
export function wordUnknown(
  intent: UnknownIntent,
  lang: QuestionLang,
  context: { wording: Wording; random: Random },
): Question | null {
  const asked = ask(intent, intent.example, { lang, ...context });
  if (asked === null) return null;
  return {
    ...asked.question,
    type: 'unanswerable',
    group: intent.group,
    evidence: [],
    facts: [],
    answer: refusal(answerLang(lang), { random: context.random, handOver: context.wording.handOver }),
    unknown: {
      field: intent.field,
      subjects: [intent.names.en, intent.names.ja].filter((name) => name !== null),
    },
  };
}

type Asking = { readonly lang: QuestionLang; readonly wording: Wording; readonly random: Random };

function ask(intent: Pick<FactIntent, 'sourceId' | 'field' | 'names'>, value: FactValue, context: Asking) {
  const { lang, wording, random } = context;
  if (!isAskedIn(intent, lang, wording)) return null;
  const name = nameFor(intent.names, lang, random);
  const { phrases, specific } = phrasesOf(intent.field, value);
  const label = wording.labels(intent.sourceId, intent.field);
  const questionLabel = lang === 'en' ? label?.en?.toLowerCase() : label?.ja;
  const forms = phrases.ask[lang];
  if (name === null || forms.length === 0 || (!specific && questionLabel === undefined)) return null;
  const form = random.int(forms.length);
  const text = fill(forms[form] as string, {
    t: name,
    l: questionLabel ?? '',
    c: currencyOf(value, intent.sourceId, context),
  });
  return {
    name,
    phrases,
    answerLabel: (answerLang(lang) === 'en' ? label?.en?.toLowerCase() : label?.ja) ?? '',
    question: { text, lang, form: `${intent.field}/${lang}/${form}`, subjects: [name] },
  };
}

/** `author_ja` is the Japanese writing of `author`: each is asked in its own language. A Japanese title is news in English only. */
function isAskedIn(intent: Pick<FactIntent, 'sourceId' | 'field'>, lang: QuestionLang, wording: Wording): boolean {
  const { field, sourceId } = intent;
  if (/^title[_-]/.test(field)) return lang !== 'ja';
  if (field.endsWith('_ja')) return lang !== 'en';
  return lang === 'en' || !(wording.fields.get(sourceId)?.has(`${field}_ja`) ?? false);
}

function nameFor(names: SubjectNames, lang: QuestionLang, random: Random): string | null {
  const both = [names.ja, names.en].filter((name) => name !== null);
  if (both.length === 0) return null;
  if (lang === 'mixed') return random.pick(both);
  return (lang === 'en' ? names.en : names.ja) ?? (both[0] as string);
}

const CURRENCIES: Readonly<Record<string, { readonly en: string; readonly ja: string }>> = {
  JPY: { en: ' in yen', ja: '' },
  USD: { en: ' in US dollars', ja: '米ドルで' },
  EUR: { en: ' in euros', ja: 'ユーロで' },
  GBP: { en: ' in pounds', ja: '英ポンドで' },
};

/** Named only where the source has several, so that the question has one answer. */
export function currencyOf(
  value: FactValue,
  sourceId: string,
  { lang, wording }: Pick<Asking, 'lang' | 'wording'>,
): string {
  if (value.type !== 'money' || (wording.currencies.get(sourceId)?.size ?? 0) < 2) return '';
  const names = CURRENCIES[value.currency] ?? { en: ` in ${value.currency}`, ja: `${value.currency}で` };
  return lang === 'en' ? names.en : names.ja;
}

/** Fills `{t}`-like slots in one pass, so that a title holding braces is left alone. */
export function fill(template: string, slots: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w)\}/g, (slot, key: string) => slots[key] ?? slot);
}
