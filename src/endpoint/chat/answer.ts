/** An answer of `/chat/completions`, read with suspicion: its text, or why there is none. */
import type { TokenUsage } from '../budget.js';
import { MalformedAnswer } from '../errors.js';
import type { ChatFailure } from './types.js';

/** What a server sent. */
export interface Reply {
  readonly content: { readonly text: string } | { readonly failure: ChatFailure };
  /** Null when the server does not say, or says what cannot be. */
  readonly usage: TokenUsage | null;
  /** The model that answered, as the server names it. */
  readonly model: string | null;
}

/** No prompt or answer has so many tokens: such a count is a fault, and would close every budget. */
const MOST_TOKENS = 1e8;

/** @throws MalformedAnswer when it is no chat completion at all */
export function readReply(answer: unknown): Reply {
  const choices = field(answer, 'choices');
  if (!Array.isArray(choices)) {
    throw new MalformedAnswer(
      'JSON that has no list `choices`',
      'The address must be that of an OpenAI-compatible API with /chat/completions; most end in /v1.',
    );
  }
  const model = field(answer, 'model');
  return {
    content: contentOf(choices[0]),
    usage: usageOf(field(answer, 'usage')),
    model: typeof model === 'string' ? model.slice(0, 200) : null,
  };
}

function contentOf(choice: unknown): Reply['content'] {
  const message = field(choice, 'message');
  const finish = field(choice, 'finish_reason');
  const text = textOf(field(message, 'content'));
  if (finish === 'content_filter') return failed('answer_filtered', "the provider's filter took the answer out");
  const refusal = field(message, 'refusal');
  if (typeof refusal === 'string' && refusal.trim() !== '') return failed('answer_refused', 'the model declined');
  if (finish === 'length') {
    return failed('answer_truncated', 'the answer was longer than allowed and was cut off; keep it shorter');
  }
  if (text.trim() === '') return failed('answer_empty', 'the answer was empty');
  return { text };
}

/** A string, or a list of parts of which some have text. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => field(part, 'text'))
    .filter((text) => typeof text === 'string')
    .join('');
}

function usageOf(usage: unknown): TokenUsage | null {
  const [prompt, completion] = [field(usage, 'prompt_tokens'), field(usage, 'completion_tokens')];
  return isCount(prompt) && isCount(completion) && prompt + completion > 0 ? { prompt, completion } : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_TOKENS;
}

function failed(kind: ChatFailure['kind'], message: string): { readonly failure: ChatFailure } {
  return { failure: { kind, message } };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
