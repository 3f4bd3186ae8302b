/** A failed request: does it end the run, or only this question? Was it perhaps paid for? */
import { EndpointError } from '../errors.js';
import type { Advice } from '../failures.js';
import { saysQuotaUsedUp, saysTooLarge } from '../server-words.js';
import type { ChatFailure } from './types.js';

/** Ways out for a `section` of the config that asks a chat model. */
export function chatAdvice(section: string): Advice {
  return {
    slow: `Look at the server's load, give it more time (${section}.timeout, in seconds), or less at a time (${section}.concurrency, ${section}.maxTokens).`,
    oversized: `Lower ${section}.maxTokens; if that changes nothing, this is not the API it claims to be.`,
    absent: `Start the server, or mend ${section}.endpoint. Without --llm nothing of this is needed.`,
    tooMuch: `Lower ${section}.maxTokens, or use a model that reads more.`,
  };
}

/** Whether the model may have worked before this failure, so that the tokens may be on the bill. */
export function mayBeBilled({ fault }: EndpointError): boolean {
  return fault === 'timeout' || fault === 'cut' || fault === 'malformed' || fault === 'oversized';
}

/** What a failure means for the one thing that was asked; null where no other question would fare better. */
export function failureOf(error: EndpointError): ChatFailure | null {
  const { fault, status, words, message } = error;
  if (fault === 'oversized') return { kind: 'answer_too_long', message };
  if (fault === 'unreachable' || fault === 'refused') return null;
  if (status === 401 || status === 403 || status === 404 || status === 405 || saysQuotaUsedUp(words)) return null;
  if (/content[_ ](?:filter|policy|management)|responsible ?ai|moderation|safety/i.test(words))
    return { kind: 'answer_filtered', message: "the provider's filter refused the prompt" };
  if (status !== undefined && saysTooLarge(words)) return { kind: 'prompt_too_long', message };
  return { kind: 'endpoint_failed', message };
}

/** The error as a user of chat should read it: with the setting to change, and what is kept. */
export function forUser(error: EndpointError, { section, kept }: { section: string; kept: number }): EndpointError {
  const { where = '', fix = '', fault, status, words, retryAfter, cause } = error;
  const way = /temperature/i.test(words)
    ? `Set ${section}.temperature to what the model takes; null sends none.`
    : /\bseed\b/i.test(words)
      ? `Take ${section}.seed out.`
      : fix;
  const answers = kept === 1 ? 'The one answer' : `The ${kept} answers`;
  const rest = kept === 0 ? '' : ` ${answers} so far are kept: the same command goes on from there.`;
  return new EndpointError(error.message, {
    ...{ fault, where, status, words, retryAfter, cause },
    fix: `${way}${rest}`,
  });
}
