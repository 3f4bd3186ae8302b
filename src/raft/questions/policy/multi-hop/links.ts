/** Which policy statements are about which catalog entries, for certain: by category, by price, and by a date to come. */
import { extractValues } from '../../../../text/values.js';
import type { PolicyIntent } from '../policy-questions.js';
import type { Reply } from '../wording.js';
import { type Category, namesCategory } from './categories.js';
import { type Entry, factOf } from './holders.js';

/** A policy statement asked of one entry. `\uE000` in `asks` stands for the entry's name. */
export interface Link {
  readonly kind: 'category' | 'threshold' | 'deadline';
  readonly policy: PolicyIntent;
  /** The entry's field that decides. */
  readonly field: string;
  readonly entries: readonly Entry[];
  readonly asks: readonly string[];
  /** Longer ones, with a sentence before the question; they need no page named. */
  readonly introduced?: readonly string[];
  /** What the policy says of an entry; undefined where that is not certain. */
  replyFor(entry: Entry): Reply | undefined;
}

/** Where the entry's name goes. */
export const NAME = '\uE000';

/** Statements about a category (`Digital volumes are charged at once`) asked of each entry in it. */
export function categoryLinks(intents: readonly PolicyIntent[], categories: readonly Category[]): readonly Link[] {
  return intents.flatMap((policy) => {
    const { wording, lang } = policy;
    if (wording.form.startsWith('section/')) return [];
    return categories.flatMap(({ field, value, entries }) => {
      const asks = wording.asks.flatMap((ask) =>
        lang === 'en' ? englishAbout(ask, wording.subject, value) : japaneseAbout(ask, value),
      );
      if (asks.length === 0) return [];
      const introduced = asks.flatMap((ask) => (lang === 'en' ? introduce(ask) : introduceJapanese(ask)));
      return [
        {
          kind: 'category' as const,
          policy,
          field,
          entries,
          asks,
          introduced,
          replyFor: () => wording.reply,
        },
      ];
    });
  });
}

/** `Can NAME be cancelled?` → `I am thinking of buying NAME. Can it be cancelled?` */
function introduce(ask: string): string[] {
  const question = ask.replace(NAME, 'it');
  return [
    `I am thinking of buying ${NAME}. ${question}`,
    `I have my eye on ${NAME}. ${question}`,
    `${NAME} is in my basket. ${question}`,
  ];
}

/** `NAMEはキャンセルできますか` → `NAMEを検討しているのですが、キャンセルできますか` */
function introduceJapanese(ask: string): string[] {
  const rest = new RegExp(`^${NAME}は、?(?<rest>.+)$`).exec(ask)?.groups?.['rest'];
  if (rest === undefined) return [];
  return [
    `${NAME}を検討しているのですが、${rest}`,
    `${NAME}を買おうと思っています。${rest}`,
    `${NAME}が気になっています。${rest}`,
  ];
}

/** `Are digital volumes charged …?` → `Is NAME charged …?`; also the last phrase: `… available for pre-orders?` */
function englishAbout(ask: string, subject: string | undefined, value: string): string[] {
  if (subject !== undefined && namesCategory(subject, { value }) && ask.includes(subject)) {
    const one = ask
      .replace(`are ${subject}`, `is ${NAME}`)
      .replace(`Are ${subject}`, `Is ${NAME}`)
      .replace(`do ${subject}`, `does ${NAME}`)
      .replace(`Do ${subject}`, `Does ${NAME}`)
      .replace(subject, NAME)
      .replace(/\btheir\b/g, 'its')
      .replace(/\bthey are\b/g, 'it is')
      .replace(/\bthey\b/g, 'it');
    return [one];
  }
  const object =
    /^(?<before>.*\b(?:return|send back|cancel|buy|order|read|download|exchange) )(?<phrase>[a-z0-9+ -]+?)(?<after>\?| (?:within|after|before)\b.*)$/.exec(
      ask,
    )?.groups;
  if (object?.['phrase'] !== undefined && namesCategory(object['phrase'], { value })) {
    return [`${object['before']}${NAME}${object['after']}`];
  }
  const last = /^(?<before>.* (?:for|with)) (?<phrase>[^?]+)\?$/.exec(ask)?.groups;
  const phrase = last?.['phrase'];
  if (last === undefined || phrase === undefined || !namesCategory(phrase, { value }) || / and | or |,/.test(phrase))
    return [];
  return [`${last['before']} ${NAME}?`];
}

/** `電子書籍は、…` → `NAMEは、…`; `予約には使えますか` → `NAMEには使えますか` */
function japaneseAbout(ask: string, value: string): string[] {
  const topic = /^(?<list>[^、。]{2,30}?)(?<head>の\p{Script=Han}{2,6})?(?<rest>は.*)$/u.exec(ask)?.groups;
  if (topic?.['list'] !== undefined) {
    const { list, head = '', rest = '' } = topic;
    if (namesCategory(list, { value })) return [`${NAME}${head}${rest}`];
    // `「18+」の商品` is one name, and no head of another.
    if (namesCategory(`${list}${head}`, { value }) && !/[と・]/.test(list)) return [`${NAME}${rest}`];
  }
  const dative = /^(?<before>.+は、)(?<phrase>[^、は]{2,12})(?<rest>には?(?:使え|利用でき).*)$/.exec(ask)?.groups;
  if (dative?.['phrase'] !== undefined && namesCategory(dative['phrase'], { value })) {
    return [`${dative['before']}${NAME}${dative['rest']}`];
  }
  return [];
}

/** Not sent by post. */
const INTANGIBLE = /digital|download|e-?book|audio|kindle|pdf|電子|ダウンロード|gift card|ギフト/i;

/** `Shipping is free for orders of N or more`, asked of an order of one entry with a price in that currency. */
export function thresholdLinks(intents: readonly PolicyIntent[], entries: readonly Entry[]): readonly Link[] {
  return intents.flatMap((policy) => {
    const sentence = policy.wording.answer;
    const threshold = freeFrom(sentence);
    if (threshold === null || !policy.wording.form.startsWith('value/')) return [];
    const priced = entries.flatMap((entry) => {
      const field = priceField(entry, threshold.currency);
      return field === null || isIntangible(entry) ? [] : [{ entry, field }];
    });
    const fields = [...new Set(priced.map(({ field }) => field))];
    const asks = policy.lang === 'en' ? FREE_SHIPPING.en : FREE_SHIPPING.ja;
    return fields.map(
      (field): Link => ({
        kind: 'threshold',
        policy,
        field,
        entries: priced.filter((one) => one.field === field).map(({ entry }) => entry),
        asks,
        replyFor: (entry) => {
          const price = factOf(entry, field);
          if (price?.type !== 'money' || price.value === threshold.amount) return undefined;
          return price.value > threshold.amount ? 'yes' : 'no';
        },
      }),
    );
  });
}

const FREE_SHIPPING = {
  en: [
    `If I order only ${NAME}, is shipping free?`,
    `Do I get free shipping if I buy just ${NAME}?`,
    `Is ${NAME} on its own enough for free shipping?`,
    `I want to buy ${NAME} and nothing else. Would shipping be free?`,
  ],
  ja: [
    `${NAME}だけを注文すると、送料は無料になりますか？`,
    `${NAME}だけ買う場合、送料無料になる？`,
    `${NAME}一点のみの注文でも送料無料の対象ですか？`,
    `${NAME}だけの注文で送料が無料になるか教えてください。`,
  ],
} as const;

/** The amount from which shipping is free; equality is left open, so that `over` and `from` need not be told apart. */
function freeFrom(sentence: string): { readonly amount: number; readonly currency: string } | null {
  const isFree =
    /\b(?:shipping|delivery|postage)\b.*\bfree\b.*\borders? (?:of|over|above)\b|\borders? (?:of|over|above)\b.*\bship(?:s|ped)? (?:for )?free\b|以上[^。]{0,12}送料(?:は|が)?無料/i.test(
      sentence,
    );
  const money = extractValues(sentence).filter(({ kind }) => kind === 'money');
  const [only] = money;
  if (!isFree || money.length !== 1 || only === undefined || only.upper !== null || only.unit === null) return null;
  return { amount: only.amount, currency: only.unit };
}

/** The one price of an entry in a currency; null where it has none or several. */
function priceField({ facts }: Entry, currency: string): string | null {
  const prices = facts.filter(({ value }) => value?.type === 'money' && value.currency === currency);
  return prices.length === 1 ? (prices[0]?.field ?? null) : null;
}

function isIntangible({ facts, names }: Entry): boolean {
  const texts = facts.flatMap(({ value }) => (value?.type === 'text' ? [value.value] : []));
  return [...texts, names.en ?? '', names.ja ?? ''].some((text) => INTANGIBLE.test(text));
}

/** `You can cancel a pre-order up to N days before the release date`, asked of an entry whose release is to come. */
export function deadlineLinks(
  intents: readonly PolicyIntent[],
  entries: readonly Entry[],
  asOf: string,
): readonly Link[] {
  const coming = entries.filter((entry) => isComing(entry, asOf));
  if (coming.length === 0) return [];
  return intents.flatMap((policy): Link[] => {
    if (!policy.wording.form.startsWith('value/')) return [];
    const asks = policy.lang === 'en' ? untilWhen(policy.wording.asks) : untilWhenJapanese(policy.wording.asks);
    if (asks.length === 0) return [];
    return [{ kind: 'deadline', policy, field: 'release_date', entries: coming, asks, replyFor: () => null }];
  });
}

/** Whether an entry's release lies after the as-of date. */
export function isComing(entry: Entry, asOf: string): boolean {
  const date = factOf(entry, 'release_date');
  return date?.type === 'date' && date.value.slice(0, 10) > asOf.slice(0, 10);
}

function untilWhen(asks: readonly string[]): string[] {
  return asks.flatMap((ask) => {
    const rest =
      /^(?:Up to|Until|By|No later than) how many \w+ before the release date can I (?<rest>.*\b(?:a|my|your|the) pre-?order\b.*)\?$/i.exec(
        ask,
      )?.groups?.['rest'];
    if (rest === undefined) return [];
    const mine = rest.replace(/\b(?:a|my|your|the) pre-?order\b/, `my pre-order of ${NAME}`);
    return [
      `Until when can I ${mine}?`,
      `How long before the release can I ${mine}, and when is it released?`,
      `Up to what point can I ${mine}?`,
    ];
  });
}

function untilWhenJapanese(asks: readonly string[]): string[] {
  const rest = /^発売日の何[^、]*前までなら、(?<rest>.*予約を.*)$/.exec(asks[0] ?? '')?.groups?.['rest'];
  if (rest === undefined) return [];
  const mine = rest.replace('予約を', `${NAME}の予約を`);
  return [`いつまでなら、${mine}`, `発売日の何日前までなら${mine.replace(/？$/, '')}？発売日も教えてください。`];
}
