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

export interface RepairSettings {
  readonly options: Omit<BuildOptions, 'index' | 'embedder' | 'seed'>;
  /** Keys that say what nobody here understands, as `contexts.distractors`: their defaults hold, and somebody should know. */
  readonly ignored: readonly string[];
}

/** What of a manifest's `settings` decides single rows; keys that are absent, or of another version, keep their defaults. */
export function repairSettings(settings: unknown): RepairSettings {
  const parsed = settingsSchema.safeParse(settings);
  if (!parsed.success) return { options: {}, ignored: settings === undefined ? [] : ['settings'] };
  const { contexts, style, ...others } = parsed.data;
  const options = defined({ ...others, ...contexts, style: style && defined(style) }) as RepairSettings['options'];
  return { options, ignored: unread(settings as Readonly<Record<string, unknown>>, parsed.data, '').sort() };
}

/** Keys that are known and were given, and that nothing came of; null gives nothing. */
function unread(
  given: Readonly<Record<string, unknown>>,
  read: Readonly<Record<string, unknown>>,
  path: string,
): string[] {
  return Object.keys(read).flatMap((key) => {
    const [was, is] = [given[key], read[key]];
    if (was === undefined || was === null) return [];
    if (is === undefined) return [`${path}${key}`];
    return isRecord(was) && isRecord(is) && NESTED.has(key) ? unread(was, is, `${path}${key}.`) : [];
  });
}

/** The others' keys are words of the data, and read whole or not at all. */
const NESTED: ReadonlySet<string> = new Set(['contexts', 'style']);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}
