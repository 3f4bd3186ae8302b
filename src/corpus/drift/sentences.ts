/** Sentences as drift and contradictions compare them. */
import { extractModality, type ModalityMention } from '../../text/modality.js';
import { splitSentences } from '../../text/segment.js';
import { extractValues, type ValueMention } from '../../text/values.js';
import { plainText, termsOf, wordingKey } from './wording.js';

/** Longest sentence that is read for values; what is longer is a table or a dump, cut here. */
const LONGEST = 4000;

/** One sentence of a passage. Offsets of values and modals index `plain`. */
export interface Sentence {
  /** Offsets into the passage's text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Without markup, white space collapsed. */
  readonly plain: string;
  /** Equal for sentences that say the same with the same values, whatever the spacing, punctuation and notation. */
  readonly key: string;
  /** Terms of the wording with every value masked by its kind. */
  readonly terms: readonly string[];
  readonly values: readonly ValueMention[];
  readonly modality: readonly ModalityMention[];
}

/** The sentences of a text that hold any word, in order. */
export function readSentences(text: string): readonly Sentence[] {
  return splitSentences(text).flatMap(({ start, end }) => {
    const plain = plainText(text.slice(start, Math.min(end, start + LONGEST)));
    const values = extractValues(plain);
    const key = wordingKey(
      maskValues(plain, values, ({ canonical }) => ` ${canonical.replace(/[^\p{L}\p{N}.-]/gu, '_')} `),
    );
    if (key === '') return [];
    const terms = termsOf(wordingKey(maskValues(plain, values, ({ kind }) => ` ${MASKS[kind]} `)));
    return [{ start, end, plain, key, terms, values, modality: extractModality(plain) }];
  });
}

/** Words that stand for masked values: no text has them. */
const MASKS: Readonly<Record<ValueMention['kind'], string>> = {
  number: 'zqnumber',
  count: 'zqcount',
  ordinal: 'zqordinal',
  duration: 'zqduration',
  date: 'zqdate',
  time: 'zqtime',
  money: 'zqmoney',
  percent: 'zqpercent',
};

/** A text with its values replaced. */
export function maskValues(
  text: string,
  values: readonly ValueMention[],
  mask: (value: ValueMention) => string,
): string {
  let out = '';
  let at = 0;
  for (const value of values) {
    out += text.slice(at, value.start) + mask(value);
    at = value.end;
  }
  return out + text.slice(at);
}
