/** The `raft.llm` part of the configuration: which model writes what, and what it may cost. */
import { z } from 'zod';
import { addressProblem } from '../../endpoint/address.js';
import { keyVariableSchema } from '../../endpoint/key-variable.js';

/** What a chat model can write. */
export const LLM_TASKS = ['questions', 'rewrite', 'reasoning'] as const;
export type LlmTask = (typeof LLM_TASKS)[number];

/** Of its own: the embedder's key goes to another server. */
const API_KEY_ENV = 'RAFT_CORPUS_LLM_API_KEY';

const budgetSchema = z.strictObject({
  maxCalls: z.int().min(0).optional().describe('most calls of one run; answers from the cache are none'),
  maxTokens: z.int().min(0).optional().describe('most tokens of one run, of prompts and answers together'),
  maxCost: z.number().min(0).optional().describe("most that one run may cost, in the price's currency"),
});

const priceSchema = z.strictObject({
  inputPerMillion: z.number().min(0).describe('price of a million tokens of prompts'),
  outputPerMillion: z.number().min(0).describe('price of a million tokens of answers'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'it is three capitals, e.g. USD')
    .default('USD')
    .describe('currency of both'),
});

/** Which chat model writes, how it is asked, and the limits. Strict: an unknown key is an error. */
export const llmSchema = z
  .strictObject({
    endpoint: z
      .string()
      .describe('base address of an OpenAI-compatible API, e.g. http://127.0.0.1:8080/v1; no key in it'),
    model: z.string().min(1).describe("the server's name for the model"),
    apiKeyEnv: keyVariableSchema
      .optional()
      .meta({ default: API_KEY_ENV })
      .describe('environment variable that holds the key; one that is named here must be set'),
    writes: z
      .array(z.enum(LLM_TASKS))
      .default([])
      .describe('what it writes without being asked to by --llm: questions, rewrite, reasoning'),
    questions: z
      .strictObject({
        share: z
          .number()
          .min(0)
          .max(1)
          .default(0.3)
          .describe('share of fact and policy questions that it is asked for'),
        perPassage: z.int().min(1).max(10).default(3).describe('questions asked of one passage, in one call'),
      })
      .prefault({})
      .describe('questions from passages'),
    rewrite: z
      .strictObject({
        share: z.number().min(0).max(1).default(1).describe('share of grounded questions that it words anew'),
      })
      .prefault({})
      .describe('grounded questions in other words'),
    temperature: z.number().min(0).max(2).nullable().default(0).describe("null: the server's own"),
    seed: z.int().optional().describe('sent to servers that take one; none by default'),
    maxTokens: z.int().min(64).max(32_768).default(1024).describe('longest answer in tokens'),
    timeout: z
      .number()
      .positive()
      .max(300)
      .default(120)
      .describe('seconds a request may take, its whole answer included'),
    retries: z.int().min(0).max(20).default(5).describe('tries after the first when a request fails on its way'),
    corrections: z
      .int()
      .min(0)
      .max(5)
      .default(2)
      .describe('times that an answer which does not hold is asked for again, with the reason'),
    concurrency: z.int().min(1).max(64).default(4).describe('requests at the same time'),
    cache: z
      .string()
      .min(1)
      .default('.raft-corpus-cache/llm')
      .describe('folder of answers, relative to this file: none is paid for twice'),
    price: priceSchema.optional().describe('what tokens cost; for the preview and budget.maxCost'),
    budget: budgetSchema.prefault({}).describe('where a run stops asking; what is done stays'),
    confirmAboveCalls: z
      .int()
      .min(0)
      .default(200)
      .describe('a run that may make more calls has to be confirmed (--yes)'),
  })
  .superRefine((section, context) => {
    const problem = addressProblem(section.endpoint);
    if (problem !== null) context.addIssue({ code: 'custom', path: ['endpoint'], message: problem });
    if (section.budget.maxCost !== undefined && section.price === undefined) {
      context.addIssue({ code: 'custom', path: ['budget', 'maxCost'], message: 'it needs `price`, to count by' });
    }
  })
  .transform(({ apiKeyEnv, ...section }) => ({
    ...section,
    apiKeyEnv: apiKeyEnv ?? API_KEY_ENV,
    apiKeyRequired: apiKeyEnv !== undefined,
  }));

/** A parsed `raft.llm` section. */
export type LlmConfig = z.infer<typeof llmSchema>;
