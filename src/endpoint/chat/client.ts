/**
 * Asks a chat model for JSON and gets JSON that fits, or a reason. Answers are cached by what was asked; what does not
 * fit is asked for again with the reason in the prompt, a few times.
 */
import type { z } from 'zod';
import { sha256 } from '../../core/hash.js';
import type { Progress } from '../../core/progress.js';
import { isReadableOnTheWay } from '../address.js';
import type { Budget, Spent, TokenUsage } from '../budget.js';
import type { AnswerCache } from '../cache.js';
import { createTransport, type Network } from '../transport.js';
import { type Caller, createCaller, estimatePrompt } from './caller.js';
import { type AnswerFormat, type BodyParts, FULL } from './dialect.js';
import { extractJson } from './extract-json.js';
import { chatAdvice } from './failures.js';
import type { ChatFailure, ChatFailureKind, ChatMessage, ChatOutcome, ChatTask } from './types.js';
import { wireSchema } from './wire-schema.js';

/** How to ask. */
export interface ChatOptions {
  readonly endpoint: string;
  readonly model: string;
  readonly apiKey?: string | undefined;
  readonly apiKeyEnv: string;
  /** Section of the config, for messages: `raft.llm`. */
  readonly section: string;
  /** Null: the server's own. */
  readonly temperature: number | null;
  readonly seed?: number | undefined;
  /** Longest answer in tokens. */
  readonly maxTokens: number;
  /** Seconds for one try. */
  readonly timeout: number;
  /** Tries after the first of a request that fails on its way. */
  readonly retries: number;
  /** Times that an answer which does not fit is asked for again. */
  readonly corrections: number;
  readonly concurrency: number;
  readonly budget: Budget;
  readonly cache: AnswerCache | null;
  readonly network: Network;
  readonly progress: Progress;
}

/** What was asked so far. */
export interface ChatStats extends Spent {
  /** Answers that came from the cache: they are not calls. */
  readonly cache_hits: number;
  /** Calls that asked again for an answer that did not fit. */
  readonly corrections: number;
  /** Failures by kind, those that a correction mended included. */
  readonly failures: Readonly<Partial<Record<ChatFailureKind, number>>>;
  /** How the form of answers was asked for at last. */
  readonly format: AnswerFormat;
  /** Models that answered, as the server names them; sorted. */
  readonly served: readonly string[];
}

export interface ChatClient {
  /** @throws EndpointError when the endpoint cannot be used; RaftCorpusError when an answer cannot be kept */
  complete<T>(task: ChatTask<T>, signal?: AbortSignal): Promise<ChatOutcome<T>>;
  /** Tokens of a task's prompt, estimated upwards. */
  promptTokens(task: ChatTask<unknown>): number;
  stats(): ChatStats;
}

/** Part of every key: raise it when the same task comes to be asked in another way. */
const ASK_VERSION = 'chat/1';
/** Answers longer than this are no answers. */
const MAX_BYTES = 4 << 20;
const LONGEST_REASON = 300;
/** What another try with the reason can mend. */
const MENDABLE: ReadonlySet<ChatFailureKind> = new Set([
  'answer_truncated',
  'answer_empty',
  'answer_not_json',
  'answer_off_schema',
]);

/** @throws RaftCorpusError when the key cannot stand in a header */
export function createChatClient(options: ChatOptions): ChatClient {
  const { budget, cache, section, progress } = options;
  const counts = { hits: 0, corrections: 0, kept: 0 };
  const failures = new Map<ChatFailureKind, number>();
  const served = new Set<string>();
  const transport = createTransport({
    baseUrl: options.endpoint,
    key: options.apiKey,
    keyVariable: options.apiKeyEnv,
    section,
    timeout: options.timeout * 1000,
    retries: options.retries,
    maxBytes: MAX_BYTES,
    advice: chatAdvice(section),
    network: options.network,
    progress,
  });
  if (options.apiKey && isReadableOnTheWay(options.endpoint))
    progress.warn(`the key goes to ${transport.name} unencrypted; use https:// where the server can`);
  const caller = createCaller({ ...options, transport, kept: () => counts.kept + counts.hits });
  // A local server's stand-in for a key ("none", "ollama") is a word, and no secret.
  const clean = (text: string): string => ((options.apiKey?.trim().length ?? 0) < 16 ? text : transport.clean(text));
  const inFlight = new Map<string, Promise<ChatOutcome<unknown>>>();

  const partsOf = (task: ChatTask<unknown>): BodyParts => ({
    ...{ model: options.model, temperature: options.temperature, seed: options.seed },
    ...{ name: task.name, messages: task.messages, schema: wireSchema(task.schema) },
    maxTokens: task.maxTokens ?? options.maxTokens,
  });

  const ask = async <T>(task: ChatTask<T>, key: string, signal: AbortSignal | undefined): Promise<ChatOutcome<T>> => {
    const hit = await cache?.get(key);
    const known = hit ? task.schema.safeParse(hit.value) : null;
    if (known?.success) {
      counts.hits += 1;
      return { ok: true, value: known.data, cached: true };
    }
    const parts = partsOf(task);
    const asked = await askUntilItFits(task, { parts, caller, signal, clean, limit: options.corrections });
    for (const kind of asked.failures) failures.set(kind, (failures.get(kind) ?? 0) + 1);
    counts.corrections += asked.corrections;
    if (asked.model !== null) served.add(transport.clean(asked.model));
    if ('failure' in asked) return { ok: false, failure: asked.failure };
    await cache?.put(key, { model: options.model, value: asked.raw, usage: asked.usage });
    counts.kept += 1;
    return { ok: true, value: asked.value, cached: false };
  };

  return {
    complete: <T>(task: ChatTask<T>, signal?: AbortSignal) => {
      const key = keyOf(partsOf(task), task.sources);
      // Two equal questions at the same time are one call.
      const running = inFlight.get(key) ?? ask(task, key, signal).finally(() => inFlight.delete(key));
      inFlight.set(key, running);
      return running as Promise<ChatOutcome<T>>;
    },
    promptTokens: (task) => estimatePrompt(partsOf(task), FULL),
    stats: () => ({
      ...budget.spent(),
      cache_hits: counts.hits,
      corrections: counts.corrections,
      failures: Object.fromEntries([...failures].sort()),
      format: caller.dialect().format,
      served: [...served].sort(),
    }),
  };
}

/** What decides an answer, but not where it is asked, how fast, or in which dialect. */
function keyOf({ model, messages, name, schema, maxTokens, temperature, seed }: BodyParts, sources: readonly string[]) {
  const options = JSON.stringify({ temperature, seed, maxTokens });
  return sha256(ASK_VERSION, model, options, name, JSON.stringify(messages), JSON.stringify(schema), ...sources);
}

interface Asking {
  readonly parts: BodyParts;
  readonly caller: Caller;
  readonly limit: number;
  /** Takes the key out, should a server put it into an answer. */
  readonly clean: (text: string) => string;
  readonly signal: AbortSignal | undefined;
}

type Asked<T> = {
  readonly failures: readonly ChatFailureKind[];
  readonly corrections: number;
  readonly model: string | null;
} & ({ readonly value: T; readonly raw: unknown; readonly usage: TokenUsage } | { readonly failure: ChatFailure });

async function askUntilItFits<T>(task: ChatTask<T>, asking: Asking): Promise<Asked<T>> {
  const failures: ChatFailureKind[] = [];
  let messages = task.messages;
  let model: string | null = null;
  for (let corrections = 0; ; corrections++) {
    const called = await asking.caller.call({ ...asking.parts, messages }, asking.signal);
    if ('reply' in called) model = called.reply.model ?? model;
    const read: { failure: ChatFailure } | { value: T; raw: unknown } =
      'failure' in called ? called : readValue(called.reply.content, { schema: task.schema, clean: asking.clean });
    if (!('failure' in read)) {
      const usage = 'usage' in called ? called.usage : { prompt: 0, completion: 0 };
      return { ...read, usage, failures, corrections, model };
    }
    failures.push(read.failure.kind);
    if (corrections === asking.limit || !MENDABLE.has(read.failure.kind)) {
      return { failure: read.failure, failures, corrections, model };
    }
    messages = withReason(task.messages, read.failure.message);
  }
}

function readValue<T>(
  content: { readonly text: string } | { readonly failure: ChatFailure },
  { schema, clean }: { readonly schema: z.ZodType<T>; readonly clean: (text: string) => string },
): { readonly value: T; readonly raw: unknown } | { readonly failure: ChatFailure } {
  if ('failure' in content) return content;
  const { values, unfinished } = extractJson(clean(content.text));
  const parsed = values.map((raw) => ({ raw, result: schema.safeParse(raw) }));
  const fitting = parsed.find(({ result }) => result.success);
  if (fitting?.result.success) return { value: fitting.result.data, raw: fitting.raw };
  const issue = parsed[0]?.result.error?.issues[0];
  if (issue) {
    const at = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
    return { failure: { kind: 'answer_off_schema', message: `${at}${issue.message}`.slice(0, LONGEST_REASON) } };
  }
  return unfinished
    ? { failure: { kind: 'answer_truncated', message: 'the JSON ends in the middle; keep it shorter' } }
    : { failure: { kind: 'answer_not_json', message: 'the answer is not JSON' } };
}

/** The messages again, with what was wrong at the end of the last: a turn of its own would be one too many for some templates. */
export function withReason(messages: readonly ChatMessage[], reason: string): readonly ChatMessage[] {
  const last = messages.at(-1);
  if (last === undefined) return messages;
  const content = `${last.content}\n\nYour last answer could not be used: ${reason}. Answer again, with the JSON alone.`;
  return [...messages.slice(0, -1), { ...last, content }];
}
