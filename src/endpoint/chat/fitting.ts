/** One task until an answer fits: what does not is asked for again with the reason in the prompt. */
import type { z } from 'zod';
import type { CachedAnswer } from '../cache.js';
import type { Caller } from './caller.js';
import type { BodyParts } from './dialect.js';
import { extractJson } from './extract-json.js';
import type { ChatFailure, ChatFailureKind, ChatMessage, ChatTask } from './types.js';

const LONGEST_REASON = 300;
/** What another try with the reason can mend. */
const MENDABLE: ReadonlySet<ChatFailureKind> = new Set([
  'answer_truncated',
  'answer_empty',
  'answer_not_json',
  'answer_off_schema',
]);

export interface Asking {
  readonly parts: BodyParts;
  readonly caller: Caller;
  readonly limit: number;
  /** Takes the key out, should a server put it into an answer. */
  readonly clean: (text: string) => string;
  readonly signal: AbortSignal | undefined;
}

/** What came of a task, with all that went wrong on the way. */
export type Asked<T> = {
  readonly failures: readonly ChatFailureKind[];
  readonly corrections: number;
  readonly model: string | null;
} & (
  | { readonly value: T; readonly raw: unknown; readonly usage: CachedAnswer['usage'] }
  | { readonly failure: ChatFailure }
);

/** Asks, and asks again up to `limit` times where another try can mend it. */
export async function askUntilItFits<T>(task: ChatTask<T>, asking: Asking): Promise<Asked<T>> {
  const failures: ChatFailureKind[] = [];
  let messages = task.messages;
  let model: string | null = null;
  let usage: CachedAnswer['usage'] = { prompt: 0, completion: 0, estimated: false };
  for (let corrections = 0; ; corrections++) {
    const called = await asking.caller.call({ ...asking.parts, messages }, asking.signal);
    if ('reply' in called) {
      model = called.reply.model ?? model;
      usage = {
        prompt: usage.prompt + called.usage.prompt,
        completion: usage.completion + called.usage.completion,
        estimated: usage.estimated || called.usage.estimated,
      };
    }
    const read: { failure: ChatFailure } | { value: T; raw: unknown } =
      'failure' in called ? called : readValue(called.reply.content, { schema: task.schema, clean: asking.clean });
    if (!('failure' in read)) return { ...read, usage, failures, corrections, model };
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
