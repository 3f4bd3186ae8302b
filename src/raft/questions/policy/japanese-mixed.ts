/** Japanese questions as customers of a Japanese–English shop write them: with a noun or two in English. */

/** Words that such customers say in English. */
const GLOSSARY: readonly (readonly [japanese: string, english: string])[] = [
  ['返品', 'return'],
  ['返金', 'refund'],
  ['予約', 'pre-order'],
  ['送料', 'shipping fee'],
  ['国内配送', 'domestic shipping'],
  ['発送', 'shipping'],
  ['キャンセル', 'cancel'],
  ['注文', 'order'],
  ['ポイント', 'points'],
  ['電子書籍', 'digital版'],
  ['紙の書籍', 'paperback'],
  ['会員特典', 'member特典'],
  ['クーポン', 'coupon'],
  ['ギフトカード', 'gift card'],
  ['発売日', 'release date'],
  ['有効期限', 'expiry date'],
  ['分割払い', 'installments'],
  ['お支払い方法', 'payment method'],
  ['支払い方法', 'payment method'],
  ['お支払い', 'payment'],
  ['支払い', 'payment'],
  ['レビュー', 'review'],
  ['ネタバレ', 'spoiler'],
  ['請求書', 'invoice'],
  ['振込手数料', 'transfer fee'],
  ['手数料', 'fee'],
  ['アカウント', 'account'],
  ['ボックスセット', 'box set'],
  ['年齢確認', 'age check'],
  ['家族プラン', 'family plan'],
  ['無料体験', 'free trial'],
  ['受付時間', 'opening hours'],
  ['住所', 'address'],
  ['関税', 'customs'],
];
const ENGLISH = new Map(GLOSSARY);
const INSIDE_A_WORD = '\\p{Script=Han}\\p{Script=Katakana}ー々A-Za-z';
/** Whole words only: not `注文` in `注文履歴`, and no `ご` left before. The longest first. */
const WORD = new RegExp(
  `(?<![${INSIDE_A_WORD}『「おご]|[A-Za-z] )(?:${[...ENGLISH.keys()].sort((a, b) => b.length - a.length).join('|')})(?![${INSIDE_A_WORD}』」])`,
  'gu',
);
const MOST = 2;

/** With its first one or two nouns of the glossary in English; null when it has none. `keep` is left as it is. */
export function mixJapanese(question: string, keep = ''): string | null {
  const seen = new Set<string>();
  const text = (keep === '' ? question : question.replaceAll(keep, '\uE000')).replace(WORD, (word) => {
    if (!seen.has(word) && seen.size === MOST) return word;
    seen.add(word);
    return ENGLISH.get(word) ?? word;
  });
  return seen.size === 0 ? null : text.replaceAll('\uE000', keep);
}
