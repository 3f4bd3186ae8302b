/** A dataset's own settings, as its manifest states them, for the rows that are made for it later. */
import { z } from 'zod';
import { LANGS, QUESTION_TYPES, SPLITS } from '../../dataset/raft-row.js';
import { ORIGINS } from '../../negatives/types.js';
import type { BuildOptions } from '../build.js';
import { ABSENT_MODES } from '../examples/options.js';

function shares<T extends string>(words: readonly T[]) {
  return z.partialRecord(z.enum(words as readonly [T, ...T[]]), z.number());
}

const contextsSchema = z.object({
  distractors: z.int().optional(),
  minDistractors: z.int().optional(),
  quotas: z.partialRecord(z.enum(ORIGINS), z.union([z.number(), z.literal('rest')])).optional(),
  absent: z.enum(ABSENT_MODES).optional(),
  memoriseShare: z.number().optional(),
  stableRefreshes: z.int().optional(),
  newestShare: z.number().optional(),
  twins: z.int().optional(),
  docHeader: z.enum(['title', 'none']).optional(),
  maxTokens: z.number().nullish(),
});

const settingsSchema = z.object({
  types: shares(QUESTION_TYPES).optional(),
  languages: shares(LANGS).optional(),
  splits: z.record(z.enum(SPLITS), z.number()).optional(),
  oracleShare: z.number().optional(),
  handOver: z.boolean().optional(),
  contexts: contextsSchema.default({}),
});

export type RepairSettings = Omit<BuildOptions, 'index' | 'embedder' | 'seed'>;

/** What of a manifest's `settings` decides single rows; keys that are absent, or of another version, keep their defaults. */
export function repairSettings(settings: unknown): RepairSettings {
  const parsed = settingsSchema.safeParse(settings);
  if (!parsed.success) return {};
  const { contexts, ...others } = parsed.data;
  const { maxTokens, ...rest } = contexts;
  return defined({ ...others, ...rest, maxTokens: maxTokens ?? undefined }) as RepairSettings;
}

function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}
