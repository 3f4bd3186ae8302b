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
  paperback: '紙の単行本',
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
      return renderDate(value, lang);
    case 'boolean':
      return lang === 'ja' ? (value.value ? 'はい' : 'いいえ') : value.value ? 'yes' : 'no';
    case 'text': {
      const word = lang === 'ja' ? WORDS_JA[value.value.toLowerCase()] : undefined;
      return word === undefined ? value.value : `${word}（${value.value}）`;
    }
    case 'list':
      return value.value.join(lang === 'ja' ? '、' : ', ');
  }
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

function renderDate(value: FactValue & { type: 'date' }, lang: AnswerLang): string {
  const forms = valueForms(value);
  const wanted = lang === 'ja' ? /^\d{4}年/ : /^[A-Z][a-z]+ \d/;
  return forms.find((form) => wanted.test(form)) ?? value.value;
}
