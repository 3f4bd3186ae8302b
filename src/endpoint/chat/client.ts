/**
 * Asks a chat model for JSON and gets JSON that fits, or a reason. Answers are cached by what was asked; what does not
 * fit is asked for again with the reason in the prompt, a few times.
 */
import { sha256 } from '../../core/hash.js';
import type { Progress } from '../../core/progress.js';
import { isReadableOnTheWay } from '../address.js';
import { type Budget, costOf, type Price, type Spent } from '../budget.js';
import type { AnswerCache, CachedAnswer } from '../cache.js';
import { createTransport, type Network } from '../transport.js';
import { createCaller, estimatePrompt } from './caller.js';
import { type AnswerFormat, type BodyParts, FULL } from './dialect.js';
import { chatAdvice } from './failures.js';
import { askUntilItFits } from './fitting.js';
import type { ChatFailureKind, ChatOutcome, ChatTask } from './types.js';
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
}

/** The answers that were used, whether paid for now or before: the same for the same questions. */
export interface AnswerStats {
  readonly answers: number;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  /** Of the answers, those whose tokens are our estimate. */
  readonly estimated: number;
  /** Null without a price. */
  readonly cost: number | null;
  /** Models that answered, as the server names them; sorted. */
  readonly served_models: readonly string[];
}

export interface ChatClient {
  /** @throws EndpointError when the endpoint cannot be used; RaftCorpusError when an answer cannot be kept */
  complete<T>(task: ChatTask<T>, signal?: AbortSignal): Promise<ChatOutcome<T>>;
  /** Tokens of a task's prompt, estimated upwards. */
  promptTokens(task: ChatTask<unknown>): number;
  /** What this run asked for. */
  stats(): ChatStats;
  answered(): AnswerStats;
}

/** Part of every key: raise it when the same task comes to be asked in another way. */
const ASK_VERSION = 'chat/1';
/** Answers longer than this are no answers. */
const MAX_BYTES = 4 << 20;

/** @throws RaftCorpusError when the key cannot stand in a header */
export function createChatClient(options: ChatOptions): ChatClient {
  const { budget, cache, section, progress } = options;
  const counts = { hits: 0, corrections: 0, kept: 0 };
  const failures = new Map<ChatFailureKind, number>();
  const used = new Map<string, Omit<CachedAnswer, 'value'>>();
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
  const tell = (): void => progress.update(`answers of ${options.model}`, counts.kept + counts.hits);
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
      tell();
      if (hit) used.set(key, withoutValue(hit));
      return { ok: true, value: known.data, cached: true };
    }
    const parts = partsOf(task);
    const asked = await askUntilItFits(task, { parts, caller, signal, clean, limit: options.corrections });
    for (const kind of asked.failures) failures.set(kind, (failures.get(kind) ?? 0) + 1);
    counts.corrections += asked.corrections;
    if ('failure' in asked) return { ok: false, failure: asked.failure };
    const served = asked.model === null ? null : clean(asked.model);
    const answer = { model: options.model, served, value: asked.raw, usage: asked.usage };
    await cache?.put(key, answer);
    used.set(key, withoutValue(answer));
    counts.kept += 1;
    tell();
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
    }),
    answered: () => sumOf([...used.values()], budget.price),
  };
}

function withoutValue({ model, served, usage }: CachedAnswer): Omit<CachedAnswer, 'value'> {
  return { model, served, usage };
}

function sumOf(answers: readonly Omit<CachedAnswer, 'value'>[], price: Price | null): AnswerStats {
  const prompt = answers.reduce((sum, { usage }) => sum + usage.prompt, 0);
  const completion = answers.reduce((sum, { usage }) => sum + usage.completion, 0);
  return {
    answers: answers.length,
    prompt_tokens: prompt,
    completion_tokens: completion,
    estimated: answers.filter(({ usage }) => usage.estimated).length,
    cost: price === null ? null : costOf({ prompt, completion }, price),
    served_models: [...new Set(answers.flatMap(({ served }) => served ?? []))].sort(),
  };
}

/** What decides an answer, but not where it is asked, how fast, or in which dialect. */
function keyOf({ model, messages, name, schema, maxTokens, temperature, seed }: BodyParts, sources: readonly string[]) {
  const options = JSON.stringify({ temperature, seed, maxTokens });
  return sha256(ASK_VERSION, model, options, name, JSON.stringify(messages), JSON.stringify(schema), ...sources);
}
