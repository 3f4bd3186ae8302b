/** A field's name for readers, as the config gives it or as its own name spells it. */
import type { FactLabels } from '../fact-intents.js';

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** A label by language; null where it is no noun of that language. */
export interface ReadableLabel {
  readonly en: string | null;
  readonly ja: string | null;
}

/** Names that are no nouns: `Released`, `First published in`. */
const NO_NOUN = /(?:ed|ing|in|by|on|at|for|of)$/i;

/** Sorts the configured label by its script; a field without an English one is called by its own name. */
export function readableLabel(labels: FactLabels, sourceId: string, field: string): ReadableLabel {
  const label = labels(sourceId, field);
  const all = [label?.en, label?.ja].filter((name) => name !== undefined && name !== '') as string[];
  const own = field.replace(/_(?:ja|jp|en)$/, '').replaceAll(/[_-]+/g, ' ');
  const english = label?.en !== undefined && !JAPANESE.test(label.en) ? label.en : own;
  const code = all.find((name) => /^[A-Z]{3,5}$/.test(name)) ?? null;
  return {
    en: NO_NOUN.test(english) || JAPANESE.test(english) ? null : lowerFirstWord(english),
    // `ISBN` and `EAN` are words of both languages.
    ja: all.find((name) => JAPANESE.test(name)) ?? code,
  };
}

/** `Item code` → `item code`; `ISBN` and `EAN` stay. */
function lowerFirstWord(label: string): string {
  if (/^(?:isbn|ean|jan|asin|gtin)$/i.test(label)) return label.toUpperCase();
  return /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
