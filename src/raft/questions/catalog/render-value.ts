/** How an answer writes a typed value. Every form holds one that `findValue` finds, so the answer can be verified. */
import type { FactValue } from '../../../corpus/document.js';
import { valueForms } from '../../../verify/value-forms.js';
import type { AnswerLang } from '../question.js';

const COUNTERS_JA: Readonly<Record<string, string>> = {
  volumes: '巻',
  volume: '巻',
  chapters: '話',
  pages: 'ページ',
  percent: '％',
};

/** Plain words that catalogs use as codes; the code itself stays beside the word, so that nothing is lost. */
const WORDS_JA: Readonly<Record<string, string>> = {
  all: '全年齢',
  audiobook: 'オーディオブック',
  audio: '音声版',
  physical: '紙の本',
  hardback: 'ハードカバー',
  'box set': 'ボックスセット',
  'deluxe edition': '愛蔵版',
  backorder: '取り寄せ',
  preorder: '予約受付中',
  manga: '漫画',
  'light novel': 'ライトノベル',
  novel: '小説',
  'one shot': '読み切り',
  manhwa: '韓国の漫画',
  manhua: '中国の漫画',
  tv: 'テレビシリーズ',
  movie: '映画',
  web: 'ウェブ配信',
  kodomo: '子ども向け',
  black: '黒',
  white: '白',
  grey: 'グレー',
  gray: 'グレー',
  silver: 'シルバー',
  blue: '青',
  red: '赤',
  green: '緑',
  yellow: '黄',
  ongoing: '連載中',
  completed: '完結',
  complete: '完結',
  cancelled: '打ち切り',
  hiatus: '休載中',
  'on hiatus': '休載中',
  'in stock': '在庫あり',
  'out of stock': '在庫切れ',
  'pre-order': '予約受付中',
  download: 'ダウンロード商品',
  paperback: '紙の本',
  hardcover: 'ハードカバー',
  digital: '電子版',
  shonen: '少年向け',
  shojo: '少女向け',
  seinen: '青年向け',
  josei: '女性向け',
};

/** Renders `value` for a reader of `lang`: `11 volumes`, `11巻`, `¥748`, `748円`, `April 1, 2026`, `連載中（ongoing）`. */
export function renderValue(value: FactValue, lang: AnswerLang): string {
  switch (value.type) {
    case 'number':
      return renderNumber(value, lang);
    case 'money':
      return renderMoney(value, lang);
    case 'date':
      return renderDate(value.value, lang);
    case 'boolean':
      return lang === 'ja' ? (value.value ? 'はい' : 'いいえ') : value.value ? 'yes' : 'no';
    case 'text':
      return lang === 'ja' ? renderJapanese(value.value) : (WORDS_EN[value.value] ?? value.value);
    case 'list':
      return value.value.join(lang === 'ja' ? '、' : ', ');
  }
}

/** Codes that are no words; each still holds the code. */
const WORDS_EN: Readonly<Record<string, string>> = { all: 'all ages', hiatus: 'on hiatus' };

function renderJapanese(code: string): string {
  const age = /^(\d+)\+$/.exec(code)?.[1];
  const word = age === undefined ? WORDS_JA[code.toLowerCase()] : `${age}歳以上`;
  return word === undefined ? code : `${word}（${code}）`;
}

function renderNumber(value: FactValue & { type: 'number' }, lang: AnswerLang): string {
  // A year keeps its digits together; whatever counts something is grouped.
  const digits = value.unit === undefined ? String(value.value) : (valueForms(value)[0] ?? String(value.value));
  if (value.unit === undefined) return digits;
  if (lang === 'ja') return `${digits}${COUNTERS_JA[value.unit] ?? ` ${value.unit}`}`;
  if (value.unit === 'percent') return `${digits}%`;
  return `${digits} ${value.value === 1 ? value.unit.replace(/s$/, '') : value.unit}`;
}

const SIGNS: Readonly<Record<string, string>> = { JPY: '¥', USD: '$', EUR: '€', GBP: '£' };
const NAMES_JA: Readonly<Record<string, string>> = { JPY: '円', USD: 'ドル', EUR: 'ユーロ', GBP: 'ポンド' };

function renderMoney(value: FactValue & { type: 'money' }, lang: AnswerLang): string {
  const digits = valueForms(value)[0] ?? String(value.value);
  if (lang === 'ja') return `${digits}${NAMES_JA[value.currency] ?? ` ${value.currency}`}`;
  const sign = SIGNS[value.currency];
  return sign === undefined ? `${digits} ${value.currency}` : `${sign}${digits}`;
}

/** `April 1, 2026`, `2026年4月1日`; an instant that is no midnight says that its day is that of UTC. */
export function renderDate(date: string, lang: AnswerLang): string {
  const forms = valueForms({ type: 'date', value: date });
  const wanted = lang === 'ja' ? /^\d{4}年/ : /^[A-Z][a-z]+ \d/;
  const day = forms.find((form) => wanted.test(form)) ?? date;
  const hasTime = date.length > 10 && !/T00:00(?::00)?(?:\.0+)?Z?$/.test(date);
  return hasTime ? (lang === 'ja' ? `${day}（UTC）` : `${day} (UTC)`) : day;
}
