/** The config schema of `statements`: facts that policies state in prose, so that two pages can be compared. */
import { z } from 'zod';
import { STATEMENT_TYPES, type StatementConfig } from '../../drift/statements.js';

export type { StatementConfig } from '../../drift/statements.js';

const texts = z.array(z.string().min(1)).min(1);

const whenSchema = z.strictObject({
  heading: texts.describe('One of these stands in a heading above the sentence, or in the title.').optional(),
  contains: texts.describe('One of these stands in the sentence.').optional(),
  excludes: texts.describe('None of these stands in the sentence.').optional(),
});

/** One declared statement; see docs/contradictions.md. */
export const statementSchema = z.strictObject({
  field: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'a field is lower case: letters, digits, _')
    .describe('Name in reports: return_window.'),
  type: z.enum(STATEMENT_TYPES).describe('What the value is.'),
  patterns: z
    .array(z.string().refine((pattern) => pattern.split('{value}').length === 2, 'needs exactly one {value} slot'))
    .min(1)
    .describe('Regular expressions with one {value} slot; case is ignored.'),
  when: whenSchema.describe('Limits where the patterns count.').optional(),
}) satisfies z.ZodType<StatementConfig>;

/** The `statements:` list of the config. */
export const statementsSchema = z.array(statementSchema).default([]);
