/** How many utterances of which intent and language there are, and which of them the grammar has to add. */
import type { Random } from '../../src/core/random.js';
import { type Conversation, LANGS, type Lang } from './rows.js';

/** Utterances per intent. The three at the end are the critical ones, and rare, as in life. */
export const SIZES: Readonly<Record<string, number>> = {
  product_search: 290,
  order_status: 270,
  stock_check: 250,
  recommendation: 230,
  price_question: 200,
  return_refund: 180,
  shipping_question: 180,
  membership_account: 150,
  store_info: 100,
  checkout_help: 110,
  promotion: 95,
  escalation: 70,
};

/** Shares of languages within every intent. */
export const SHARES: Readonly<Record<Lang, number>> = { en: 0.45, ja: 0.35, mixed: 0.12, romaji: 0.04, emoji: 0.04 };

/** What people ask next, of the same thing. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  product_search: ['stock_check', 'price_question', 'product_search'],
  recommendation: ['stock_check', 'product_search', 'price_question'],
  stock_check: ['price_question', 'shipping_question', 'stock_check'],
  price_question: ['shipping_question', 'stock_check', 'promotion'],
  shipping_question: ['price_question', 'shipping_question'],
  order_status: ['order_status', 'return_refund'],
  return_refund: ['order_status', 'return_refund', 'escalation'],
  membership_account: ['price_question', 'membership_account'],
  promotion: ['price_question', 'stock_check'],
  checkout_help: ['order_status', 'checkout_help'],
};

/** Share of the grammar's conversations that go on for another turn. */
const GOES_ON = 0.24;

/** A turn to be drawn. */
export interface Wanted {
  readonly intent: string;
  readonly lang: Lang;
}

/** Largest remainders: `total` shared out by `SHARES`. */
export function shareOut(total: number): Readonly<Record<Lang, number>> {
  const exact = LANGS.map((lang) => ({ lang, value: total * SHARES[lang] }));
  const counts = new Map(exact.map(({ lang, value }) => [lang, Math.floor(value)]));
  let left = total - [...counts.values()].reduce((a, b) => a + b, 0);
  for (const { lang } of exact.sort((a, b) => (b.value % 1) - (a.value % 1))) {
    if (left-- > 0) counts.set(lang, (counts.get(lang) ?? 0) + 1);
  }
  return Object.fromEntries(counts) as Record<Lang, number>;
}

/** The turns that are missing beside those written, in random order. */
export function missing(written: readonly Conversation[], random: Random): Wanted[] {
  const turns = written.flatMap((one) => one.turns);
  const wanted = Object.entries(SIZES).flatMap(([intent, size]) => {
    const shares = shareOut(size);
    return LANGS.flatMap((lang) => {
      const have = turns.filter((turn) => turn.intent === intent && turn.lang === lang).length;
      return Array.from({ length: Math.max(0, shares[lang] - have) }, () => ({ intent, lang }));
    });
  });
  return random.shuffle(wanted);
}

/** Groups turns into conversations: most are one turn, some go on in the same language with what people ask next. */
export function groupTurns(wanted: readonly Wanted[], random: Random): Wanted[][] {
  const left = [...wanted];
  const groups: Wanted[][] = [];
  for (let first = left.shift(); first; first = left.shift()) {
    const group = [first];
    while (group.length < 4 && random.next() < GOES_ON) {
      const last = group.at(-1) ?? first;
      const next = NEXT[last.intent] ?? [];
      const at = left.findIndex(({ intent, lang }) => lang === last.lang && next.includes(intent));
      if (at < 0) break;
      group.push(...left.splice(at, 1));
    }
    groups.push(group);
  }
  return groups;
}
