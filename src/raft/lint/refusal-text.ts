/** Does an answer say that it cannot be given? Told from the words, for files that do not state it. */

const LONGEST = 400;

/** A refusal speaks of what it lacks: negation and information near each other. */
const ENGLISH = [
  /\b(?:can(?:no|['’])t|cannot|could(?:n['’]t| not)|unable to|not able to) (?:find|answer|determine|say|tell|confirm|locate|provide an answer)\b/i,
  /\b(?:do(?:es)?n['’]t|do(?:es)? not|did(?:n['’]t| not)) (?:have|contain|include|hold|mention|provide|say|state|specify)\b.{0,60}\b(?:information|answer|details?|documents?|context)\b/i,
  /\b(?:documents?|context|information|text|passages?|sources?)\b.{0,60}\b(?:do(?:es)?n['’]t|do(?:es)? not|did not|is not|are not|not)\b.{0,30}\b(?:say|answer|contain|mention|state|provide|include|cover|specif|available|enough|sufficient|found)/i,
  /\b(?:not|isn['’]t|aren['’]t)\b.{0,30}\b(?:covered by|mentioned in|stated in|found in|available in|in|specified in)\b.{0,20}\b(?:the )?(?:information|documents?|context|text|passages?)\b/i,
  /\bnone of the (?:documents|passages|texts)\b/i,
  /\bI (?:don['’]t|do not) (?:know|have (?:that|this|the|any|enough) (?:information|details?|answer))\b/i,
  /\b(?:no|insufficient|not enough) information\b/i,
] as const;

const JAPANESE = [
  /(?:お答え|回答|ご案内|お伝え)(?:することが|が)?(?:でき(?:ません|かね)|いたしかね)/,
  /(?:わかり|分かり|判断し|お答えし|ご案内し)かねます/,
  /(?:情報|資料|文書|記載|コンテキスト|内容|答え|回答)(?:(?!を|こと)[^。]){0,24}(?:見つか(?:りません|らない|りませんでした)|確認でき(?:ません|ない|ませんでした)|(?:は|が|も)?(?:ありません|ございません|ない(?:ため|ので|です|。|$))|含まれて(?:いません|おりません)|書かれて(?:いません|おりません)|載って(?:いません|おりません))/,
  /(?:わかりません|分かりません|不明です)/,
] as const;

/** True for an answer that is a refusal, in English or Japanese. */
export function isRefusal(answer: string): boolean {
  if (answer.length > LONGEST) return false;
  return [...ENGLISH, ...JAPANESE].some((pattern) => pattern.test(answer));
}
