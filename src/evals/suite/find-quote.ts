/** Which passages say the words of a gold quote: as a reader reads them, not letter by letter. */
import { maskValues } from '../../corpus/drift/sentences.js';
import { plainText, wordingKey } from '../../corpus/drift/wording.js';
import type { ViewPassage } from '../../corpus/view.js';
import { normalizeText } from '../../text/normalize.js';
import { splitSentences } from '../../text/segment.js';
import { extractValues } from '../../text/values.js';
import { mentionsFolded } from '../../verify/value-forms.js';

/** Looks for quotes; how a text reads is worked out once for each text. */
export interface QuoteFinder {
  /** Whether `text` says the quote's words in their order; a number never stands for a part of a longer one. */
  says(text: string, quote: string): boolean;
  /** Passages that say it; where a cut runs through the quote, those that say its sentences, if all are found. */
  holders(quote: string, passages: readonly ViewPassage[]): readonly ViewPassage[];
}

export function createQuoteFinder(): QuoteFinder {
  const wordings = new Map<string, Wording>();
  const wordingOf = (text: string): Wording => {
    const known = wordings.get(text) ?? new Wording(text);
    wordings.set(text, known);
    return known;
  };
  const says = (text: string, quote: string): boolean => wordingOf(text).holds(wordingOf(quote));
  return {
    says,
    holders: (quote, passages) => {
      const whole = passages.filter(({ text }) => says(text, quote));
      return whole.length > 0 ? whole : acrossCuts(quote, passages, says);
    },
  };
}

function acrossCuts(
  quote: string,
  passages: readonly ViewPassage[],
  says: QuoteFinder['says'],
): readonly ViewPassage[] {
  const sentences = splitSentences(quote).map(({ start, end }) => quote.slice(start, end));
  if (sentences.length < 2) return [];
  const found = sentences.map((sentence) => passages.filter(({ text }) => says(text, sentence)));
  return found.every((holders) => holders.length > 0) ? [...new Set(found.flat())] : [];
}

const KANJI_NUMERAL = /[〇一二三四五六七八九十百千万億]/;

/** Whether folded words stand in a folded text: `14日` not in `114日`, `十四日` not in `二十四日`. */
function standsIn(text: string, words: string): boolean {
  if (words === '' || !mentionsFolded(text, words)) return false;
  const [first = '', last = ''] = [words[0], words.at(-1)];
  const runsOn = (inside: string, outside: string | undefined): boolean =>
    outside !== undefined && KANJI_NUMERAL.test(inside) && KANJI_NUMERAL.test(outside);
  if (!KANJI_NUMERAL.test(first) && !KANJI_NUMERAL.test(last)) return true;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (!runsOn(first, text[at - 1]) && !runsOn(last, text[at + words.length])) return true;
  }
  return false;
}

/** A text without its dress: markup, spacing, width, case and punctuation, then the notation of values too. */
class Wording {
  private plain: string | undefined;
  private words: string | undefined;
  private valued: string | undefined;

  constructor(readonly text: string) {}

  holds(quote: Wording): boolean {
    // Marks alone (`☆☆☆`) have no wording.
    if (quote.key() === '') return normalizeText(this.text).includes(normalizeText(quote.text));
    return standsIn(this.key(), quote.key()) || standsIn(this.keyOfValues(), quote.keyOfValues());
  }

  private key(): string {
    this.words ??= wordingKey(this.readable());
    return this.words;
  }

  /** `14 days` and `fourteen days` are one here, `¥3,000` and `3,000円` too. */
  private keyOfValues(): string {
    this.valued ??= wordingKey(
      maskValues(this.readable(), extractValues(this.readable()), ({ canonical }) => ` ${canonical} `),
    );
    return this.valued;
  }

  private readable(): string {
    this.plain ??= plainText(this.text);
    return this.plain;
  }
}
