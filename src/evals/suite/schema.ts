/** The shape of an eval suite; schema/suite.schema.json is made from it. Unknown keys are errors. */
import { z } from 'zod';
import { thresholdsSchema } from '../hardness/thresholds.js';
import { policiesSchema } from '../policies.js';
import { SLICE_KEYS } from '../slices/slice-keys.js';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const grade = z
  .int()
  .min(1)
  .max(3)
  .default(1)
  .describe('How well it answers: 3 decides, 2 is a part of the answer, 1 helps');
const goldShape = z
  .strictObject({
    source: z.string().min(1).describe('Source that the document is of'),
    doc: z.string().min(1).describe('Its doc_id'),
    grade,
    fact: z.string().min(1).optional().describe('Field of the document that answers'),
    value: scalar.optional().describe('The value of the field that is right'),
    quote: z
      .string()
      .trim()
      .min(1)
      .optional()
      .describe('Words of the document that answer; spacing, case and markup do not matter'),
  })
  .refine(
    ({ fact, quote }) => (fact === undefined) !== (quote === undefined),
    'gold is either a fact with its value or a quote',
  )
  .refine(({ fact, value }) => (fact === undefined) === (value === undefined), 'a fact and its value go together');

// One shape while it is checked, so that a mistake is told about the key that is wrong; two once it is right.
const goldSchema = goldShape.transform(({ fact, value, quote, ...of }): Gold => {
  if (quote !== undefined) return { ...of, quote };
  return { ...of, fact: fact ?? '', value: value ?? '' };
});

const sliceName = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'a slice has a name of small letters, digits, - and _');
const sliceValue = z.union([z.string().trim().min(1), z.number(), z.boolean()]).transform(String);

const questionSchema = z.strictObject({
  id: z.string().regex(/^\S+$/, 'an id has no spaces: run files have a column for it'),
  question: z.string().trim().min(1),
  lang: z.enum(['en', 'ja', 'mixed']).describe('Language that it is asked in'),
  type: z.enum(['fact', 'policy', 'multi_hop', 'comparison', 'temporal', 'unanswerable']),
  gold: z.array(goldSchema).default([]).describe('What answers it; nothing where it is unanswerable'),
  slices: z.record(sliceName, sliceValue).default({}).describe('Slices of its own: season: summer'),
});

const gateSchema = z
  .strictObject({
    id: z.string().min(1),
    measure: z.string().describe('e.g. nDCG@10'),
    retriever: z.string().default('dense'),
    slice: z.string().optional().describe('Only the questions of this slice, e.g. lang=ja'),
    on: z
      .enum(['mean', 'low', 'high'])
      .default('mean')
      .describe('What the limit is held against: the mean, or a bound of its 95 % interval'),
    min: z.number().min(0).max(1).optional(),
    max: z.number().min(0).max(1).optional(),
  })
  .refine((gate) => (gate.min === undefined) !== (gate.max === undefined), 'a gate needs either min or max');

const negativesSchema = z
  .strictObject({
    from: z.enum(['mined', 'random', 'naive', 'none']).optional().describe('How negatives are made; default mined'),
    file: z.string().min(1).optional().describe('Negatives as `mine` wrote them, relative to the suite'),
    count: z.int().min(1).max(100).default(8).describe('Negatives of a question'),
    sample: z.int().min(1).default(500).describe('At most so many questions, drawn by the seed'),
  })
  .refine(
    ({ from, file }) => from === undefined || file === undefined,
    'negatives are either made (from) or read (file)',
  );

export const suiteSchema = z.strictObject({
  suite: z.string().min(1).describe('Its name'),
  description: z.string().default(''),
  retrievers: z
    .array(z.string().min(1))
    .default([])
    .describe('Which retrievers are evaluated; those that gates name are added'),
  slices: z
    .array(z.enum(SLICE_KEYS))
    .default([...SLICE_KEYS])
    .describe('Slices that are reported, beside those that questions name themselves'),
  policies: policiesSchema
    .extend({ noRelevant: z.enum(['zero', 'drop']).default('drop') })
    .prefault({})
    .describe('How everything is counted that could be counted differently'),
  negatives: negativesSchema.prefault({}).describe('Which negatives say whether the suite is too easy'),
  reviewed: z.string().min(1).optional().describe('Labels of people on negatives (JSONL), relative to the suite'),
  thresholds: thresholdsSchema.prefault({}).describe('When negatives are too noisy or too easy'),
  hardnessGate: z.boolean().default(true).describe('Whether too noisy or too easy negatives fail the eval'),
  questions: z.array(questionSchema).min(1),
  gates: z.array(gateSchema).default([]),
});

/** Where an answer stands: a document's typed fact with its value, or the words of one of its passages. */
export type Gold = Omit<z.infer<typeof goldShape>, 'fact' | 'value' | 'quote'> &
  ({ readonly fact: string; readonly value: z.infer<typeof scalar> } | { readonly quote: string });
export type SuiteQuestion = z.infer<typeof questionSchema>;
/** A threshold on a mean or on a bound of its interval: `min` or `max`, bounds included. */
export type Gate = z.infer<typeof gateSchema>;
export type EvalSuite = z.infer<typeof suiteSchema>;
