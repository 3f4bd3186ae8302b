/** What is looked for in RAFT data, each with what to do about it. */

export const RULES = {
  'unreadable-line': {
    says: 'a line is no JSON object, or none of a shape that is known',
    fix: 'Take the line out, or write it again.',
  },
  'empty-field': {
    says: 'a question, a document, the reasoning or the answer is empty',
    fix: 'Drop the row: a failed call to a model leaves such rows behind.',
  },
  'truncated-field': {
    says: 'a text breaks off in the middle of a delimiter or a character',
    fix: 'Write the row again with a higher limit of tokens, or drop it.',
  },
  'no-documents': {
    says: 'a prompt holds no documents that can be told apart',
    fix: 'Put each document between <DOCUMENT> and </DOCUMENT>; without them nothing can be verified.',
  },
  'placeholder-title': {
    says: 'documents have no titles of their own',
    fix: 'Write the true titles, or leave the field out: a model learns the placeholder.',
  },
  'duplicate-document': {
    says: 'one document stands in a context twice',
    fix: 'Replace the second copy by another distractor.',
  },
  'distractor-count': {
    says: 'a context has fewer or more distractors than the other rows of the dataset',
    fix: 'Fill it up by mining, or drop the row; never fill up at random.',
  },
  'delimiter-collision': {
    says: 'delimiters do not pair up, or stand unescaped inside a document',
    fix: 'Break delimiters inside documents with a backslash (<\\/DOCUMENT>, #\\#end_quote##), as our writers do.',
  },
  'stop-in-chat': {
    says: '<STOP> stands literally where no trainer takes it for the end',
    fix: 'Remove it: only completions end with <STOP>.',
  },
  'answer-tag-missing': {
    says: 'the reasoning has no <ANSWER>: tag',
    fix: 'Write the final answer after <ANSWER>:, or drop the row: without the tag the whole reasoning counts as the answer.',
  },
  'reasoning-as-answer': {
    says: 'the final answer holds the whole reasoning',
    fix: 'Keep what follows <ANSWER>: and nothing else.',
  },
  'quote-not-found': {
    says: 'a quote stands word for word in no document of the row',
    fix: 'Quote exactly, or drop the row: it teaches to invent quotes.',
  },
  'quote-of-distractor': {
    says: 'a quote is taken from a distractor',
    fix: 'Quote the oracle; if the distractor answers too, it is none: replace it.',
  },
  'answer-not-in-oracle': {
    says: 'the answer states what the oracle does not',
    fix: 'Correct the answer from the oracle, or drop the row.',
  },
  'oracle-missing': {
    says: 'the row answers from a document that its context does not hold',
    fix: 'Put the oracle back, or label the row with a refusal. Where a share of rows is to be answered from memory, --ignore oracle-missing.',
  },
  'refusal-with-oracle': {
    says: 'the answer is a refusal although the context holds the oracle',
    fix: 'Answer from the oracle, or take the oracle out of the context.',
  },
  'oracle-position': {
    says: 'the oracle stands in the same slot too often, so that its place gives it away',
    fix: 'Shuffle each context, and balance the slots.',
  },
  'question-repeated': {
    says: 'a question stands in a split twice',
    fix: 'Keep one; the same documents in another order are no repetition.',
  },
  'question-in-two-splits': {
    says: 'a question, or nearly the same one, stands in two splits',
    fix: 'Move both to one split: the test measures memory otherwise.',
  },
  'chunk-in-two-splits': {
    says: 'a chunk (oracle or lineage) answers questions of two splits',
    fix: 'Split by document or lineage, not by row.',
  },
  'stale-version': {
    says: 'an outdated version stands in a context where nothing tells that it is outdated',
    fix: 'Build the dataset again: both dates belong into the reasoning, and no stale version into a context without oracle.',
  },
  'row-contradicts-itself': {
    says: 'parts of a native row do not agree with each other',
    fix: 'Build the dataset again.',
  },
} as const satisfies Readonly<Record<string, { readonly says: string; readonly fix: string }>>;

export type RuleId = keyof typeof RULES;
export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];

/** One defect at its place. */
export interface LintFinding {
  readonly file: string;
  /** Counted from 1 (Parquet and Arrow: the row); null for what concerns the file as a whole. */
  readonly line: number | null;
  readonly rule: RuleId;
  /** What is wrong here, as a sentence. */
  readonly message: string;
  readonly fix: string;
}

/** A finding before it is told what to do, which its rule says. */
export type FoundDefect = Omit<LintFinding, 'fix'>;
