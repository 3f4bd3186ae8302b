/**
 * Japanese policy sentences turned into questions: the value becomes its question word where it stands (`30日以内` →
 * `何日以内`), the shop's humble and honorific endings become what a customer would say (`承ります` →
 * `受け付けてもらえますか`), and an ending that has no such form gives no question.
 */
import type { ValueMention } from '../../../text/values.js';
import type { PolicyWording } from './policy-english.js';

/** What points outside the sentence, negates it or hedges it. */
const UNASKABLE =
  /(?:その|それ|この|これ|同じ|同様|上記|下記|次の|以下の|前項|ここ|ません|場合は?除|に限り|のみ|ただし|ください|目安|およそ|ことがあり|[おご][^、]{1,6}(?:し|いたし)、)/;

/** Endings of the shop's voice and of the customer's, tried in order; what none fits is not asked. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?:を?頂戴(?:し|いたし)|を申し受け)ます$/, 'が必要ですか'],
  [/(?:承ります|お受けします|お受けいたします|受け付けます)$/, '受け付けてもらえますか'],
  [/お答え(?:し|いたし)ます$/, '答えてもらえますか'],
  [/非表示に(?:し|いたし)ます$/, '非表示になりますか'],
  [/(保存|保管)(?:し|いたし)ます$/, '$1されますか'],
  [/行います$/, '行ってもらえますか'],
  [/お(?:知らせ|しらせ)(?:し|いたし)ます$/, '知らせてもらえますか'],
  [/お預かり(?:し|いたし)ます$/, '預かってもらえますか'],
  [/お(?:戻し|返し)(?:し|いたし)ます$/, '戻してもらえますか'],
  [/お送り(?:し|いたし)ます$/, '送ってもらえますか'],
  [/お届け(?:し|いたし)ます$/, '届けてもらえますか'],
  [/お使いいただけます$/, '使えますか'],
  [/お選びいただけます$/, '選べますか'],
  [/お読みいただけます$/, '読めますか'],
  [/お求めいただけます$/, '購入できますか'],
  [/お申し込みいただけます$/, '申し込めますか'],
  [/お支払いいただけます$/, '支払えますか'],
  [/ご?([\p{Script=Han}\p{Script=Katakana}ー]{2,})いただけます$/u, '$1できますか'],
  [/ご?([\p{Script=Han}\p{Script=Katakana}ー]{2,})に?なれます$/u, '$1できますか'],
  [
    /ご?(返金|発送|請求|送付|返送|連絡|通知|案内|回答|返信|削除|加算|付与)(?:し|いたし|させていただき)ます$/,
    '$1してもらえますか',
  ],
  [/(?<!いただき|いたし|申し上げ|差し上げ|ござい|おり|まいり)ます$/, 'ますか'],
  [/です$/, 'ですか'],
];

/** Polite prefixes of things that belong to the customer, and the shop's word for the customer. */
const VOICE: readonly (readonly [RegExp, string])[] = [
  [/お客(?:さま|様)のご都合(?:による|での)?/g, '自己都合での'],
  [/お客(?:さま|様)の/g, '購入者の'],
  [/ご(?=予約|注文|返品|購入|利用|連絡|負担|住所|家族|請求|報告|確認|希望|登録|解約|退会|本人|入会|依頼|案内)/g, ''],
  [/お(?=支払い|買い物|手続き|問い合わせ|受け取り|荷物)/g, ''],
];

/**
 * Words a question that the sentence answers with `mention`; see `wordEnglish`.
 *
 * @returns null when the sentence is not asked this way
 */
export function wordJapanese(sentence: string, mention: ValueMention): PolicyWording | null {
  const body = sentence.trim().replace(/^(?:なお|また|さらに|加えて)、?/, '');
  const offset = sentence.indexOf(body);
  if (!/[。]$/.test(body) || /[|[\]*_`「」]/.test(body) || UNASKABLE.test(body)) return null;
  const start = mention.start - offset;
  const end = mention.end - offset;
  const word = questionWord(mention);
  if (start < 0 || word === null) return null;
  if (/^目/.test(body.slice(end))) return null;
  const { before, after } = clauseAround(body.slice(0, -1), { start, end });
  if (after === null || !standsWell(before)) return null;
  // `4巻で` names a volume; `全4巻` counts them.
  if (word === '何巻' && !/(?:全|既刊)$/.test(before)) return null;
  const asked = customerVoice(
    `${before}${word}${after
      .replace(/^までは/, 'までなら')
      .replace(/^(前|後|以内)までは/, '$1までなら')
      .replace(/^は/, '')}`,
  );
  if (asked === null) return null;
  const scope = /^(?:以内|以上|以下|未満|前まで|後まで|前|後|まで|ごと|超)/.exec(after)?.[0] ?? '';
  return { question: `${asked}？`, answer: `${mention.surface.trim()}${scope}です。`, form: `in-situ/${mention.kind}` };
}

/** `30日` → `何日`, `5,000円` → `いくら`; null for values that are not asked for this way. */
function questionWord(mention: ValueMention): string | null {
  if (mention.kind === 'money') return 'いくら';
  if (mention.kind === 'percent') return '何％';
  if (mention.kind !== 'duration' && mention.kind !== 'count') return null;
  // `一冊` is more often an article than a number.
  if (mention.kind === 'count' && !/\d/.test(mention.surface.normalize('NFKC'))) return null;
  const unit = /[^\d\s,.〇一二三四五六七八九十百千万〜～~–-]+$/.exec(mention.surface)?.[0];
  if (unit === undefined || !/^[\p{Script=Han}\p{Script=Katakana}かヶー]+$/u.test(unit)) return null;
  return `何${unit}`;
}

/** Not in parentheses, not an item of a list or a range, and after something that says what is asked about. */
function standsWell(before: string): boolean {
  if (before.lastIndexOf('（') > before.lastIndexOf('）')) return false;
  return before.length >= 3 && !/[・〜～~–-]$|[\p{Script=Han}\p{Script=Katakana}]、$/u.test(before);
}

/**
 * The clause with the value: a predicate must follow it, and no other value, which would make it a list. An earlier
 * clause is left out when the value's own clause has its topic.
 */
function clauseAround(
  body: string,
  span: { readonly start: number; readonly end: number },
): { before: string; after: string | null } {
  const after = body.slice(span.end);
  const before = body.slice(0, span.start);
  const parallel = /^[^、]*、[^、]*[\d〇一二三四五六七八九十百千]/.test(after) || /^(?:[^、]*)[\d]/.test(after);
  if (parallel) return { before, after: null };
  const lastComma = before.lastIndexOf('、');
  const own = before.slice(lastComma + 1);
  const earlier = before.slice(0, lastComma + 1);
  const hasTopic = /[はが]/.test(own) && /(?:ます|です|り|し|て|ず|く)、$/.test(earlier);
  const trimmed = hasTopic ? own : before;
  if (/\d/.test(trimmed) && !/超える|以上の/.test(trimmed)) return { before: trimmed, after: null };
  return { before: trimmed, after: firstPredicate(after) };
}

/** A sentence that goes on after its predicate (`…付きますが、…`) is asked up to it. */
function firstPredicate(after: string): string {
  const cut = /(?<=ます|です)(?:が|ので|から)?、/.exec(after);
  return cut ? after.slice(0, cut.index) : after;
}

function customerVoice(statement: string): string | null {
  for (const [ending, asked] of ENDINGS) {
    if (!ending.test(statement)) continue;
    let text = statement.replace(ending, asked);
    text = text.replace(/(\p{Script=Han})いくらが必要ですか$/u, '$1がいくら必要ですか');
    // With an agent named (`提携会社が`), the favour is not asked of the shop.
    if (/[^はで、]が[^、]*してもらえますか$/.test(text)) text = text.replace(/してもらえますか$/, 'しますか');
    for (const [shop, customer] of VOICE) text = text.replace(shop, customer);
    return text;
  }
  return null;
}

/** Words that customers of a Japanese–English shop say in English. */
const GLOSSARY: readonly (readonly [RegExp, string])[] = [
  [/返品/g, 'return'],
  [/返金/g, 'refund'],
  [/予約/g, 'pre-order'],
  [/送料/g, 'shipping fee'],
  [/(?<!再)配送|発送/g, 'shipping'],
  [/キャンセル/g, 'cancel'],
  [/注文/g, 'order'],
  [/ポイント(?![でをが]?何)/g, 'points'],
  [/無料/g, 'free'],
  [/電子書籍/g, 'digital版'],
  [/紙の書籍/g, 'paperback'],
  [/会員/g, 'member'],
  [/クーポン/g, 'coupon'],
  [/ギフトカード/g, 'gift card'],
  [/発売日/g, 'release date'],
];

/** A Japanese question with one or two of its nouns in English; null when it has none that is said so. */
export function mixJapanese(wording: PolicyWording): PolicyWording | null {
  let text = wording.question;
  let mixed = 0;
  for (const [japanese, english] of GLOSSARY) {
    if (mixed === 2) break;
    const next = text.replace(japanese, english);
    if (next !== text) mixed += 1;
    text = next;
  }
  return mixed === 0 ? null : { ...wording, question: text, form: `mixed/${wording.form}` };
}
