/** What follows from the quotes, said before the answer: which value is larger, by how much, whether a date has come. */
import type { Random } from '../../core/random.js';
import type { FactValue } from '../../corpus/document.js';
import { extractValues } from '../../text/values.js';
import { renderValue } from '../questions/catalog/render-value.js';
import { type AnswerLang, answerLang, type Question } from '../questions/question.js';
import { fill } from '../questions/style/parts.js';
import * as words from './reasoning-words.js';

interface Working {
  readonly random: Random;
  /** The as-of date, an ISO instant: the today of questions about time. */
  readonly asOf: string;
}

/** At most one sentence, for questions whose answer does not stand in the quotes as it is. */
export function workOut(question: Question, { random, asOf }: Working): readonly string[] {
  const lang = answerLang(question.lang);
  switch (question.type) {
    case 'comparison':
      return compare(question, lang, random);
    case 'multi_hop':
      return holdAgainstThreshold(question, lang, random);
    case 'temporal':
      return holdAgainstToday(question, { lang, random, asOf });
    default:
      return [];
  }
}

/** What the two values come to, beside each other. */
function compare({ form, facts: [first, second] }: Question, lang: AnswerLang, random: Random): string[] {
  if (first && second && /-gap\b/.test(form)) return gap([first.value, second.value], lang, random);
  const relation = first && second ? relationOf(first.value, second.value) : null;
  if (!first || !second || relation === null) return [];
  const [a, b] = [renderValue(first.value, lang), renderValue(second.value, lang)];
  return [fill(random.pick(words.COMPARED[relation][lang]), { a, b })];
}

/** Where the difference is asked for, it is worked out. */
function gap([first, second]: readonly [FactValue, FactValue], lang: AnswerLang, random: Random): string[] {
  const isAmount = first.type === 'money' || first.type === 'number';
  if (!isAmount || second.type !== first.type) return [];
  const [a, b] = first.value >= second.value ? [first, second] : [second, first];
  const x = { ...a, value: Number((a.value - b.value).toFixed(2)) };
  const shown = { a: renderValue(a, lang), b: renderValue(b, lang), x: renderValue(x, lang) };
  return [fill(random.pick(words.GAP[lang]), shown)];
}

/** Where a rule begins at an amount of money, the fact is held against it. */
function holdAgainstThreshold({ form, evidence, facts: [fact] }: Question, lang: AnswerLang, random: Random): string[] {
  if (!/threshold/.test(form) || fact?.value.type !== 'money') return [];
  const { currency, value } = fact.value;
  const rules = evidence.filter(({ passage }) => passage.passage_id !== fact.passage.passage_id);
  const [amount] = rules
    .flatMap(({ passage, span }) => extractValues(passage.text.slice(span.start, span.end)))
    .flatMap((found) => (found.kind === 'money' && found.unit === currency ? found.amount : []));
  if (amount === undefined) return [];
  const wordings = value < amount ? words.THRESHOLD.below : words.THRESHOLD.reached;
  const threshold = { type: 'money', value: amount, currency } as const;
  const shown = { a: renderValue(fact.value, lang), b: renderValue(threshold, lang) };
  return [fill(random.pick(wordings[lang]), shown)];
}

/** Questions whether something is out yet, which name the day that they are asked on. */
const ASKED_ON_A_DAY = /^(?:released|waiting|premiered|begun|finished|still_on)\b/;

/** Whether a date has come is worked out. */
function holdAgainstToday(
  { form, facts: [fact] }: Question,
  { lang, random, asOf }: { readonly lang: AnswerLang; readonly random: Random; readonly asOf: string },
): string[] {
  if (fact?.value.type !== 'date' || !ASKED_ON_A_DAY.test(form)) return [];
  const today = { type: 'date', value: asOf.slice(0, 10) } as const;
  const relation = relationOf({ ...fact.value, value: fact.value.value.slice(0, 10) }, today);
  if (relation === null) return [];
  const shown = { a: renderValue(fact.value, lang), b: renderValue(today, lang) };
  return [fill(random.pick(words.COMPARED[relation][lang]), shown)];
}

function relationOf(a: FactValue, b: FactValue): keyof typeof words.COMPARED | null {
  if (a.type === 'date' && b.type === 'date') {
    return a.value === b.value ? null : a.value < b.value ? 'earlier' : 'later';
  }
  if (a.type === 'money' && b.type === 'money' && a.currency === b.currency) {
    return a.value === b.value ? null : a.value < b.value ? 'cheaper' : 'dearer';
  }
  if (a.type !== 'number' || b.type !== 'number' || a.value === b.value) return null;
  if (a.unit === undefined) return a.value < b.value ? 'smaller' : 'larger';
  return a.value < b.value ? 'less' : 'more';
}
