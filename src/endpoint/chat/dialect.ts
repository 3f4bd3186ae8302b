/**
 * What of the chat API a server understands. Found out from its refusals and remembered: structured output by schema,
 * else any JSON object, else words; the name of the limit of tokens; messages of the system.
 */
import type { EndpointError } from '../errors.js';
import type { ChatMessage } from './types.js';

/** How an answer's form is asked for. */
export type AnswerFormat = 'json_schema' | 'json_object' | 'text';

export interface Dialect {
  readonly format: AnswerFormat;
  /** Models that think first count thoughts too, and some servers refuse the old name for them. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** Whether messages may come from the system; templates of some models know none. */
  readonly system: boolean;
}

/** What most servers take. */
export const FULL: Dialect = { format: 'json_schema', limit: 'max_tokens', system: true };

const WEAKER: Readonly<Record<AnswerFormat, AnswerFormat | null>> = {
  json_schema: 'json_object',
  json_object: 'text',
  text: null,
};

/** The next weaker dialect, where `error` is the refusal of a part of this one; null when it is about something else. */
export function lowered(dialect: Dialect, { status, words }: EndpointError): Dialect | null {
  if (status === undefined || ![400, 404, 422, 500, 501].includes(status)) return null;
  if (/max_completion_tokens/i.test(words) && dialect.limit === 'max_tokens')
    return { ...dialect, limit: 'max_completion_tokens' };
  if (/system role|roles must alternate|system (?:message|prompt)s? (?:is|are) not/i.test(words) && dialect.system)
    return { ...dialect, system: false };
  const format = WEAKER[dialect.format];
  const isAboutFormat =
    /response_?format|json_?schema|json_object|structured[ _]output|guided|grammar|requested parameters/i.test(words);
  return isAboutFormat && format !== null ? { ...dialect, format } : null;
}

/** What a request consists of. */
export interface BodyParts {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** Name and JSON Schema of the answer. */
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
  /** Null: the server's own. */
  readonly temperature: number | null;
  readonly seed: number | undefined;
}

/** The JSON of a request. */
export function bodyOf(parts: BodyParts, dialect: Dialect): Readonly<Record<string, unknown>> {
  const { model, name, schema, maxTokens, temperature, seed } = parts;
  return {
    model,
    messages: messagesOf(parts, dialect),
    [dialect.limit]: maxTokens,
    ...(temperature === null ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
    ...(dialect.format === 'json_schema'
      ? { response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } } }
      : {}),
    ...(dialect.format === 'json_object' ? { response_format: { type: 'json_object' } } : {}),
  };
}

function messagesOf({ messages, schema }: BodyParts, { format, system }: Dialect): readonly ChatMessage[] {
  const asked =
    format === 'json_schema'
      ? messages
      : [
          {
            role: 'system' as const,
            content: `Answer with one JSON object and nothing else. It must fit this JSON Schema:\n${JSON.stringify(schema)}`,
          },
          ...messages,
        ];
  const said = (role: ChatMessage['role']): string[] =>
    asked.filter((message) => message.role === role).map(({ content }) => content);
  // Templates want turns: one message of each role.
  const [rules, user] = [said('system'), said('user')];
  if (!system) return [{ role: 'user', content: [...rules, ...user].join('\n\n') }];
  return [
    ...(rules.length > 0 ? [{ role: 'system' as const, content: rules.join('\n\n') }] : []),
    { role: 'user', content: user.join('\n\n') },
  ];
}
