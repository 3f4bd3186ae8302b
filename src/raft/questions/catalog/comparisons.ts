/** Comparison questions: which of two documents has more of a number, costs less, or came out first. */
import type { Random } from '../../../core/random.js';
import type { FactValue } from '../../../corpus/document.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import { answerLang, type Question } from '../question.js';
import type { FactIntent } from './fact-intents.js';
import { renderValue } from './render-value.js';
import { fill } from './word-fact.js';

interface Comparison {
  /** Picks the asked one: the larger or the smaller value. */
  readonly wants: 'larger' | 'smaller';
  readonly ask: Readonly<Record<QuestionLang, readonly string[]>>;
  readonly say: Readonly<Record<'en' | 'ja', string>>;
}

const CHEAPER: Comparison = {
  wants: 'smaller',
  ask: {
    en: ['Which is cheaper{c}, {x} or {y}?', 'Is {x} or {y} the cheaper one{c}?', '{x} vs {y}: which costs less{c}?'],
    ja: [
      '『{x}』と『{y}』、{c}安いのはどちらですか？',
      '『{x}』と『{y}』では{c}どちらが安いですか？',
      '{x}と{y}って、{c}どっちが安い？',
    ],
    mixed: ['{x}と{y}、{c}どっちがcheaperですか？', '『{x}』と『{y}』ではpriceが{c}安いのはどっち？'],
  },
  say: { en: '{w} is cheaper: {a}, against {b} for {o}.', ja: '『{w}』のほうが安く、{a}です（『{o}』は{b}）。' },
};

const MORE_VOLUMES: Comparison = {
  wants: 'larger',
  ask: {
    en: [
      'Which has more volumes, {x} or {y}?',
      'Is {x} or {y} the longer series by volumes?',
      '{x} or {y}: which one has more volumes out?',
    ],
    ja: [
      '『{x}』と『{y}』、巻数が多いのはどちらですか？',
      '『{x}』と『{y}』ではどちらのほうが巻数が多いですか？',
      '{x}と{y}ってどっちが長い？巻数で教えて。',
    ],
    mixed: ['{x}と{y}、volumesが多いのはどっちですか？', '『{x}』と『{y}』、どっちのvolume数が上？'],
  },
  say: { en: '{w} has more: {a}, against {b} for {o}.', ja: '巻数が多いのは『{w}』で{a}です（『{o}』は{b}）。' },
};

const EARLIER: Comparison = {
  wants: 'smaller',
  ask: {
    en: ['Which has the earlier release date, {x} or {y}?', 'Of {x} and {y}, which one is released first?'],
    ja: ['『{x}』と『{y}』、発売日が早いのはどちらですか？', '『{x}』と『{y}』ではどちらが先に発売されますか？'],
    mixed: ['{x}と{y}、releaseが早いのはどっちですか？', '『{x}』と『{y}』、release dateが先なのは？'],
  },
  say: {
    en: '{w}: its release date is {a}; that of {o} is {b}.',
    ja: '『{w}』が先で、発売日は{a}です（『{o}』は{b}）。',
  },
};

/** The comparison that a field's values allow; null for fields that nobody compares. */
function comparisonOf(intent: FactIntent): Comparison | null {
  if (intent.value.type === 'money') return CHEAPER;
  if (/^volumes?(?:_count)?$/.test(intent.field) && intent.value.type === 'number') return MORE_VOLUMES;
  return intent.field === 'release_date' && intent.value.type === 'date' ? EARLIER : null;
}

/** Pairs each comparable intent with another of the same source and field and a different value; at most one pair per intent. */
export function pairIntents(
  intents: readonly FactIntent[],
  random: Random,
): readonly (readonly [FactIntent, FactIntent])[] {
  const cells = new Map<string, FactIntent[]>();
  for (const intent of intents) {
    if (comparisonOf(intent) === null) continue;
    const currency = intent.value.type === 'money' ? intent.value.currency : '';
    const key = JSON.stringify([intent.sourceId, intent.field, currency]);
    const cell = cells.get(key);
    if (cell) cell.push(intent);
    else cells.set(key, [intent]);
  }
  return [...cells.values()].flatMap((cell) => {
    const shuffled = random.shuffle(cell);
    return shuffled.flatMap((intent, i) => {
      const other = shuffled[(i + 1) % shuffled.length] as FactIntent;
      const differs =
        orderOf(intent.value) !== orderOf(other.value) && intent.evidence.passage !== other.evidence.passage;
      return differs ? [[intent, other] as const] : [];
    });
  });
}

/** Words a comparison; null when one of the two has no name in the language. */
export function wordComparison(
  [first, second]: readonly [FactIntent, FactIntent],
  lang: QuestionLang,
  context: { readonly random: Random; readonly currency: (intent: FactIntent, lang: QuestionLang) => string },
): Question | null {
  const comparison = comparisonOf(first);
  const nameOf = ({ names }: FactIntent): string | null =>
    lang === 'en' ? (names.en ?? names.ja) : (names.ja ?? names.en);
  const [x, y] = [nameOf(first), nameOf(second)];
  if (comparison === null || x === null || y === null || x === y) return null;
  const firstWins = orderOf(first.value) > orderOf(second.value) === (comparison.wants === 'larger');
  const [winner, loser] = firstWins ? [first, second] : [second, first];
  const form = context.random.int(comparison.ask[lang].length);
  const render = (intent: FactIntent): string => renderValue(intent.value, answerLang(lang));
  return {
    text: fill(comparison.ask[lang][form] as string, { x, y, c: context.currency(first, lang) }),
    lang,
    type: 'comparison',
    form: `compare-${first.field}/${lang}/${form}`,
    group: first.group,
    evidence: [winner.evidence, loser.evidence],
    facts: [winner, loser].map(({ evidence, field, value }) => ({ passage: evidence.passage, field, value })),
    answer: fill(comparison.say[answerLang(lang)], {
      w: firstWins ? x : y,
      o: firstWins ? y : x,
      a: render(winner),
      b: render(loser),
    }),
    subjects: [x, y],
    gold: {
      text: firstWins ? x : y,
      facts: [winner, loser].map(({ field, value, names }) => ({
        field,
        value,
        subjects: [names.en, names.ja].filter((name) => name !== null),
      })),
    },
  };
}

/** Numbers by size, dates by their ISO text. */
function orderOf(value: FactValue): number | string {
  return value.type === 'number' || value.type === 'money'
    ? value.value
    : value.type === 'date'
      ? value.value.slice(0, 10)
      : '';
}
