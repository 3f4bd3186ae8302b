/** Words that narrow a question down without being names or numbers: currency, edition, direction of a comparison, tense. */
import type { QuestionType } from '../../../dataset/raft-row.js';

const ALWAYS: Readonly<Record<string, RegExp>> = {
  yen: /\b(?:yen|jpy)\b|円|¥/iu,
  dollars: /\b(?:dollars?|usd|bucks)\b|ドル|\$/iu,
  'digital edition': /\b(?:digital|e-?books?|kindle)\b|電子(?!メール|マネー)/iu,
  'printed edition': /\b(?:paperbacks?|printed|print|paper|physical)\b|紙/iu,
  'special edition':
    /\b(?:deluxe|hardcover|limited|box(?:ed)?|omnibus|collector['’]?s)\b|特装|限定|愛蔵|豪華|ボックス/iu,
};

const COMPARED: Readonly<Record<string, RegExp>> = {
  earlier: /\b(?:earlier|before|first|older|sooner)\b|より前|先に|先は|早[いく]/iu,
  later: /\b(?:later|after|newer|last)\b|より後|あとに|後に|遅[いく]/iu,
  cheaper: /\b(?:cheap(?:er|est)?|less expensive|lower price)\b|安[いく]|やすい/iu,
  dearer:
    /(?<!less )\b(?:expensive|pric(?:ey|ier)|dearer|costlier)\b|(?:値段|価格|ほう|方)[がの]?高い|高いのは|たかい/iu,
};

const TEMPORAL: Readonly<Record<string, RegExp>> = {
  still: /\b(?:still|yet|anymore|any more)\b|まだ|もう/iu,
  'since when': /\b(?:since)\b|いつから/iu,
};

/** The first qualifier that only one of two wordings of a question has; null when they say the same. */
export function changedQualifier(
  type: QuestionType,
  before: string,
  after: string,
): { readonly name: string; readonly isLost: boolean } | null {
  const qualifiers = {
    ...ALWAYS,
    ...(type === 'comparison' ? COMPARED : {}),
    ...(type === 'temporal' ? TEMPORAL : {}),
  };
  for (const [name, words] of Object.entries(qualifiers)) {
    const [had, has] = [words.test(before), words.test(after)];
    if (had !== has) return { name, isLost: had };
  }
  return null;
}
