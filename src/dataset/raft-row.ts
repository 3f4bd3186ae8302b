/** The native RAFT row, the line of train.jsonl, validation.jsonl and test.jsonl. Field names are a contract. */
import { z } from 'zod';

export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

export const LANGS = ['en', 'ja', 'mixed'] as const;
export type QuestionLang = (typeof LANGS)[number];

export const QUESTION_TYPES = ['fact', 'policy', 'multi_hop', 'comparison', 'unanswerable', 'temporal'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

const contextSchema = z.object({
  passage_id: z.string(),
  doc_id: z.string(),
  source_id: z.string().optional(),
  title: z.string(),
  source_updated_at: z.string().nullable(),
  text: z.string(),
  role: z.enum(['oracle', 'distractor']),
  origin: z.enum(['oracle', 'dense', 'lexical', 'sibling', 'stale']),
  verdict: z.string(),
  score: z.number(),
});

/** A typed value as the corpus holds it: `{type: 'money', value: 1980, currency: 'JPY'}`. */
const typedValue = z.looseObject({ type: z.string(), value: scalar });

/** The answer as the miner's guards take it, so that a distractor which comes to answer later is found. */
const goldSchema = z.object({
  text: z.string(),
  also: z.array(z.string()).optional(),
  facts: z.array(z.object({ field: z.string(), value: typedValue, subjects: z.array(z.string()) })).optional(),
});

/** Checks a row read from a file; unknown fields pass through. */
export const raftRowSchema = z.looseObject({
  id: z.string(),
  question: z.string(),
  lang: z.enum(LANGS),
  type: z.enum(QUESTION_TYPES),
  context: z.array(contextSchema),
  oracle_present: z.boolean(),
  oracle_ids: z.array(z.string()),
  cot_answer: z.string(),
  answer: z.string(),
  quotes: z.array(z.object({ passage_id: z.string(), start: z.int(), end: z.int() })),
  group: z.string(),
  generator: z.enum(['grounded', 'llm', 'import']),
  as_of: z.string(),
  corpus_tag: z.string(),
  facts: z.array(z.object({ source_id: z.string().optional(), doc_id: z.string(), field: z.string(), value: scalar })),
  gold: goldSchema.optional(),
  unknown: z.object({ field: z.string(), subjects: z.array(z.string()) }).optional(),
  form: z.string().optional(),
  absent: z.enum(['refuse', 'memorise']).optional(),
  twin_of: z.string().optional(),
});

/**
 * One training example. `quotes` are UTF-16 offsets into the `text` of the context entry they name; `oracle_ids` name
 * what answers the question even when the context leaves it out (`oracle_present: false`), and are empty for an
 * unanswerable one. `score` is the inner product of question and passage. `gold` is what answers, and `unknown` what an
 * unanswerable question asks for: in rows without oracle too, so that their distractors can be checked again. `form`
 * names the surface form; `absent` what an answerable question's row without oracle teaches; `twin_of` the row whose documents this one holds in another order.
 */
export type RaftRow = z.infer<typeof raftRowSchema>;
export type ContextEntry = RaftRow['context'][number];

/** A row with the split it belongs to. */
export interface SplitRow {
  readonly split: Split;
  readonly row: RaftRow;
}
