/**
 * One call and its bill: in the server's dialect, within the budget, at most so many at a time. The first call of a run
 * goes alone, so that a wrong key, a wrong name or an unknown form of answers is met once and not once per connection.
 */
import { estimateTokens } from '../../text/estimate-tokens.js';
import type { Budget, Reservation, TokenUsage } from '../budget.js';
import { EndpointError } from '../errors.js';
import { withServedModels } from '../models.js';
import type { Transport } from '../transport.js';
import { type Reply, readReply } from './answer.js';
import { type BodyParts, bodyOf, type Dialect, FULL, lowered } from './dialect.js';
import { failureOf, forUser, mayBeBilled } from './failures.js';
import { createLimiter } from './limiter.js';
import type { ChatFailure } from './types.js';

export interface CallerOptions {
  readonly transport: Transport;
  readonly budget: Budget;
  /** Calls at the same time. */
  readonly concurrency: number;
  readonly section: string;
  /** Answers kept so far, for messages. */
  readonly kept: () => number;
}

export type Called =
  | { readonly reply: Reply; readonly usage: TokenUsage & { readonly estimated: boolean } }
  | { readonly failure: ChatFailure };

export interface Caller {
  /** @throws EndpointError when no other call would fare better either; all later calls throw it too */
  call(parts: BodyParts, signal?: AbortSignal): Promise<Called>;
  dialect(): Dialect;
}

/** Failures of the endpoint in a row, over all calls, after which it is taken to be gone. */
const MOST_IN_A_ROW = 5;
/** What chat templates put around messages, in tokens. */
const FRAME_TOKENS = 16;

const OUT_OF_BUDGET = new Error('the budget is used up');
const BUDGET_REACHED: ChatFailure = { kind: 'budget_reached', message: 'the budget was used up before it was asked' };

/** Tokens of a prompt, estimated upwards. */
export function estimatePrompt(parts: BodyParts, dialect: Dialect): number {
  const { messages, response_format } = bodyOf(parts, dialect) as {
    readonly messages: readonly { readonly content: string }[];
    readonly response_format?: unknown;
  };
  const texts = [...messages.map(({ content }) => content), response_format ? JSON.stringify(response_format) : ''];
  return texts.reduce((sum, text) => sum + estimateTokens(text), FRAME_TOKENS);
}

export function createCaller(options: CallerOptions): Caller {
  const { transport, budget, section } = options;
  let dialect = FULL;
  let proven = false;
  let leader: Promise<unknown> | null = null;
  let fatal: unknown = null;
  let inARow = 0;
  /** How far the estimate of prompts fell short of the server's count, at worst. */
  let shortfall = 1;

  /** @throws EndpointError, OUT_OF_BUDGET */
  const send = async (parts: BodyParts, signal: AbortSignal | undefined): Promise<Called> => {
    const estimate = estimatePrompt(parts, dialect);
    const most = { prompt: Math.ceil(estimate * shortfall), completion: parts.maxTokens };
    const reserve = async (): Promise<Reservation> => {
      const granted = await budget.reserve(most);
      if (granted === null) throw OUT_OF_BUDGET;
      return granted;
    };
    let reservation: Reservation | null = await reserve();
    const bill = (error: unknown): void => {
      if (error instanceof EndpointError && !mayBeBilled(error)) reservation?.release();
      else reservation?.settle({ ...most, estimated: true });
      reservation = null;
    };
    try {
      const reply = await transport.send({
        path: 'chat/completions',
        body: bodyOf(parts, dialect),
        read: readReply,
        signal,
        onRetry: async (error) => {
          bill(error);
          reservation = await reserve();
        },
      });
      const counted = reply.usage ?? {
        prompt: estimate,
        completion: 'text' in reply.content ? estimateTokens(reply.content.text) : 0,
      };
      const usage = { ...counted, estimated: reply.usage === null };
      reservation.settle(usage);
      reservation = null;
      if (reply.usage !== null) shortfall = Math.max(shortfall, reply.usage.prompt / estimate);
      return { reply, usage };
    } catch (error) {
      bill(error);
      throw error;
    }
  };

  const attempt = async (parts: BodyParts, signal: AbortSignal | undefined): Promise<Called> => {
    for (;;) {
      const used = dialect;
      try {
        const called = await send(parts, signal);
        proven = true;
        inARow = 0;
        return called;
      } catch (error) {
        if (error === OUT_OF_BUDGET) return { failure: BUDGET_REACHED };
        if (!(error instanceof EndpointError)) throw error;
        const weaker = lowered(used, error);
        if (weaker === null) return onFailure(error, parts);
        // Another call may have learnt it meanwhile.
        if (dialect === used) dialect = weaker;
      }
    }
  };

  const onFailure = async (error: EndpointError, { model }: BodyParts): Promise<Called> => {
    const failure = failureOf(error);
    if (failure !== null && failure.kind !== 'endpoint_failed') return { failure };
    inARow += 1;
    if (failure !== null && proven && inARow < MOST_IN_A_ROW) return { failure };
    throw forUser(await withServedModels(error, { transport, model }), { section, kept: options.kept() });
  };

  const guarded = async (parts: BodyParts, signal: AbortSignal | undefined): Promise<Called> => {
    if (fatal !== null) throw fatal;
    try {
      return await attempt(parts, signal);
    } catch (error) {
      fatal ??= error;
      throw error;
    }
  };

  const limited = createLimiter(options.concurrency);
  return {
    dialect: () => dialect,
    call: (parts, signal) =>
      limited(async () => {
        while (!proven && fatal === null) {
          if (leader === null) {
            const mine = guarded(parts, signal).finally(() => {
              leader = null;
            });
            leader = mine;
            return mine;
          }
          await leader.catch(() => undefined);
        }
        return guarded(parts, signal);
      }),
  };
}
