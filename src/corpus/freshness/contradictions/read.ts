/** Sentences that state values, with where they stand: what every rule compares. */
import { splitSentences } from '../../../text/segment.js';
import { extractValues, type ValueMention } from '../../../text/values.js';
import type { StatementReader } from '../../drift/statements.js';
import { plainText } from '../../drift/wording.js';
import type { ProsePassage } from './types.js';

/** A sentence of a passage that states at least one value. Offsets of values index `plain`. */
export interface ValueSentence {
  readonly passage: ProsePassage;
  /** Number of the sentence within its passage. */
  readonly index: number;
  readonly plain: string;
  readonly values: readonly ValueMention[];
}

/** A passage with its sentences that state values; there may be none. */
export interface ReadPassage {
  readonly passage: ProsePassage;
  readonly sentences: readonly ValueSentence[];
}

/** What the rules that compare authorities look at. */
export interface Comparison {
  /** Sentences that may be contradicted. */
  readonly sentences: readonly ValueSentence[];
  /** Sentences that may contradict: all but those of a twin that lags behind. */
  readonly authorities: readonly ValueSentence[];
  /** Declared statements. */
  readonly read: StatementReader;
}

/** Longer sentences are tables or dumps: cut here. */
const LONGEST = 2000;

/** What every value is written with; most sentences have none of it, and are not read any further. */
const NUMERAL =
  /[\d０-９〇一二三四五六七八九十百千]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b/i;

/** The sentences of a passage that state values, in order. */
export function readValueSentences(passage: ProsePassage): readonly ValueSentence[] {
  if (!NUMERAL.test(passage.text)) return [];
  return splitSentences(passage.text).flatMap(({ start, end }, index) => {
    if (!NUMERAL.test(passage.text.slice(start, Math.min(end, start + LONGEST)))) return [];
    const plain = plainText(passage.text.slice(start, Math.min(end, start + LONGEST)));
    const values = extractValues(plain);
    return values.length === 0 ? [] : [{ passage, index, plain, values }];
  });
}

/** What {@link isClaimable} looks for: history, plans and examples, in which another value is no error. */
const NOT_ASSERTED =
  /\b(?:previously|formerly|used to|no longer|originally|in the past|was|were|had been|changed from|instead of|as of|until (?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|for example|for instance|e\.g|such as|example)\b|以前|従来|かつて|旧|変更前|だった|でした|ていました|時点|例えば|たとえば|例[:：]/i;

/** Whether a sentence asserts its values as true now. */
export function isClaimable({ plain }: ValueSentence): boolean {
  return !NOT_ASSERTED.test(plain);
}

/** Headings above a sentence, and its document's title. */
export function headingsOf({ heading_path, title }: ProsePassage): readonly string[] {
  return title === undefined ? heading_path : [title, ...heading_path];
}
