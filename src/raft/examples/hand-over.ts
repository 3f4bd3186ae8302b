/** Does the shop have a person to hand over to? Only what a current page of it says counts. */
import type { CorpusView, ViewPassage } from '../../corpus/view.js';
import { splitSentences } from '../../text/segment.js';

/** The sentence that offers a person. */
export interface HandOver {
  readonly passage_id: string;
  readonly sentence: string;
}

const KINDS: ReadonlySet<string> = new Set(['policy', 'guide', 'faq']);

const PERSON_EN =
  /\b(?:a (?:real |live )?(?:person|human)|(?:human|live|support|service) agents?|our (?:support |service |customer[- ]service |help )?(?:team|staff|agents?)|(?:members?|one) of (?:our |the )?(?:staff|team)|(?:staff|team) members?|customer (?:support|service|care)|representatives?|operators?)\b/i;
const REACH_EN =
  /\b(?:speak(?:ing)?|talk(?:ing)?|chat(?:ting)?|call|contact|connect(?:ed|s)?|transfer(?:red|s)?|hand(?:ed|s)? (?:you )?over|pass(?:ed)? (?:you )?(?:on|over)|put you through|reach|escalat\w+|take[sn]? over|answers?|repl(?:y|ies)|write to)\b/i;
const PERSON_JA =
  /担当者|担当の者|オペレーター|スタッフ|係員|係の者|カスタマー(?:サポート|サービス)|サポート(?:窓口|チーム)|お客[様さ]ま?(?:相談室|窓口|センター)/;
const REACH_JA =
  /つなぎ|繋ぎ|取り次|引き継|代わり|代わって|対応|ご案内|回答|返信|お答え|ご?相談|ご?連絡|お?問い?合わ?せ|話/;
const DENIED = /\b(?:not|never|no longer|cannot|can't|don't|doesn't|unable|without)\b|ません|できかね|おりません|ない/i;

/** The first title, heading or sentence of a current policy, guide or FAQ that offers a person, by passage_id; null when none does. */
export function handOverOffered(view: CorpusView): HandOver | null {
  for (const passage of view.passages) {
    if (passage.verdict !== null || !KINDS.has(passage.kind) || !namesPerson(passage)) continue;
    const sentence = sentencesOf(passage).find(offersPerson);
    if (sentence !== undefined) return { passage_id: passage.passage_id, sentence };
  }
  return null;
}

/** Whether a sentence says that customers can reach a person: both who, and that they are there for the customer. */
export function offersPerson(sentence: string): boolean {
  if (DENIED.test(sentence)) return false;
  return (PERSON_EN.test(sentence) && REACH_EN.test(sentence)) || (PERSON_JA.test(sentence) && REACH_JA.test(sentence));
}

/** Most pages name nobody, and need not be cut into sentences. */
function namesPerson({ title, heading_path, text }: ViewPassage): boolean {
  return [title, ...heading_path, text].some((part) => PERSON_EN.test(part) || PERSON_JA.test(part));
}

function sentencesOf({ title, heading_path, text }: ViewPassage): readonly string[] {
  return [title, ...heading_path, ...splitSentences(text).map(({ start, end }) => text.slice(start, end))];
}
