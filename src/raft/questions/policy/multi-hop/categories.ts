/**
 * Categories of catalog entries as policies name them: `format: digital` is a `digital volume`, `age_rating: 18+` makes a
 * `volume rated 18+`. Only a noun phrase that names the category and nothing else is a link.
 */
import { foldText } from '../../../../text/normalize.js';
import type { Entry } from './holders.js';

/** The entries with one value of one field. */
export interface Category {
  readonly field: string;
  readonly value: string;
  readonly entries: readonly Entry[];
}

/** Fields with more values than this describe entries one by one (authors); with fewer entries a value is no category. */
const MOST_VALUES = 24;
const LEAST_ENTRIES = 2;
/** Names and codes are no categories. */
const NOT_CATEGORICAL = /title|name|author|artist|code|isbn|sku|url|publisher|magazine|note|synopsis|lang/i;

/** All categories of the entries: texts, and the members of lists. */
export function categoriesOf(entries: readonly Entry[]): readonly Category[] {
  const fields = new Map<string, Map<string, Entry[]>>();
  for (const entry of entries) {
    for (const { field, value } of entry.facts) {
      if (NOT_CATEGORICAL.test(field) || (value?.type !== 'text' && value?.type !== 'list')) continue;
      const values = fields.get(field) ?? new Map<string, Entry[]>();
      fields.set(field, values);
      for (const text of value.type === 'text' ? [value.value] : value.value) {
        const held = values.get(text);
        if (held) held.push(entry);
        else values.set(text, [entry]);
      }
    }
  }
  return [...fields].flatMap(([field, values]) =>
    values.size > MOST_VALUES
      ? []
      : [...values].flatMap(([value, held]) => (held.length < LEAST_ENTRIES ? [] : [{ field, value, entries: held }])),
  );
}

const HEADS = '(?:volumes?|books?|editions?|titles?|items?|goods|products?|cop(?:y|ies)|versions?|series)';
const DETERMINER = '(?:(?:an?|all|every|each|any) )?';

/** Other words that shops use in English. */
const ENGLISH: Readonly<Record<string, readonly string[]>> = {
  digital: ['e-book', 'ebook', 'digital volume'],
  paperback: ['printed book', 'printed volume', 'print volume'],
  hardcover: ['printed book', 'hardback'],
};
/** Words that shops use in Japanese for the codes of formats and states. */
const JAPANESE: Readonly<Record<string, readonly string[]>> = {
  digital: ['電子書籍', '電子版'],
  paperback: ['紙の書籍', '紙の単行本', 'コミックス', '単行本'],
  hardcover: ['ハードカバー'],
  'box set': ['ボックスセット'],
  'deluxe edition': ['愛蔵版'],
  deluxe: ['愛蔵版'],
  'pre-order': ['予約', '予約商品'],
};

/**
 * Whether a noun phrase, as it stands in a question, names the category or is a list with it: `digital volumes`, `a box set`,
 * `box sets and figures`, `年齢区分「18+」の商品`.
 */
export function namesCategory(phrase: string, { value }: Pick<Category, 'value'>): boolean {
  const parts = phrase.split(/, (?:and |or )?| and | or |と|・|、/).map((part) => part.trim());
  return parts.some((part) => isCategory(part, value));
}

function isCategory(phrase: string, value: string): boolean {
  const plain = escapeRegExp(value.toLowerCase());
  const english = `(?:(?:an?|every|each) ${plain}|(?:all |any )?${plain}s|${DETERMINER}${plain} ${HEADS}|${DETERMINER}${HEADS} rated ${plain})`;
  if (new RegExp(`^${english}$`, 'i').test(phrase)) return true;
  const others = ENGLISH[value.toLowerCase()] ?? [];
  if (others.some((other) => new RegExp(`^(?:an? ${other}|(?:all )?${other}s)$`, 'i').test(phrase))) return true;
  const words = [...(JAPANESE[value.toLowerCase()] ?? []), value];
  const isRating = /^\d+\+$/.test(value);
  return words.some((word) => {
    const name = escapeRegExp(word);
    const pattern = isRating ? `(?:年齢区分)?「?${name}」?の(?:商品|作品|書籍|巻)` : `${name}(?:の?(?:商品|作品))?`;
    return (
      new RegExp(`^${pattern}$`).test(phrase) &&
      (isRating || foldText(word) !== foldText(value) || /[^\x20-\x7E]/.test(word))
    );
  });
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
