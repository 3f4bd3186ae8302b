/** What a rule makes of a sentence or a section: ways of asking, and the part of the source that answers. */

import type { GoldAnswer } from '../../../negatives/types.js';
import { extractValues } from '../../../text/values.js';

/** Yes or no, where the source says so; null where the answer is the statement alone. */
export type Reply = 'yes' | 'no' | null;

/** Questions with one answer. Offsets are relative to the text that the rule was given. */
export interface PolicyWording {
  /** Name of the rule: `value/lapse`, `polar`, `condition`. */
  readonly form: string;
  /** Ways of asking, the plainest first; none names the page. At least one. */
  readonly asks: readonly string[];
  readonly reply: Reply;
  /** What answers, cut from the source as it stands there. */
  readonly answer: string;
  /** What another passage must say to answer as well: the value, or `answer`. */
  readonly gold: string;
  /** The noun phrase that the question is about, as it stands in the first way of asking: a place for something narrower. */
  readonly subject?: string;
}

/** Kinds of values that tell a passage with the same answer in another language. */
const TELLING: ReadonlySet<string> = new Set(['duration', 'money', 'percent', 'date']);
/** An answer with more values is a survey: a passage that holds one of them need not answer. */
const MOST_VALUES = 2;

/** What the miner's guards look for: the answer, and the values in it, which another language states too. */
export function goldOf({ gold }: Pick<PolicyWording, 'gold'>): GoldAnswer {
  const values = extractValues(gold).filter(({ kind }) => TELLING.has(kind));
  const also = [...new Set(values.map(({ surface }) => surface.trim()))].filter((surface) => surface !== gold.trim());
  return also.length === 0 || also.length > MOST_VALUES ? { text: gold } : { text: gold, also };
}
