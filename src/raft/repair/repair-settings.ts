/** A dataset's own settings, as its manifest states them, for the rows that are made for it later. */
import { z } from 'zod';
import { DOC_HEADERS } from '../../dataset/raft-formats/document.js';
import { LANGS, QUESTION_TYPES, SPLITS } from '../../dataset/raft-row.js';
import { ORIGINS } from '../../negatives/types.js';
import type { BuildOptions } from '../build.js';
import { ABSENT_MODES } from '../examples/options.js';
import { REGISTERS } from '../questions/style/register.js';

function shares<T extends string>(words: readonly T[]) {
  return z.partialRecord(z.enum(words as readonly [T, ...T[]]), z.number());
}

/** A key that is absent, or says what only another version understands, says nothing: the others still count. */
function maybe<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

const contextsSchema = z.object({
  distractors: maybe(z.int()),
  minDistractors: maybe(z.int()),
  quotas: maybe(z.partialRecord(z.enum(ORIGINS), z.union([z.number(), z.literal('rest')]))),
  absent: maybe(z.enum(ABSENT_MODES)),
  memoriseShare: maybe(z.number()),
  stableRefreshes: maybe(z.int()),
  newestShare: maybe(z.number()),
  twins: maybe(z.int()),
  docHeader: maybe(z.enum(DOC_HEADERS)),
  maxTokens: maybe(z.number()),
});

const styleSchema = z.object({
  registers: maybe(z.record(z.enum(REGISTERS), z.number())),
  greetings: maybe(z.number()),
  typos: maybe(z.number()),
  shortForms: maybe(z.number()),
  unmarked: maybe(z.number()),
  lowercase: maybe(z.number()),
  halfWidth: maybe(z.number()),
});

const settingsSchema = z.object({
  types: maybe(shares(QUESTION_TYPES)),
  languages: maybe(shares(LANGS)),
  splits: maybe(z.record(z.enum(SPLITS), z.number())),
  oracleShare: maybe(z.number()),
  handOver: maybe(z.boolean()),
  style: maybe(styleSchema),
  contexts: maybe(contextsSchema),
});

export type RepairSettings = Omit<BuildOptions, 'index' | 'embedder' | 'seed'>;

/** What of a manifest's `settings` decides single rows; keys that are absent, or of another version, keep their defaults. */
export function repairSettings(settings: unknown): RepairSettings {
  const parsed = settingsSchema.safeParse(settings);
  if (!parsed.success) return {};
  const { contexts, style, ...others } = parsed.data;
  return defined({ ...others, ...contexts, style: style && defined(style) }) as RepairSettings;
}

function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}
