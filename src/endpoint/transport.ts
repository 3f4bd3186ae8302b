/**
 * Sends JSON to an OpenAI-compatible API and gets JSON back: with time-outs, bounded answers, retries, and the pauses
 * that the server asks for. What the JSON means is the caller's business, so that embeddings and chat share it.
 *
 * The key is an argument, goes into one header, and is taken out of every word that a server says before anybody reads
 * it. Redirects are never followed.
 */
import type { Clock } from '../core/clock.js';
import type { Progress } from '../core/progress.js';
import type { Random } from '../core/random.js';
import { below, shownAddress } from './address.js';
import { EndpointError, MalformedAnswer } from './errors.js';
import { exchange, type Fetch } from './exchange.js';
import { type Advice, answerJson, badStatus, embeddingAdvice, malformed, noAnswer, type Wording } from './failures.js';
import { backOff, worthRetrying } from './retry.js';
import { headerKey, scrub } from './secret.js';

/** The outside world of an endpoint: nothing here is a global, so that tests need not wait. */
export interface Network {
  readonly fetch: Fetch;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  readonly clock: Clock;
  /** Jitter of waits; it decides no result. */
  readonly random: Random;
}

/** How to reach an endpoint. */
export interface TransportOptions {
  /** Checked by `addressProblem`. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer …`; no header without one. */
  readonly key?: string | undefined;
  /** Where the user keeps the key; for messages. */
  readonly keyVariable: string;
  /** Section of the config that says all this, for messages: `embedder`. */
  readonly section: string;
  /** Milliseconds one try may take, the last byte of the answer included. */
  readonly timeout: number;
  /** Tries after the first. */
  readonly retries: number;
  /** Longest answer that is read, in bytes; default 256 MB: 2,048 vectors of 4,096 numbers are about 180 MB of JSON. */
  readonly maxBytes?: number;
  /** What messages advise; for embeddings when left out. */
  readonly advice?: Advice;
  readonly network: Network;
  readonly progress: Progress;
}

/** One request of a caller. */
export interface JsonRequest<T> {
  /** Below the base address: `embeddings`. */
  readonly path: string;
  /** Sent as JSON by POST; GET without it. */
  readonly body?: unknown;
  /** Turns the parsed answer into what the caller wants; throws {@link MalformedAnswer} on a wrong shape. */
  readonly read: (answer: unknown) => T;
  /** Tries after the first, in place of the transport's. */
  readonly retries?: number;
  /** Told of a failure before the request goes out again; what it throws ends the request. */
  readonly onRetry?: (failure: EndpointError) => Promise<void> | void;
  /** Stops the request, or the wait before its next try, at once. */
  readonly signal?: AbortSignal | undefined;
}

/** What was sent so far. */
export interface TransportStats {
  readonly requests: number;
  /** Of these, tries after a first. */
  readonly retries: number;
}

/** A connection to one API. */
export interface Transport {
  /** Address as messages show it. */
  readonly name: string;
  /** Text of the server as it may be shown: without the key. */
  clean(text: string): string;
  /**
   * @throws EndpointError when all tries failed, or one that no repetition mends
   * @throws the reason of an aborted signal
   */
  send<T>(request: JsonRequest<T>): Promise<T>;
  stats(): TransportStats;
}

const MAX_BYTES = 256 << 20;
/** A server that asks to wait longer is taken to be closed for now. */
const LONGEST_PAUSE_MS = 600_000;

/** @throws RaftCorpusError when the key cannot stand in a header */
export function createTransport(options: TransportOptions): Transport {
  const { baseUrl, network, retries, section, timeout, maxBytes = MAX_BYTES } = options;
  const key = headerKey(options.key, options.keyVariable);
  const { advice = embeddingAdvice(section) } = options;
  const wording: Wording = { name: shownAddress(baseUrl), key, keyVariable: options.keyVariable, section, advice };
  const counts = { requests: 0, retries: 0 };
  const now = (): number => network.clock.now().getTime();
  let answered = false;
  // One pause for all requests: a server that tells one of them to wait means the client.
  let pauseUntil = 0;

  const attempt = async <T>({ path, body, read, signal }: JsonRequest<T>): Promise<T> => {
    const outcome = await exchange(network.fetch, {
      url: below(baseUrl, path),
      method: body === undefined ? 'GET' : 'POST',
      headers: headersFor(body, key),
      body: body === undefined ? undefined : JSON.stringify(body),
      timeout,
      maxBytes,
      signal,
    });
    if (outcome.kind !== 'answer') throw noAnswer(outcome, { ...wording, timeout, maxBytes });
    answered = true;
    const at = { ...wording, now: network.clock.now() };
    if (outcome.status < 200 || outcome.status > 299) throw badStatus(outcome, at);
    const value = answerJson(outcome, at);
    try {
      return read(value);
    } catch (error) {
      throw error instanceof MalformedAnswer ? malformed(error, wording) : error;
    }
  };

  /** Tries after the first that this failure is worth, of at most `most`. */
  const retriesFor = (error: EndpointError, most: number): number => {
    const worth = worthRetrying(error);
    // Where nothing has ever answered, nothing is there; a server that was there may come back.
    if (worth === 'never' || (error.fault === 'unreachable' && !answered)) return 0;
    if ((error.retryAfter ?? 0) > LONGEST_PAUSE_MS) return 0;
    return worth === 'once' ? Math.min(1, most) : most;
  };

  return {
    name: wording.name,
    clean: (text) => scrub(text, key),
    stats: () => ({ ...counts }),
    send: async (request) => {
      const most = request.retries ?? retries;
      let notBefore = 0;
      for (let tries = 1; ; tries++) {
        // Another request may be told to wait longer while this one waits.
        for (
          let wait = Math.max(notBefore, pauseUntil) - now();
          wait > 0;
          wait = Math.max(notBefore, pauseUntil) - now()
        )
          await network.sleep(wait, request.signal);
        counts.requests += 1;
        if (tries > 1) counts.retries += 1;
        try {
          return await attempt(request);
        } catch (error) {
          if (!(error instanceof EndpointError)) throw error;
          const worth = retriesFor(error, most);
          if (tries > worth) throw afterTries(error, tries);
          await request.onRetry?.(error);
          const delay = backOff(tries - 1, network.random, error.retryAfter);
          // Clocks count whole milliseconds: a fraction left over would be waited for again.
          notBefore = now() + Math.ceil(delay);
          if (error.retryAfter !== undefined) pauseUntil = Math.max(pauseUntil, now() + Math.ceil(error.retryAfter));
          const next = `try ${tries + 1} of ${worth + 1} in ${seconds(delay)}`;
          options.progress.update(`${wording.name}: ${error.message}; ${next}`, tries, worth + 1);
        }
      }
    },
  };
}

/** The last failure, with how often it was tried, and a server's wish that is too long to keep. */
function afterTries(error: EndpointError, tries: number): EndpointError {
  const { where = '', fix = '', fault, status, words, retryAfter, cause } = error;
  const closed = retryAfter !== undefined && retryAfter > LONGEST_PAUSE_MS;
  if (tries === 1 && !closed) return error;
  const asks = closed ? `; it asks to wait ${seconds(retryAfter)}` : '';
  return new EndpointError(`${error.message}${tries > 1 ? ` (${tries} tries)` : ''}${asks}`, {
    ...{ where, fault, status, words, retryAfter, cause },
    fix: closed ? 'Run the same command again then: it goes on from what is stored.' : fix,
  });
}

function seconds(ms: number): string {
  return `${ms < 10_000 ? Math.ceil(ms / 100) / 10 : Math.ceil(ms / 1000)} s`;
}

function headersFor(body: unknown, key: string | undefined): Record<string, string> {
  return {
    accept: 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
}
