/** What is asked of a chat endpoint, and what comes of it. */
import type { z } from 'zod';

export interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/** One thing to ask for, answered with JSON. */
export interface ChatTask<T> {
  /** Name of the schema on the wire: letters, digits, `_`. */
  readonly name: string;
  /** The last one is the user's. */
  readonly messages: readonly ChatMessage[];
  /** What the answer must be. Only its outline is sent; its bounds are checked here. */
  readonly schema: z.ZodType<T>;
  /** Hashes of what is asked about; part of the cache's key. */
  readonly sources: readonly string[];
  /** Longest answer in tokens, in place of the client's. */
  readonly maxTokens?: number | undefined;
}

/**
 * Why a task has no answer, as a reason in counts:
 * - `answer_truncated`: it was cut off at the limit of tokens, or ends in the middle
 * - `answer_empty`, `answer_not_json`, `answer_off_schema`: it is not what was asked for
 * - `answer_refused`: the model declines; `answer_filtered`: the provider's filter took prompt or answer out
 * - `answer_too_long`: more bytes than are read; `prompt_too_long`: more than the model takes
 * - `endpoint_failed`: time-outs, broken connections or errors, after all tries
 * - `budget_reached`: it was not asked
 */
export const CHAT_FAILURES = [
  'answer_truncated',
  'answer_empty',
  'answer_not_json',
  'answer_off_schema',
  'answer_refused',
  'answer_filtered',
  'answer_too_long',
  'prompt_too_long',
  'endpoint_failed',
  'budget_reached',
] as const;
export type ChatFailureKind = (typeof CHAT_FAILURES)[number];

/** A task that came to nothing. */
export interface ChatFailure {
  readonly kind: ChatFailureKind;
  /** A sentence for people and for the model's next try; nothing of a server's text but scrubbed words. */
  readonly message: string;
}

export type ChatOutcome<T> =
  | { readonly ok: true; readonly value: T; readonly cached: boolean }
  | { readonly ok: false; readonly failure: ChatFailure };
