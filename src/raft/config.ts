/** The `raft:` part of the configuration: what a dataset is made of. Every key can be left out. */
import { z } from 'zod';
import { DOC_HEADERS } from '../dataset/raft-formats/document.js';
import { parseFormat } from '../dataset/raft-formats/format-name.js';
import { LANGS, QUESTION_TYPES, SPLITS } from '../dataset/raft-row.js';
import { DEFAULT_SHARES } from '../dataset/splits.js';
import { ORIGINS } from '../negatives/types.js';
import { DEFAULT_LANGUAGES, DEFAULT_TYPES } from './engine/cells.js';
import { ABSENT_MODES } from './examples/options.js';
import { llmSchema } from './llm/config.js';
import { REGISTERS } from './questions/style/register.js';
import { DEFAULT_STYLE } from './questions/style/style.js';

const share = z.number().min(0).max(1);
const weight = z.number().min(0);

/** An object of weights for known words, not all of them zero. */
function weights<T extends string>(words: readonly T[], what: string) {
  return z
    .strictObject(
      Object.fromEntries(words.map((word) => [word, weight.optional()])) as Record<T, z.ZodOptional<typeof weight>>,
    )
    .refine((given) => Object.values(given).some((value) => Number(value) > 0), {
      error: `every ${what} has share 0: give at least one a share above 0`,
    });
}

const quota = z.union([z.number().min(0).max(50), z.literal('rest')]);

const likenessSchema = z.strictObject({
  maxSelfBleu: share.optional().describe('highest self-BLEU of the questions of a language'),
  minDistinct1: share.optional().describe('least share of different words'),
  minDistinct2: share.optional().describe('least share of different pairs of words'),
  minDistinct3: share.optional().describe('least share of different triples of words'),
  maxSkeletonShare: share
    .default(0.1)
    .describe('highest share of the commonest question of a language, names and numbers left open'),
  minTexts: z.int().min(1).default(100).describe('languages with fewer questions are passed over'),
});

const { registers, ...rates } = DEFAULT_STYLE;

/** How customers type. */
const styleSchema = z.strictObject({
  registers: weights(REGISTERS, 'register').default(registers).describe('shares of polite, casual and terse questions'),
  greetings: share.default(rates.greetings).describe('questions with a greeting or thanks'),
  typos: share.default(rates.typos).describe('questions with a slip of the keyboard, never in a name or number'),
  shortForms: share.default(rates.shortForms).describe('questions with a short form of a title or word'),
  unmarked: share.default(rates.unmarked).describe('casual and terse questions without question mark'),
  lowercase: share.default(rates.lowercase).describe('casual and terse English questions in small letters'),
  halfWidth: share.default(rates.halfWidth).describe('Japanese questions with half-width katakana'),
});

/** Strict: an unknown key is an error. */
export const raftSchema = z
  .strictObject({
    examples: z.int().min(1).max(10_000_000).default(1000).describe('examples over all splits'),
    distractors: z.int().min(1).max(50).default(4).describe('distractors beside the oracles'),
    oracleShare: share
      .default(0.8)
      .describe('P: the share of answerable examples whose context holds the oracle, exactly'),
    absent: z
      .enum(ABSENT_MODES)
      .default('refuse')
      .describe(
        'what is answered where the context lacks the oracle: refuse, memorise the answer, or split between both',
      ),
    memoriseShare: share.default(0.5).describe('absent: split: the share of them that is memorised'),
    stableRefreshes: z
      .int()
      .min(0)
      .default(3)
      .describe('a fact that changed in the last so many refreshes is not memorised'),
    handOver: z
      .boolean()
      .optional()
      .describe('refusals offer a person; without it, where a current policy says that there is one'),
    origins: z
      .strictObject(
        Object.fromEntries(ORIGINS.map((origin) => [origin, quota.optional()])) as Record<
          (typeof ORIGINS)[number],
          z.ZodOptional<typeof quota>
        >,
      )
      .optional()
      .describe('distractors of a context by origin, on average; rest: what the others leave'),
    newestShare: share
      .default(0.3)
      .describe('least share of contexts in which a distractor, not the oracle, is the newest document'),
    twins: z.int().min(0).max(5).default(0).describe('rows with the same documents in another order, beside each row'),
    maxTokens: z
      .int()
      .min(64)
      .optional()
      .describe('most tokens of documents and question; distractors are dropped for it, never a part of an oracle'),
    minDistractors: z.int().min(0).max(50).default(1).describe('distractors that maxTokens has to leave'),
    docHeader: z
      .enum(DOC_HEADERS)
      .default('title')
      .describe('first line of each document in prompts: title and date, or none'),
    types: weights(QUESTION_TYPES, 'type of question')
      .default(DEFAULT_TYPES)
      .describe('shares of the types of questions'),
    languages: weights(LANGS, 'language').default(DEFAULT_LANGUAGES).describe('shares of the languages of questions'),
    splits: weights(SPLITS, 'split').default(DEFAULT_SHARES).describe('shares of the splits, in lineages'),
    style: styleSchema.prefault({}).describe('shares of the ways in which catalog questions are written'),
    formats: z
      .array(z.string().refine(isFormat, { error: 'no format of ours: see `raft-corpus build --help`' }))
      .default([])
      .describe("trainers' formats that are written beside the rows, e.g. chat or hf:parquet"),
    likeness: likenessSchema.prefault({}).describe('gates on how alike the questions may be: a breach is exit code 1'),
    decontaminate: z
      .array(z.string().min(1))
      .optional()
      .describe(
        'eval suites and question files whose questions must not be asked; without it, the suites of this config',
      ),
    import: z
      .array(z.string().min(1))
      .default([])
      .describe("files of customers' questions: those with gold that holds are asked first, the others go to review"),
    llm: llmSchema.optional().describe('a chat model that writes or rewrites; none without it'),
  })
  .refine(({ minDistractors, distractors }) => minDistractors <= distractors, {
    path: ['minDistractors'],
    error: 'minDistractors is above distractors',
  });

/** A parsed `raft:` section. */
export type RaftConfig = z.infer<typeof raftSchema>;

function isFormat(text: string): boolean {
  try {
    parseFormat(text);
    return true;
  } catch {
    return false;
  }
}
