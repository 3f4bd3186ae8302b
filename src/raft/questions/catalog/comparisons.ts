/** Comparison questions: which of two documents has more of a number, costs less, or came out first; whether, and by how much. */
import type { Random } from '../../../core/random.js';
import type { FactValue } from '../../../corpus/document.js';
import type { AnswerLang, Question } from '../question.js';
import { answerLang } from '../question.js';
import { fill } from '../style/parts.js';
import { type Forms, REGISTERS } from '../style/register.js';
import { type FactIntent, guardNames } from './fact-intents.js';
import { ANGLES, type Angle, type ComparisonPhrases, type Measure } from './phrases/comparison-types.js';
import { ENGLISH_COMPARISONS } from './phrases/comparisons-english.js';
import { JAPANESE_COMPARISONS } from './phrases/comparisons-japanese.js';
import { MIXED_COMPARISONS } from './phrases/comparisons-mixed.js';
import { renderValue } from './render-value.js';
import { asSentence, currencyOf } from './word-fact.js';
import { type Asking, ask } from './wording.js';

const PHRASES: Readonly<Record<Asking['lang'], ComparisonPhrases>> = {
  en: ENGLISH_COMPARISONS,
  ja: JAPANESE_COMPARISONS,
  mixed: MIXED_COMPARISONS,
};

/** How far the first question of an intent looks for a partner; the next ones look further. */
const ROUNDS = 2;

/** What an intent's field is measured in; null for fields that nobody compares. */
function measureOf({ topic, value }: FactIntent): Measure | null {
  if (value.type === 'money') return 'price';
  if (value.type === 'date') {
    if (topic.startsWith('release_date')) return 'date';
    return topic.startsWith('begin') || topic.startsWith('premiere') ? 'airing' : null;
  }
  if (value.type !== 'number') return null;
  if (topic === 'volumes' || topic === 'score' || topic === 'weight') return topic;
  return topic === 'started' ? 'year' : null;
}

/**
 * Pairs each comparable intent with others of the same source, field, unit and currency and another value: at most
 * {@link ROUNDS} pairs per intent. Two values that are equal are no question.
 */
export function pairIntents(
  intents: readonly FactIntent[],
  random: Random,
): readonly (readonly [FactIntent, FactIntent])[] {
  const cells = new Map<string, FactIntent[]>();
  for (const intent of intents) {
    if (measureOf(intent) === null) continue;
    const key = JSON.stringify([intent.sourceId, intent.field, unitOf(intent.value)]);
    const cell = cells.get(key);
    if (cell) cell.push(intent);
    else cells.set(key, [intent]);
  }
  const rounds = Array.from({ length: ROUNDS }, () => [...cells.values()].flatMap((cell) => pairCell(cell, random)));
  return rounds.flat();
}

function pairCell(cell: readonly FactIntent[], random: Random): (readonly [FactIntent, FactIntent])[] {
  const shuffled = random.shuffle(cell);
  return shuffled.flatMap((intent, i) => {
    const other = shuffled[(i + 1) % shuffled.length] as FactIntent;
    const isPair = orderOf(intent.value) !== orderOf(other.value) && intent.evidence.passage !== other.evidence.passage;
    return isPair ? [[intent, other] as const] : [];
  });
}

/** Words a comparison; null when the language has no form for it, or one of the two no name. */
export function wordComparison([first, second]: readonly [FactIntent, FactIntent], asking: Asking): Question | null {
  const measure = measureOf(first);
  if (measure === null) return null;
  const { lang, random, wording } = asking;
  const phrases = PHRASES[lang][measure];
  // By their forms, so that an angle with few does not repeat them.
  const angle = random.pick(ANGLES.flatMap((name) => Array<Angle>(countOf(formsOf(phrases, name))).fill(name)));
  const asked = ask(
    {
      name: `compare-${first.field}-${angle}`,
      forms: formsOf(phrases, angle) as Forms,
      subjects: { x: first.designation, y: second.designation },
      slots: { c: currencyOf(first.value, first.sourceId, { lang, wording }) },
    },
    asking,
  );
  const [x, y] = asked?.said ?? [];
  if (asked === null || x === undefined || y === undefined || x === y) return null;
  const sides: Sides = { first: { intent: first, name: x }, second: { intent: second, name: y } };
  const isFirstMore = orderOf(first.value) > orderOf(second.value);
  const [winner, loser] = wins(angle, isFirstMore) ? [first, second] : [second, first];
  return {
    ...asked.question,
    type: 'comparison',
    group: first.group,
    evidence: [winner.evidence, loser.evidence],
    facts: [winner, loser].map(({ evidence, field, value }) => ({ passage: evidence.passage, field, value })),
    answer: asSentence(sayAnswer(sides, { angle, measure, isFirstMore, lang: answerLang(lang) })),
    gold: {
      text: winner === first ? x : y,
      facts: [winner, loser].map((intent) => ({
        field: intent.field,
        value: intent.value,
        subjects: guardNames(intent),
      })),
    },
  };
}

interface Sides {
  readonly first: { readonly intent: FactIntent; readonly name: string };
  readonly second: { readonly intent: FactIntent; readonly name: string };
}

/** `which …` names the winner; `is the first …` is about the first; the difference begins with the larger. */
function sayAnswer(
  { first, second }: Sides,
  at: { readonly angle: Angle; readonly measure: Measure; readonly isFirstMore: boolean; readonly lang: AnswerLang },
): string {
  const { angle, measure, isFirstMore, lang } = at;
  const phrases = PHRASES[lang][measure];
  const isYesNo = angle === 'isMore' || angle === 'isLess';
  const isAboutFirst = isYesNo || wins(angle, isFirstMore);
  const [about, other] = isAboutFirst ? [first, second] : [second, first];
  const saysMore = isYesNo ? isFirstMore : angle !== 'less';
  const sentence = fill(angle === 'gap' ? (phrases.sayGap ?? '') : saysMore ? phrases.sayMore : phrases.sayLess, {
    w: about.name,
    o: other.name,
    a: renderValue(about.intent.value, lang),
    b: renderValue(other.intent.value, lang),
    g: renderValue(gapOf(about.intent.value, other.intent.value), lang).replace(/\.00(?!\d)/, ''),
  });
  if (!isYesNo) return sentence;
  const isYes = isFirstMore === (angle === 'isMore');
  if (lang === 'ja') return `${isYes ? 'はい' : 'いいえ'}、${sentence}`;
  return `${isYes ? 'Yes' : 'No'}. ${asSentence(sentence)}`;
}

/** Whether the first of the pair is what the question looks for. */
function wins(angle: Angle, isFirstMore: boolean): boolean {
  return isFirstMore === (angle !== 'less' && angle !== 'isLess');
}

function formsOf(phrases: ComparisonPhrases[Measure], angle: Angle): Forms | null {
  return phrases[angle] ?? null;
}

function countOf(forms: Forms | null): number {
  return forms === null ? 0 : REGISTERS.reduce((sum, register) => sum + forms[register].length, 0);
}

/** The larger minus the smaller, without the noise of binary fractions. */
function gapOf(larger: FactValue, smaller: FactValue): FactValue {
  if (larger.type === 'money' && smaller.type === 'money')
    return { ...larger, value: minus(larger.value, smaller.value) };
  if (larger.type === 'number' && smaller.type === 'number')
    return { ...larger, value: minus(larger.value, smaller.value) };
  return larger;
}

function minus(a: number, b: number): number {
  return Math.round((a - b) * 100) / 100;
}

/** Only equal units are compared. */
function unitOf(value: FactValue): string {
  if (value.type === 'money') return value.currency;
  return value.type === 'number' ? (value.unit ?? '') : '';
}

/** Numbers by size, dates by their ISO text. */
function orderOf(value: FactValue): number | string {
  if (value.type === 'number' || value.type === 'money') return value.value;
  return value.type === 'date' ? value.value.slice(0, 10) : '';
}
