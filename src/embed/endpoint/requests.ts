/**
 * One batch of texts to the server. A batch that is too much for it is sent in halves, down to single texts, so that
 * the one text that is too long is found and named; what it can take is remembered.
 */
import { EndpointError } from '../../endpoint/errors.js';
import { saysTooLarge } from '../../endpoint/server-words.js';
import type { Transport } from '../../endpoint/transport.js';
import { type Embeddings, readEmbeddings } from './answer.js';

/** What every request has in common. */
export interface RequesterOptions {
  readonly transport: Transport;
  readonly model: string;
  readonly dims?: number | undefined;
  /** Whether `dims` is sent, for servers that can shorten their vectors. */
  readonly requestDims: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What is known about a batch. */
export interface BatchContext {
  readonly dims: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Names the text at a position of the batch, for messages; without it a refusal is not about a text. */
  readonly describe?: (at: number) => string;
}

/** Sends batches. */
export interface Requester {
  /** @throws EndpointError, naming the text when a single one is refused */
  request(texts: readonly string[], context: BatchContext): Promise<Embeddings>;
  /** Tokens of all answers so far, as the server counts them. */
  tokens(): number;
}

/** Requests over `transport`. */
export function createRequester(options: RequesterOptions): Requester {
  const { transport, model } = options;
  let tokens = 0;
  // Most texts that the server takes at once, as far as it has shown.
  let most = Number.POSITIVE_INFINITY;

  const send = async (texts: readonly string[], { dims, signal }: BatchContext): Promise<Embeddings> => {
    const answer = await transport.send({
      path: 'embeddings',
      body: { model, input: texts, ...(options.requestDims ? { dimensions: options.dims } : {}) },
      read: (value) => readEmbeddings(value, { count: texts.length, dims }),
      signal: signal ?? options.signal,
    });
    tokens += answer.tokens;
    return answer;
  };

  const request = async (texts: readonly string[], context: BatchContext): Promise<Embeddings> => {
    if (texts.length > most) return inHalves(texts, context);
    try {
      return await send(texts, context);
    } catch (error) {
      if (!(error instanceof EndpointError) || !mayBeTooMuch(error)) throw error;
      if (texts.length === 1) throw context.describe ? tooLong(error, texts[0] ?? '', context.describe(0)) : error;
      const answer = await inHalves(texts, context);
      // Both halves were taken: it was the number or the sum, not one text.
      most = Math.min(most, Math.ceil(texts.length / 2));
      return answer;
    }
  };

  const inHalves = async (texts: readonly string[], context: BatchContext): Promise<Embeddings> => {
    const middle = Math.ceil(texts.length / 2);
    const first = await request(texts.slice(0, middle), context);
    const { describe } = context;
    const second = await request(texts.slice(middle), {
      ...context,
      dims: first.dims,
      ...(describe === undefined ? {} : { describe: (at: number) => describe(middle + at) }),
    });
    const vectors = new Float32Array(first.vectors.length + second.vectors.length);
    vectors.set(first.vectors);
    vectors.set(second.vectors, first.vectors.length);
    return { vectors, dims: first.dims, tokens: first.tokens + second.tokens };
  };

  return { request, tokens: () => tokens };
}

/** Servers refuse too much with 400, 413 or 422, and not all say that this is why; llama.cpp does with 500. */
function mayBeTooMuch({ status, words }: EndpointError): boolean {
  return status === 400 || status === 413 || status === 422 || (status === 500 && saysTooLarge(words));
}

function tooLong(error: EndpointError, text: string, name: string): EndpointError {
  const { where = '', fault, status, words } = error;
  const beginning = text.replace(/\s+/g, ' ').slice(0, 60).toWellFormed();
  return new EndpointError(
    `the endpoint refuses a text (${name}, ${text.length.toLocaleString('en')} characters, HTTP ${status})${words === '' ? '' : `: ${words}`}`,
    {
      ...{ fault, status, words },
      where: `${where}: ${JSON.stringify(beginning)}`,
      fix: 'If it is too long, set embedder.maxTokens to what the model reads (texts are cut there, and passages made shorter), or let the server cut (text-embeddings-inference: --auto-truncate).',
    },
  );
}
