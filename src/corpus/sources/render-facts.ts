/** Facts as a customer reads them: `Price: ¥1,650`, `価格：1,650円`. */
import { formatAmount } from '../../text/values-numerals.js';
import type { FactValue } from '../document.js';
import type { FactSpec } from './config-fields.js';

/** Language of labels and values; `both` shows English values under labels in both languages. */
export type TextStyle = 'en' | 'ja' | 'both';

/** The label of a fact: configured, else its name in words (`release_date` → `Release date`). */
export function labelOf(spec: Pick<FactSpec, 'field' | 'label'>, style: TextStyle): string {
  const { label } = spec;
  if (typeof label === 'string') return label;
  const english = label?.en ?? label?.ja ?? inWords(spec.field);
  if (style === 'ja') return label?.ja ?? english;
  return style === 'both' && label?.ja !== undefined && label.ja !== english ? `${english} (${label.ja})` : english;
}

function inWords(field: string): string {
  const words = field
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[._-]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value in words and signs. Numbers have no thousands separators (a year is one too), money has. */
export function factText(value: FactValue, spec: Pick<FactSpec, 'field' | 'label' | 'unit'>, style: TextStyle): string {
  switch (value.type) {
    case 'number':
      return withUnit(value.value, spec, style);
    case 'money':
      return moneyText(value.value, value.currency, style);
    case 'date':
      return dateText(value.value, style);
    case 'boolean':
      if (style === 'ja') return value.value ? 'はい' : 'いいえ';
      return value.value ? 'Yes' : 'No';
    case 'list':
      return value.value.join(style === 'ja' ? '、' : ', ');
    default:
      return value.value;
  }
}

/** Units that Japanese writes directly after the number. */
const JAPANESE_UNITS: ReadonlyMap<string, string> = new Map([
  ['volumes', '巻'],
  ['chapters', '話'],
  ['pages', 'ページ'],
  ['books', '冊'],
  ['items', '点'],
  ['points', 'ポイント'],
  ['copies', '部'],
  ['years', '年'],
  ['months', 'か月'],
  ['weeks', '週間'],
  ['days', '日'],
  ['hours', '時間'],
  ['minutes', '分'],
]);

function withUnit(amount: number, spec: Pick<FactSpec, 'field' | 'label' | 'unit'>, style: TextStyle): string {
  const number = formatAmount(amount);
  const { unit } = spec;
  if (unit === undefined) return number;
  if (style === 'ja') {
    const name = typeof unit === 'string' ? (JAPANESE_UNITS.get(plural(unit)) ?? unit) : (unit.ja ?? unit.en ?? '');
    return /^[ -~]/.test(name) ? `${number} ${name}` : `${number}${name}`;
  }
  const name = typeof unit === 'string' ? unit : (unit.en ?? unit.ja ?? '');
  return /^[ -~]/.test(name) ? `${number} ${amount === 1 ? singular(name) : name}` : `${number}${name}`;
}

function plural(unit: string): string {
  return unit.endsWith('s') ? unit : `${unit}s`;
}

function singular(unit: string): string {
  return /(?:ss|series|species)$/.test(unit) ? unit : unit.replace(/s$/, '');
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['JPY', '¥'],
  ['USD', '$'],
  ['EUR', '€'],
  ['GBP', '£'],
]);
/** Currencies without a minor unit in use (ISO 4217). */
const WHOLE = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK']);

function moneyText(amount: number, currency: string, style: TextStyle): string {
  const digits = grouped(amount, WHOLE.has(currency) ? 0 : 2);
  if (currency === 'JPY' && style === 'ja') return `${digits}円`;
  const sign = SIGNS.get(currency);
  if (sign === undefined) return `${digits} ${currency}`;
  return amount < 0 ? `-${sign}${digits.slice(1)}` : `${sign}${digits}`;
}

/** `1,234.50`: at least `places` decimals, and more when the amount has them. */
function grouped(amount: number, places: number): string {
  const exact = formatAmount(amount);
  const decimals = exact.split('.')[1]?.length ?? 0;
  const [whole = '', fraction] = (decimals > places ? exact : amount.toFixed(places)).split('.');
  const separated = whole.replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}

function dateText(value: string, style: TextStyle): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(value) ?? [];
  if (year === undefined) return value;
  const clock = time === undefined ? '' : ` ${time} UTC`;
  if (style === 'ja') return `${year}年${Number(month)}月${Number(day)}日${clock}`;
  return `${year}-${month}-${day}${clock}`;
}
