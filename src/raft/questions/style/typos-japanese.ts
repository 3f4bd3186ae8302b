/**
 * What goes wrong when Japanese is typed: the converter picks a word that sounds the same, a word is left in kana, a
 * particle is skipped, a key is missed before the vowel, a long vowel is forgotten.
 */
import type { Random } from '../../../core/random.js';

/** Words and what a converter makes of their sound. */
const HOMOPHONES: readonly (readonly [string, string])[] = [
  ['巻数', '関数'],
  ['既刊', '期間'],
  ['完結', '簡潔'],
  ['刊行', '慣行'],
  ['全巻', '全館'],
  ['最終巻', '最終館'],
  ['新刊', '新館'],
  ['商品', '賞品'],
  ['対象', '対称'],
  ['送料', '総量'],
  ['放送', '包装'],
  ['公開', '後悔'],
  ['終了', '修了'],
  ['買え', '変え'],
  ['聞きたい', '効きたい'],
  ['発送', '発想'],
  ['何歳', '何才'],
  ['出版社', '出版者'],
  ['読め', '詠め'],
];

/** Words as they sound. */
const READINGS: readonly (readonly [string, string])[] = [
  ['発売日', 'はつばいび'],
  ['発売', 'はつばい'],
  ['何巻', 'なんかん'],
  ['何歳', 'なんさい'],
  ['何年', 'なんねん'],
  ['教えて', 'おしえて'],
  ['値段', 'ねだん'],
  ['価格', 'かかく'],
  ['作者', 'さくしゃ'],
  ['著者', 'ちょしゃ'],
  ['在庫', 'ざいこ'],
  ['出版社', 'しゅっぱんしゃ'],
  ['完結', 'かんけつ'],
  ['連載', 'れんさい'],
  ['雑誌', 'ざっし'],
  ['放送', 'ほうそう'],
  ['予約', 'よやく'],
  ['誰', 'だれ'],
  ['今', 'いま'],
  ['買え', 'かえ'],
  ['知りたい', 'しりたい'],
  ['円', 'えん'],
  ['安い', 'やすい'],
  ['高い', 'たかい'],
  ['長い', 'ながい'],
  ['色', 'いろ'],
  ['形式', 'けいしき'],
  ['年齢', 'ねんれい'],
  ['終わ', 'おわ'],
  ['巻数', 'かんすう'],
  ['版元', 'はんもと'],
  ['掲載誌', 'けいさいし'],
  ['漫画', 'まんが'],
  ['作品', 'さくひん'],
  ['形態', 'けいたい'],
  ['商品', 'しょうひん'],
  ['部数', 'ぶすう'],
  ['翻訳', 'ほんやく'],
  ['訳者', 'やくしゃ'],
  ['受賞', 'じゅしょう'],
  ['保証', 'ほしょう'],
  ['割引', 'わりびき'],
  ['種別', 'しゅべつ'],
  ['英語', 'えいご'],
  ['中国語', 'ちゅうごくご'],
  ['公開', 'こうかい'],
  ['開始', 'かいし'],
  ['点数', 'てんすう'],
  ['評価', 'ひょうか'],
  ['対象', 'たいしょう'],
  ['読者', 'どくしゃ'],
  ['有効', 'ゆうこう'],
  ['現在', 'げんざい'],
  ['新しい', 'あたらしい'],
  ['古い', 'ふるい'],
  ['早い', 'はやい'],
  ['遅い', 'おそい'],
  ['多い', 'おおい'],
  ['少ない', 'すくない'],
  ['軽い', 'かるい'],
  ['重い', 'おもい'],
  ['原産国', 'げんさんこく'],
  ['売って', 'うって'],
  ['出て', 'でて'],
  ['続', 'つづ'],
];

/** A consonant that stayed Latin: the key came too late for the converter. */
const LATIN_LEFTOVERS: readonly (readonly [string, string])[] = [
  ['です', 'でs'],
  ['ます', 'まs'],
  ['ください', 'くだsい'],
  ['教えて', '教えt'],
  ['いつ', 'いtう'],
  ['どこ', 'dおこ'],
];

/** A particle between a noun and what is said of it; left out when typing fast. */
const PARTICLE =
  /(?<=[\p{Script=Han}\p{Script=Katakana}ー」』\p{Script=Latin}\d])[はがを](?=[\p{Script=Han}\p{Script=Katakana}いどあ])/gu;
const LONG_VOWEL = /(?<=[\p{Script=Katakana}])ー(?=[\p{Script=Katakana}])/gu;

type Slip = (text: string, random: Random) => string | null;

const SLIPS: readonly Slip[] = [
  (text, random) => swapOne(text, HOMOPHONES, random),
  (text, random) => swapOne(text, READINGS, random),
  (text, random) => swapOne(text, LATIN_LEFTOVERS, random),
  (text, random) => dropOne(text, PARTICLE, random),
  (text, random) => dropOne(text, LONG_VOWEL, random),
];

/** Makes one slip that the text allows; null where it allows none. */
export function mistypeJapanese(text: string, random: Random): string | null {
  for (const slip of random.shuffle(SLIPS)) {
    const slipped = slip(text, random);
    if (slipped !== null) return slipped;
  }
  return null;
}

function swapOne(text: string, table: readonly (readonly [string, string])[], random: Random): string | null {
  const usable = table.filter(([word]) => text.includes(word));
  if (usable.length === 0) return null;
  const [word, slipped] = random.pick(usable);
  return text.replace(word, slipped);
}

function dropOne(text: string, pattern: RegExp, random: Random): string | null {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return null;
  const { index } = random.pick(matches);
  return text.slice(0, index) + text.slice(index + 1);
}
