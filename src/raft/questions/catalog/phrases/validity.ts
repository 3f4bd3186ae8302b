/** Whether a campaign or coupon is still on. `{n}` is today, `{a}` the sentence that says until when. */
import type { Forms } from '../../style/register.js';

export const VALIDITY: Readonly<Record<'en' | 'ja' | 'mixed', Forms>> & {
  readonly say: Readonly<Record<'en' | 'ja', string>>;
} = {
  en: {
    polite: ['As of {n}, is "{t}" still on?', 'Today is {n}. Can I still use "{t}"?', 'Is "{t}" still valid on {n}?'],
    casual: [
      'it\'s {n}, is "{t}" still going?',
      'is "{t}" still a thing? (today is {n})',
      'does "{t}" still run on {n}?',
    ],
    terse: ['{t} still valid? {n}', '{t} still on as of {n}'],
  },
  ja: {
    polite: [
      '{n}現在、{t}はまだ有効ですか？',
      '今日は{n}ですが、{t}はまだ使えますか？',
      '{n}の時点で{t}は続いているでしょうか？',
    ],
    casual: [
      '今日{n}だけど、{t}ってまだ使える？',
      '{t}ってまだやってる？今日は{n}。',
      '{n}時点で{t}ってまだ間に合う？',
    ],
    terse: ['{t} まだ有効？ {n}現在', '{n} {t} まだ使える？'],
  },
  mixed: {
    polite: ['{n}現在、{t}はまだvalidですか？', 'Today is {n}。{t}はまだ使えますか？'],
    casual: ['{t}ってstill 使える？ 今日は{n}', 'As of {n}、{t}ってまだやってる？'],
    terse: ['{t} still valid？ {n}現在', '{t} まだ使える？ as of {n}'],
  },
  say: {
    en: 'Yes, "{t}" still holds on {n}. {a}',
    ja: 'はい、『{t}』は{n}の時点でまだ有効です。{a}',
  },
};
