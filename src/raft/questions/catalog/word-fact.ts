/** One fact: the question for it and its answer, or the refusal where nobody knows it. */
import type { FactValue } from '../../../corpus/document.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import { answerLang, type Question } from '../question.js';
import { refusal } from '../refusals.js';
import { fill } from '../style/parts.js';
import { type FactIntent, guardNames, type Intent, type UnknownIntent } from './fact-intents.js';
import { readableLabel } from './phrases/labels.js';
import { answersOf, formsOf } from './phrases/topics.js';
import { renderValue } from './render-value.js';
import { type Asked, type Asking, ask, type Wording } from './wording.js';

/** The question about a known fact; null when the field is not asked in this language. */
export function wordFact(intent: FactIntent, asking: Asking): Question | null {
  const asked = askFor(intent, intent.value, asking);
  if (asked === null) return null;
  const lang = answerLang(asking.lang);
  const label = readableLabel(asking.wording.labels, intent.sourceId, intent.field);
  const answer = fill(asking.random.pick(answersOf(intent.topic, lang)), {
    t: asked.said[0] ?? '',
    a: renderValue(intent.value, lang),
    l: label[lang] ?? label.en ?? '',
  });
  return {
    ...asked.question,
    type: 'fact',
    group: intent.group,
    evidence: [intent.evidence],
    facts: [{ passage: intent.evidence.passage, field: intent.field, value: intent.value }],
    answer: asSentence(answer),
    gold: {
      text: renderValue(intent.value, lang),
      facts: [{ field: intent.field, value: intent.value, subjects: guardNames(intent) }],
    },
  };
}

/** The question about a fact that the corpus does not know. */
export function wordUnknown(intent: UnknownIntent, asking: Asking): Question | null {
  const asked = askFor(intent, intent.example, asking);
  if (asked === null) return null;
  const { random, wording } = asking;
  return {
    ...asked.question,
    type: 'unanswerable',
    group: intent.group,
    evidence: [],
    facts: [],
    answer: refusal(answerLang(asking.lang), { random, handOver: wording.handOver }),
    unknown: { field: intent.field, subjects: guardNames(intent) },
  };
}

function askFor(intent: Intent, value: FactValue, asking: Asking): Asked | null {
  const { lang, wording } = asking;
  if (!isAskedIn(intent, lang, wording)) return null;
  const label = readableLabel(wording.labels, intent.sourceId, intent.field);
  const spoken = lang === 'en' ? label.en : lang === 'ja' ? label.ja : (label.ja ?? label.en);
  const needsLabel = intent.topic === 'generic' || intent.topic === 'code';
  if (needsLabel && spoken === null) return null;
  return ask(
    {
      name: needsLabel ? intent.field : intent.topic,
      forms: formsOf(intent.topic, lang),
      subjects: { t: intent.designation },
      slots: {
        l: spoken ?? '',
        c: currencyOf(value, intent.sourceId, { lang, wording }),
        d: currencyOf(value, intent.sourceId, { lang: 'en', wording }),
      },
    },
    asking,
  );
}

/** `author_ja` is the Japanese writing of `author`: each is asked in its own language. A Japanese title is news in English only. */
function isAskedIn({ field, sourceId, topic, pageLang }: Intent, lang: QuestionLang, wording: Wording): boolean {
  if (pageLang !== null && (pageLang === 'ja') === (lang === 'en')) return false;
  if (topic === 'title_ja') return lang !== 'ja';
  if (topic === 'title_en' || topic === 'title_zh') return true;
  if (field.endsWith('_ja')) return lang !== 'en';
  return lang === 'en' || !(wording.fields.get(sourceId)?.has(`${field}_ja`) ?? false);
}

const CURRENCIES: Readonly<Record<string, { readonly en: string; readonly ja: string }>> = {
  JPY: { en: ' in yen', ja: '日本円で' },
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

/** Begins with a capital where the sentence begins with `the paperback of …`, and ends with one full stop. */
export function asSentence(text: string): string {
  const begun = /^the /.test(text) ? `T${text.slice(1)}` : text;
  return begun.replace(/([.!?…]")\.$/, '$1');
}
