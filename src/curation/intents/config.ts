/** The `intents:` section of the config: columns, what must hold, and which classes must not fail. */
import { z } from 'zod';
import { DEFAULT_SHARES } from '../../dataset/splits.js';
import { columnsSchema } from './columns.js';

const rate = (value: number, what: string) => z.number().min(0).max(1).default(value).describe(what);

const thresholdsSchema = z.strictObject({
  nearDuplicate: z
    .number()
    .gt(0)
    .max(1)
    .default(0.8)
    .describe('Jaccard similarity of character shingles of near-duplicates'),
  shingle: z.int().min(1).max(10).default(3).describe('Characters per shingle'),
  duplicateRate: rate(0.05, 'Rows that repeat another one'),
  labelDisagreement: rate(0.06, 'Rows on which annotators are not of one mind'),
  syntheticShare: rate(0.1, 'Rows that a generator wrote; more needs --justify'),
  classSyntheticShare: rate(0.5, "Share of a class's sampling weight that is synthetic"),
  criticalExamples: z.int().min(0).default(300).describe('Examples that a critical intent needs'),
  criticalProduction: z.int().min(0).default(100).describe('Those of them that customers wrote'),
  coverageDistance: rate(0.1, 'Jensen–Shannon distance of languages and scripts from production'),
  splitDeviation: rate(0.01, "How far a split's share may be from what it should be"),
  artefactsWarn: rate(0.75, 'AUC within intent and language from which synthetic rows give themselves away'),
  artefactsFail: rate(0.85, 'The same, from which the dataset is rejected'),
});

export const intentsSchema = z.strictObject({
  columns: columnsSchema.prefault({}).describe('Which column holds what'),
  known: z.array(z.string().min(1)).optional().describe('Intents that labels may be; without it any label is one'),
  critical: z
    .array(z.string().min(1))
    .default(['promotion', 'checkout_help', 'escalation'])
    .describe('Intents that must have enough examples'),
  splits: z
    .strictObject({ train: z.number().min(0), validation: z.number().min(0), test: z.number().min(0) })
    .default(DEFAULT_SHARES)
    .describe('Shares of the splits'),
  thresholds: thresholdsSchema.prefault({}).describe('What must hold'),
});

export type IntentsConfig = z.infer<typeof intentsSchema>;
