/** What a rule makes of a sentence or a section: ways of asking, and the part of the source that answers. */

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
