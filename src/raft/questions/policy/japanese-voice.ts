/**
 * The shop's humble and honorific Japanese as the customer says it: `承ります` → `受け付けてもらえますか`, `ご利用いただけません` →
 * `利用できますか`. Each ending has a polite question and, where there is one, a plain form for casual and indirect ones.
 */

/** How a statement ends and how it is asked. */
type Ending = readonly [ending: RegExp, polite: string, plain: string | null];

const NOUN = '[\\p{Script=Han}\\p{Script=Katakana}ー]{2,}';

/** Tried in order; what none fits is not asked. */
const POSITIVE: readonly Ending[] = [
  [/(?:を?頂戴(?:し|いたし)|を申し受け)ます$/, 'が必要ですか', 'が必要'],
  [/(?:承ります|お受けします|お受けいたします|受け付けます)$/, '受け付けてもらえますか', '受け付けてもらえる'],
  [/お答え(?:し|いたし)ます$/, '答えてもらえますか', '答えてもらえる'],
  [/非表示に(?:し|いたし)ます$/, '非表示になりますか', '非表示になる'],
  [/(保存|保管|記録)(?:し|いたし)ます$/, '$1されますか', '$1される'],
  [/行います$/, '行ってもらえますか', '行ってもらえる'],
  [/お(?:知らせ|しらせ)(?:し|いたし)ます$/, '知らせてもらえますか', '知らせてもらえる'],
  [/お預かり(?:し|いたし)ます$/, '預かってもらえますか', '預かってもらえる'],
  [/お(?:戻し|返し)(?:し|いたし)ます$/, '戻してもらえますか', '戻してもらえる'],
  [/お送り(?:し|いたし)ます$/, '送ってもらえますか', '送ってもらえる'],
  [/お届け(?:し|いたし)ます$/, '届けてもらえますか', '届けてもらえる'],
  [/お使いいただけます$/, '使えますか', '使える'],
  [/お選びいただけます$/, '選べますか', '選べる'],
  [/お読みいただけます$/, '読めますか', '読める'],
  [/お求めいただけます$/, '購入できますか', '購入できる'],
  [/お申し込みいただけます$/, '申し込めますか', '申し込める'],
  [/お支払いいただけます$/, '支払えますか', '支払える'],
  [new RegExp(`ご?(${NOUN})(?:いただけます|に?なれます)$`, 'u'), '$1できますか', '$1できる'],
  [
    /ご?(返金|発送|請求|送付|返送|連絡|通知|案内|回答|返信|削除|加算|付与|再発行|確認)(?:し|いたし|させていただき)ます$/,
    '$1してもらえますか',
    '$1してもらえる',
  ],
  [/が?可能です$/, 'できますか', 'できる'],
  [/できます$/, 'できますか', 'できる'],
  [/(使え|選べ|開け|読め|変えられ|入れ替えられ)ます$/, '$1ますか', '$1る'],
  [/(なり|かかり|あり)ます$/, '$1ますか', null],
  [/失効します$/, '失効しますか', '失効する'],
  [/されます$/, 'されますか', 'される'],
  [/(付き|届き|続き)ます$/, '$1ますか', null],
  [/(?<!いただき|いたし|申し上げ|差し上げ|ござい|おり|まいり)ます$/, 'ますか', null],
  [/です$/, 'ですか', ''],
];

/** The same for refusals: asked without the negation, and answered with no. */
const NEGATIVE: readonly Ending[] = [
  [/お使いいただけません$/, '使えますか', '使える'],
  [/お選びいただけません$/, '選べますか', '選べる'],
  [/お読みいただけません$/, '読めますか', '読める'],
  [/お支払いいただけません$/, '支払えますか', '支払える'],
  [/お届けできません$/, '届けてもらえますか', '届けてもらえる'],
  [/お送りできません$/, '送ってもらえますか', '送ってもらえる'],
  [new RegExp(`ご?(${NOUN})(?:いただけません|に?なれません)$`, 'u'), '$1できますか', '$1できる'],
  [new RegExp(`ご?(${NOUN})(?:いたし|し)?かねます$`, 'u'), '$1してもらえますか', '$1してもらえる'],
  [
    /(?:承りません|承れません|お受けできません|受け付けません|受け付けられません)$/,
    '受け付けてもらえますか',
    '受け付けてもらえる',
  ],
  [/できません$/, 'できますか', 'できる'],
  [/使えません$/, '使えますか', '使える'],
  [/(?<!もの|こと|わけ|つもり)では(?:ございません|ありません)$/, 'ですか', ''],
  [/(?<![くで])(?:が|は|も)(?:ございません|ありません)$/, 'はありますか', 'はある'],
  [/対象外(?:です|となります)$/, '対象になりますか', '対象になる'],
  [/含(?:まれ|み)ません$/, '含まれますか', '含まれる'],
  [/かかりません$/, 'かかりますか', 'かかる'],
  [/いりません$/, 'いりますか', 'いる'],
  [/(?:要りません|不要です)$/, '必要ですか', '必要'],
  [/影響しません$/, '影響しますか', '影響する'],
  [/延びません$/, '延びますか', '延びる'],
  [/(販売|保証|対応|発送|公開|提供)し(?:てい|ており)?ません$/, '$1していますか', '$1している'],
];

/** Polite prefixes of things that belong to the customer, and the shop's words for the customer and itself. */
const VOICE: readonly (readonly [RegExp, string])[] = [
  [/お客(?:さま|様)のご都合で(?!の)/g, '自己都合で'],
  [/お客(?:さま|様)のご都合(?:による|での)?/g, '自己都合での'],
  [/お客(?:さま|様)ご自身/g, '自分'],
  [/ご自身/g, '自分'],
  [/お客(?:さま|様)の(?=ご?負担)/g, ''],
  [/お客(?:さま|様)の/g, '購入者の'],
  [/お客(?:さま|様)が([^、。が]{0,16})される/g, '私が$1する'],
  [/お客(?:さま|様)が([^、。が]{0,16})され(?=た|て)/g, '私が$1し'],
  [/お客(?:さま|様)が/g, '私が'],
  [/(送料|手数料)(?:当店|弊店)負担の/g, '$1をお店が負担する'],
  [/(?:当店|弊店)/g, 'お店'],
  [/(?:当社|弊社)/g, 'そちら'],
  [/お預かりして(?=いる)/g, '預かって'],
  [/お求めの(?=商品|本|書籍|品)/g, '購入した'],
  [/お届けした(?=場合|とき|もの|商品|本)/g, '届いた'],
  [/(退会|入会|購入|注文|返品|予約|登録|解約|紛失|希望|利用|変更|キャンセル|連絡)され(?=る|た|て)/g, '$1す\uE000'],
  [/す\uE000る/g, 'する'],
  [/す\uE000(?=た|て)/g, 'し'],
  [/(?<=退会|入会|注文|解約|予約)されると/g, 'すると'],
  [/ご(希望|注文|利用|購入|予約|返品)の場合/g, '$1する場合'],
  [
    /ご(?=予約|注文|返品|購入|利用|連絡|負担|住所|家族|請求|報告|確認|希望|登録|解約|退会|本人|入会|依頼|案内|質問|相談|入金|家庭|近所|不在)/g,
    '',
  ],
  [/お(?=支払い|買い物|手続き|問い合わせ|受け取り|荷物|急ぎ|会計|申し出|返事|電話)/g, ''],
];

/** A statement as a question, in two registers. */
export interface Predicate {
  /** Ends in `か`. */
  readonly polite: string;
  /** What `？` or `か教えてください` can follow; null where there is none. */
  readonly plain: string | null;
}

/** Turns `…30日以内に承ります` into the customer's question; null where no ending fits. */
export function askPositive(statement: string): Predicate | null {
  return withEnding(statement, POSITIVE);
}

/** Turns `…はお使いいただけません` into the question without the negation; null where no ending fits. */
export function askNegative(statement: string): Predicate | null {
  return withEnding(statement, NEGATIVE);
}

function withEnding(statement: string, endings: readonly Ending[]): Predicate | null {
  for (const [ending, polite, plain] of endings) {
    if (!ending.test(statement)) continue;
    return {
      polite: customerVoice(repair(statement.replace(ending, polite))),
      plain: plain === null ? null : customerVoice(repair(statement.replace(ending, plain))),
    };
  }
  return null;
}

/** Particles that an ending leaves doubled or missing. */
function repair(text: string): string {
  return text
    .replace(/(\p{Script=Han})いくらが必要/u, '$1がいくら必要')
    .replace(/(?:は|が|も)はあ(?=りますか|る)/, 'はあ')
    .replace(/(?<=こと|必要|もの)(?:は|が)?はあ/, 'はあ')
    .replace(/(?<=[^はでに、]が[^、]*)してもらえ(?:ますか$|る$)/, (found) =>
      found.endsWith('か') ? 'しますか' : 'する',
    );
}

/** The shop's words in the customer's mouth. */
export function customerVoice(text: string): string {
  return VOICE.reduce((said, [shop, customer]) => said.replace(shop, customer), text);
}

/** All ways of asking a predicate, the polite one first. */
export function waysOfAsking({ polite, plain }: Predicate): string[] {
  const asks = [`${polite}？`];
  if (plain === null) return asks;
  return [...asks, `${plain}？`, `${plain}か教えてください。`, `${plain}か知りたいです。`];
}
