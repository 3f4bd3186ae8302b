/**
 * What a sentence permits, demands, forbids or promises, in English and Japanese. Negation is part of
 * the reading: `may not` forbids, `need not` frees, `できません` refuses.
 */

/** Canonical modalities. `may` permits or leaves possible, `can` enables, `need_not` lifts a duty. */
export const MODALITIES = [
  'must',
  'must_not',
  'need_not',
  'may',
  'can',
  'cannot',
  'should',
  'should_not',
  'will',
  'will_not',
] as const;
export type Modality = (typeof MODALITIES)[number];

/** One modal expression; offsets are UTF-16 code units, `surface === sentence.slice(start, end)`. */
export interface ModalityMention {
  readonly modality: Modality;
  readonly start: number;
  readonly end: number;
  readonly surface: string;
}

type Rule = readonly [Modality, string];

/** An adverb may stand between a modal and its negation: `may also not`, `will never`. */
const NOT = "(?: [a-z]{2,12})? (?:not|never)\\b|(?:n['’]t)\\b";

/** The first rule that matches at a place wins, so negated and longer forms stand before plain ones. */
const ENGLISH: readonly Rule[] = [
  ['must_not', `\\b(?:no (?:one|body|[a-z]{3,14})|nobody|none of [a-z]{2,8} [a-z]{3,14}) (?:may|can|must|shall)\\b`],
  [
    'need_not',
    "\\b(?:need not|needn['’]t|(?:is|are|be) not (?:required|obliged|obligated)|(?:do|does) not (?:have|need) to|(?:don|doesn)['’]t (?:have|need) to|no need to|no obligation)\\b",
  ],
  [
    'must_not',
    `\\b(?:must|shall|may)(?:${NOT})|\\b(?:(?:is|are|be) )?(?:strictly )?(?:prohibited|forbidden)\\b|\\b(?:is|are|be)(?: not|n['’]t) (?:allowed|permitted)\\b|\\bdo not (?:allow|permit|tolerate)\\b`,
  ],
  ['cannot', `\\b(?:cannot|can(?:${NOT})|can['’]t)|\\b(?:unable to|not able to|not possible)\\b`],
  ['should_not', `\\bshould(?:${NOT})`],
  ['will_not', `\\b(?:will(?:${NOT})|won['’]t\\b)`],
  ['must', '\\b(?:must|shall|(?:is|are|be) (?:required|obliged|obligated)|(?:have|has|need|needs) to)\\b'],
  [
    'should',
    '\\b(?:should|ought to|(?:is|are) (?:strongly )?(?:recommended|encouraged)|we (?:recommend|encourage))\\b',
  ],
  ['can', '\\b(?:can|(?:is|are|be) able to)\\b'],
  ['may', '\\b(?:may(?! \\d)|might|(?:is|are|be) (?:allowed|permitted))\\b'],
  ['will', "\\bwill\\b|(?<=[a-z])['’]ll\\b"],
];

const JAPANESE: readonly Rule[] = [
  [
    'need_not',
    '必要(?:は|が|も)?(?:ありません|ない|ございません)|(?:なくて|ないで)も(?:よい|良い|いい|構いません|かまいません)|不要',
  ],
  [
    'must_not',
    'て(?:は|も)(?:いけません|いけない|なりません|ならない)|(?:を|は|が)?(?:固く)?(?:禁止|禁じ)|認められません|認めません|許可されません|許可しません|ご遠慮',
  ],
  [
    'must',
    '(?:なければ|なくては)(?:なりません|ならない|いけません|いけない)|必要(?:が|で)(?:あり(?!ません)|ある|す)|が必要|必須|義務',
  ],
  ['cannot', '(?:でき|出来|いただけ|頂け|受けられ|承れ|応じられ)(?:ません|ない|かね)|かねます|いたしかね|不可'],
  ['should_not', 'べきでは(?:ありません|ない)'],
  ['should', 'べき|(?:お勧め|おすすめ|お薦め|推奨)'],
  [
    'may',
    '(?:場合|こと|可能性|恐れ|おそれ)(?:が|も)(?:あり(?!ません)|ある|ござい)|かもしれ|て(?:も)(?:よい|良い|いい|構いません|かまいません)|許可',
  ],
  ['can', '(?:でき|出来)(?:ます|る)|(?:いただけ|頂け)(?:ます|る)|可能'],
  ['will_not', 'いたしません|致しません'],
];

const RULES = [...ENGLISH, ...JAPANESE];
const MODAL = new RegExp(RULES.map(([, pattern]) => `(${pattern})`).join('|'), 'gi');
/** The month in the middle of a sentence: `since May`. */
const MONTH = /[\p{L}\d,] $/u;
/** `May 2026`, `at will`, `free will`: words that only look like modals. */
const NO_MODAL = /(?:\bat |\bfree |\bgood |\bthe |\bin )$/i;

/** The modal expressions of a sentence in order. Bounded expressions only: linear in its length. */
export function extractModality(sentence: string): readonly ModalityMention[] {
  const mentions: ModalityMention[] = [];
  for (const match of sentence.matchAll(MODAL)) {
    const rule = RULES[match.slice(1).findIndex((group) => group !== undefined)];
    const start = match.index;
    const surface = match[0];
    const before = sentence.slice(Math.max(0, start - 6), start);
    const isNoun = /^(?:will|may|can)$/i.test(surface) && NO_MODAL.test(before);
    if (rule === undefined || isNoun || (surface === 'May' && MONTH.test(before))) continue;
    mentions.push({ modality: rule[0], start, end: start + surface.length, surface });
  }
  return mentions;
}

/** For people: `must not`, `need not`. */
export function formatModality(modality: Modality): string {
  return modality.replace('_', ' ');
}
