/**
 * Japanese statements turned into the questions that they answer: permission and refusal (`…できますか`), who bears a cost, and what
 * happens under a condition. The answer is the sentence as it stands.
 */
import { extractValues } from '../../../text/values.js';
import { askNegative, askPositive, customerVoice, waysOfAsking } from './japanese-voice.js';
import type { PolicyWording } from './wording.js';

const LENGTH = { min: 8, max: 58 };
/** Goes on from an earlier sentence, or points at one. */
const LEANS =
  /^(?:ただし|それ|その|これ|この|ここ|以降|あと|いったん|はい|いいえ|一度目|別の|時間外|期[間限]を|開封後|どちら|いずれ|そのほか|ほか|また、これ|こちら|以下|上記|同じ)|(?:その[^場]|それ|この(?!ページ)|これ|ここ|同様|上記|下記|以下の|前項|いずれも|どちらも|[0-9一二三]回目)/;
const MARKUP = /[|[\]*_`]|^[-・※]/;
/** What the shop enables or owes: worth a yes. */
const ENABLES =
  /(?:できます|いただけます|になれます|使えます|選べます|可能です|対象です|対象となります|含まれます|必要です|必要があります|かまいません|構いません|(?:返金|再発行|返送|発送|通知|交換|削除)(?:し|いたし)ます|お(?:知らせ|送り|届け|戻し|返し)(?:し|いたし)ます|承ります)$/;

/** All wordings of one sentence. */
export function wordJapaneseStatement(sentence: string): readonly PolicyWording[] {
  const body = sentence.trim().replace(/^(?:なお|また|さらに|加えて)、?/, '');
  if (!/。$/.test(body) || MARKUP.test(body) || LEANS.test(body)) return [];
  const text = body.slice(0, -1);
  const first = burden(text) ?? condition(text) ?? proviso(text) ?? polar(text);
  return [first, where(text), accepted(text)].flatMap((found) => {
    const asks = (found?.asks ?? []).filter((ask) => ask.length >= LENGTH.min && ask.length <= LENGTH.max);
    return found === null || asks.length === 0 ? [] : [{ ...found, asks, answer: body, gold: body }];
  });
}

type Found = Pick<PolicyWording, 'form' | 'asks' | 'reply'>;

/** `返送料は、お客さまのご負担となります` */
function burden(text: string): Found | null {
  const what =
    /^(?<what>[^、。]{2,30})は、?(?:お客(?:さま|様)|当店|購入者)(?:の|が)(?:ご)?負担(?:となります|です|いたします|します)$/.exec(
      text,
    )?.groups?.['what'];
  if (what === undefined) return null;
  const said = customerVoice(what);
  return {
    form: 'who',
    asks: [`${said}は誰の負担ですか？`, `${said}はどちらが負担しますか？`, `${said}って誰が払うの？`],
    reply: null,
  };
}

/** `請求書は、「注文履歴」から発行できます` */
function where(text: string): Found | null {
  const found =
    /^(?<topic>[^、。「]{2,30}は)、?(?:[^、。「]{0,8})「[^」]{1,20}」(?:から|で)(?<act>[^、。]{0,14}(?:できます|いただけます))$/.exec(
      text,
    )?.groups;
  if (!found) return null;
  const asked = askPositive(`${found['topic']}どこから${found['act']}`);
  return asked === null ? null : { form: 'where', asks: waysOfAsking(asked), reply: null };
}

const CARDS = /Visa|Mastercard|JCB|American Express|ダイナース|マスターカード/gi;

/** `Visa、Mastercard、JCBをお使いいただけます` */
function accepted(text: string): Found | null {
  if (!/(?:使えます|お使いいただけます|ご利用いただけます|対応しています)$/.test(text)) return null;
  if ((text.match(CARDS)?.length ?? 0) < 2) return null;
  return {
    form: 'which',
    asks: ['どのカードが使えますか？', '使えるカードを教えてください。', '支払いに使えるカードってどれ？'],
    reply: null,
  };
}

/** `分けての発送をご希望の場合は、…` */
function condition(text: string): Found | null {
  const found =
    /^(?<when>[^、。]{3,36}?(?:場合|とき|ときに))(?:は|には)?、(?<main>.{6,})$|^(?<then>[^、。]{3,30}(?:する|される|になる|れる)と)、(?<result>.{6,})$/.exec(
      text,
    )?.groups;
  if (!found) return null;
  const main = found['main'] ?? found['result'] ?? '';
  const how = /(?:ください|お願い(?:し|いたし)ます)$/.test(main)
    ? ['どうすればいいですか', 'どうしたらいい']
    : ['どうなりますか', 'どうなる'];
  const when = found['when'];
  if (when !== undefined) {
    const said = customerVoice(when);
    return {
      form: 'condition',
      asks: [
        `${said}は${how[0]}？`,
        `${said}って${how[1]}？`,
        `${said}は${how[1]}のか教えてください。`.replace('いいのか', 'いいか'),
      ],
      reply: null,
    };
  }
  const said = customerVoice(found['then'] ?? '');
  return { form: 'condition', asks: [`${said}、${how[0]}？`, `${said}${how[1]}？`], reply: null };
}

const CONDITIONAL = /(?:ば|なら|限り|限って|場合|のみ|だけ)/;

/** `電子書籍は、未開封であればご購入から2時間以内にキャンセルできます`: the topic and what can be done, the terms in the answer. */
function proviso(text: string): Found | null {
  const found =
    /^(?<topic>[^、。]{2,24})は、(?<terms>[^。]*[にでも、ば])(?<act>[\p{Script=Han}\p{Script=Katakana}ーご]{0,12}(?:できます|いただけます|承ります|になれます))$/u.exec(
      text,
    )?.groups;
  if (!found) return null;
  const { topic = '', terms = '', act = '' } = found;
  const isConditional = CONDITIONAL.test(terms);
  if (!isConditional && extractValues(terms).length === 0) return null;
  if (/[しりてず]、/.test(terms)) return null;
  const asked = askPositive(`${topic}は${act}`);
  return asked === null ? null : { form: 'proviso', asks: waysOfAsking(asked), reply: isConditional ? null : 'yes' };
}

/** Another predicate before the last one, or a reservation. */
const SEVERAL =
  /(?:[しりきくずて]|ます|です|が|ので|から|ば|たら|ると|場合は?|ときは?)、|(?:ことがあります|目安|およそ|に限り|場合のみ|を除)/;

/** `通常の返品にはご利用いただけません` */
function polar(text: string): Found | null {
  const plain = text.replace(/(?<=は、)[^、]+(?:ため|ので)、/, '');
  if (SEVERAL.test(plain)) return null;
  const refused = askNegative(plain);
  if (refused !== null) return { form: 'polar', asks: waysOfAsking(refused), reply: 'no' };
  const free =
    /^(?<what>.*?)(?:していただかなくて|いただかなくて|しなくて|なくて)(?:も)?(?:かまいません|構いません|よい|大丈夫です)$/.exec(
      plain,
    )?.groups?.['what'];
  if (free !== undefined) {
    return {
      form: 'polar',
      asks: [`${customerVoice(free)}しなくてもいいですか？`, `${customerVoice(free)}しなくても大丈夫？`],
      reply: 'yes',
    };
  }
  if (!ENABLES.test(plain) || extractValues(plain).some(({ kind }) => kind !== 'number' && kind !== 'ordinal'))
    return null;
  const allowed = askPositive(plain.replace(/対象(?:です|となります)$/, '対象になります'));
  return allowed === null ? null : { form: 'polar', asks: waysOfAsking(allowed), reply: 'yes' };
}
