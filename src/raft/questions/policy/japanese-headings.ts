/** Japanese headings turned into the questions that their sections answer: `返品できないもの` → `返品できないものは何ですか？` */
import { customerVoice } from './japanese-voice.js';

/** A question that a whole section answers. */
export interface HeadingQuestion {
  readonly form: string;
  readonly asks: readonly string[];
}

type Rule = readonly [heading: RegExp, form: string, asks: readonly string[]];

/** `$1` is what the heading says, `$&` all of it. */
const ANY_PAGE: readonly Rule[] = [
  [/^(.{4,})(?:ですか|ますか|でしょうか)[？?]?$/, 'faq', ['$&？']],
  [/^(.{4,})(?:なぜ|どうして)ですか$/, 'faq', ['$&？']],
  [/^(.{4,}(?:のです|たいのです|んです)が)$/, 'faq', ['$1、どうすればいいですか？', '$1、どうしたらいいですか？']],
  [/^(.{4,}ません)$/, 'faq', ['$1。どうすればいいですか？', '$1。どうしたらいいですか？']],
  [/^(.{1,16})とは$/, 'what-is', ['$1とは何ですか？', '$1って何？', '$1が何のことか教えてください。']],
];
const RULEBOOK: readonly Rule[] = [
  [
    /^(.{2,}(?:場合|とき))$/,
    'heading-condition',
    ['$1はどうなりますか？', '$1ってどうなる？', '$1はどうなるのか教えてください。'],
  ],
  [
    /^(.{2,}(?:う|く|ぐ|す|つ|ぬ|ぶ|む|る))には$/,
    'how-to',
    ['$1にはどうすればいいですか？', '$1にはどうしたらいい？', '$1方法を教えてください。'],
  ],
  [
    /^(.{2,}(?:できない|れない|の|な|た|る|い))(?:もの|こと)$/,
    'heading',
    ['$&は何ですか？', '$&ってどれ？', '$&を教えてください。'],
  ],
  [/^(.{2,}(?:となる|な|の|た|る|い))方$/, 'heading', ['$1のはどんな人ですか？', '$1のって誰？']],
  [
    /^(.{2,}(?:期間|期限|時間|日数|料金|送料|返送料|手数料|金額|条件|方法|対象商品|特典|端末|価格))$/,
    'topic',
    ['$1を教えてください。', '$1はどうなっていますか？', '$1は？', '$1について知りたいです。'],
  ],
  [
    /^([\p{Script=Han}\p{Script=Katakana}ー・のと]{2,14}(?:払い)?)$/u,
    'topic',
    ['$1について教えてください。', '$1はどうなっていますか？', '$1について知りたいです。', '$1について詳しく教えて。'],
  ],
];
/** Chapters about nothing in particular. */
const EMPTY =
  /^(?:はじめに|概要|定義|目次|その他|付則|附則|背景|目的|おわりに|よくある質問|.*について|.*ガイド|言語|.*[中前後])$/;

/**
 * Words the question of a heading; null for headings that are no question or say nothing.
 *
 * @param options.isRulebook the page states rules, so that noun phrases can be asked about
 */
export function wordJapaneseHeading(
  heading: string,
  options: { readonly isRulebook: boolean },
): HeadingQuestion | null {
  const text = heading
    .trim()
    .replace(/^(?:第?[0-9０-９一二三四五六七八九十]+[条章.．、]?)\s*/, '')
    .replace(/[。]$/, '');
  if (text === '' || text.length > 40 || EMPTY.test(text) || /[[\]*_`|「」（）()]|(?:その|それ|この|これ)/.test(text))
    return null;
  const said = customerVoice(text);
  for (const [pattern, form, asks] of options.isRulebook ? [...ANY_PAGE, ...RULEBOOK] : ANY_PAGE) {
    if (!pattern.test(said)) continue;
    return { form, asks: asks.map((ask) => tidy(said.replace(pattern, ask))) };
  }
  return null;
}

/** `対象となるのは` and not `対象となるなのは`; `条件の方` keeps its particle. */
function tidy(text: string): string {
  return text
    .replace(/のの(?=は|って)/, 'の')
    .replace(/お送りできない/, '送ってもらえない')
    .replace(/お届けできない/, '届けてもらえない')
    .replace('？？', '？');
}
