/**
 * Embeddings from an OpenAI-compatible server: text-embeddings-inference, vLLM, Ollama, llama.cpp, or a hosted API.
 *
 * The fingerprint covers the model's name, the user's label of its weights, prefixes, dimensions and the longest input;
 * not the host, because the same model on another machine is the same model. What the server really runs it cannot
 * cover: see `corpus/same-model.ts`. Vectors are as reproducible as the server is.
 */
import { RaftCorpusError } from '../../core/errors.js';
import { sha256 } from '../../core/hash.js';
import type { Progress } from '../../core/progress.js';
import { isReadableOnTheWay } from '../../endpoint/address.js';
import { mapConcurrent } from '../../endpoint/concurrent.js';
import { EndpointError } from '../../endpoint/errors.js';
import { withServedModels } from '../../endpoint/models.js';
import { createTransport, type Network, type Transport, type TransportStats } from '../../endpoint/transport.js';
import { cutToTokens, estimateTokens } from '../../text/estimate-tokens.js';
import type { EndpointConfig } from '../config.js';
import type { Embedder, EmbedKind, EmbedStats } from '../embedder.js';
import { requestBatches } from './request-batches.js';
import { createRequester, type Requester } from './requests.js';

/** How to open an endpoint's model. */
export interface EndpointEmbedderOptions extends EndpointConfig {
  /** Value of the variable that `apiKeyEnv` names. */
  readonly apiKey?: string | undefined;
  readonly network: Network;
  readonly progress: Progress;
  /** Stops every request at once. */
  readonly signal?: AbortSignal | undefined;
}

/** What an endpoint embedder has done so far. */
export interface EndpointEmbedStats extends EmbedStats, TransportStats {
  /** Tokens of all texts as the server counted (and bills) them; 0 when it does not say. */
  readonly tokens: number;
}

/** An embedder over the network that counts. */
export interface EndpointEmbedder extends Embedder {
  stats(): EndpointEmbedStats;
}

/** Part of every fingerprint: raise it when the code comes to compute other vectors from the same answers. */
const VECTOR_VERSION = 'endpoint/1';
/** What most models put around a text. */
const SPECIAL_TOKENS = 2;
/** UTF-8 bytes of texts in a request; text-embeddings-inference takes 2 MB, with what JSON adds. */
const REQUEST_BYTES = 512 << 10;
/** A call that takes longer shows how far it is: milliseconds. */
const LONG_CALL = 5_000;
const PROBE = 'a 1 あ';

/**
 * Opens the endpoint and learns the dimensions with one request.
 * @throws RaftCorpusError when nobody answers, the key or the model's name is wrong, or the dimensions are not `dims`
 */
export async function openEndpointEmbedder(options: EndpointEmbedderOptions): Promise<EndpointEmbedder> {
  const transport = openTransport(options);
  const requester = createRequester({ ...options, transport });
  const { dims } = await requester.request([PROBE], { dims: undefined }).catch(async (error: unknown) => {
    throw error instanceof EndpointError ? await withServedModels(error, { ...options, transport }) : error;
  });
  checkDims(dims, options, transport);
  return createEmbedder({ options, transport, requester, dims });
}

function openTransport(options: EndpointEmbedderOptions): Transport {
  const transport = createTransport({
    baseUrl: options.endpoint,
    key: options.apiKey,
    keyVariable: options.apiKeyEnv,
    section: 'embedder',
    timeout: options.timeout * 1000,
    retries: options.retries,
    network: options.network,
    progress: options.progress,
  });
  if (options.apiKey && isReadableOnTheWay(options.endpoint))
    options.progress.warn(`the key goes to ${transport.name} unencrypted; use https:// where the server can`);
  return transport;
}

function checkDims(dims: number, options: EndpointEmbedderOptions, transport: Transport): void {
  if (options.dims === undefined || options.dims === dims) return;
  throw new RaftCorpusError(`the endpoint's vectors have ${dims} numbers, the config says ${options.dims}`, {
    where: transport.name,
    fix: options.requestDims
      ? 'The server does not shorten this model: take embedder.requestDims out and set embedder.dims to what it gives.'
      : 'Another model answers than you meant, or embedder.dims is wrong; with embedder.requestDims: true the server is asked to shorten its vectors.',
  });
}

interface Parts {
  readonly options: EndpointEmbedderOptions;
  readonly transport: Transport;
  readonly requester: Requester;
  readonly dims: number;
}

function createEmbedder({ options, transport, requester, dims }: Parts): EndpointEmbedder {
  const { model, maxTokens, revision } = options;
  const prefixes = { query: options.queryPrefix, passage: options.passagePrefix };
  const counts = { texts: 0, truncated: 0, empty: 0 };
  let open = true;
  const prepare = (text: string, prefix: string): string => {
    counts.texts += 1;
    if (text.trim() === '') {
      counts.empty += 1;
      return '';
    }
    // Lone surrogates have no place in UTF-8, and so in JSON that all servers read.
    const whole = (prefix + text).toWellFormed();
    const cut = cutToTokens(whole, maxTokens - SPECIAL_TOKENS);
    if (cut.length < whole.length) counts.truncated += 1;
    return cut;
  };
  return {
    model,
    fingerprint: sha256(
      VECTOR_VERSION,
      model,
      revision ?? null,
      prefixes.query,
      prefixes.passage,
      String(dims),
      String(maxTokens),
    ),
    dims,
    maxTokens,
    remote: true,
    embed: async (texts, kind) => {
      if (!open) throw new Error('embed() after close()');
      const inputs = texts.map((text) => prepare(text, prefixes[kind]));
      return embedInputs({ options, transport, requester, dims }, inputs, kind);
    },
    countTokens: estimateTokens,
    stats: () => ({ ...counts, ...transport.stats(), tokens: requester.tokens() }),
    close: async () => {
      open = false;
    },
  };
}

/** Vectors of what is to be sent; an empty input is a zero row, without a request. */
async function embedInputs(parts: Parts, inputs: readonly string[], kind: EmbedKind): Promise<Float32Array> {
  const { options, transport, requester, dims } = parts;
  const out = new Float32Array(inputs.length * dims);
  const wanted = [...inputs.keys()].filter((index) => inputs[index] !== '');
  const batches = requestBatches(wanted, { texts: options.batchSize, bytes: REQUEST_BYTES }, (index) =>
    Buffer.byteLength(inputs[index] ?? ''),
  );
  const { clock } = options.network;
  const start = clock.now().getTime();
  let done = 0;
  await mapConcurrent(batches, { limit: options.concurrency, signal: options.signal }, async (batch, { signal }) => {
    const { vectors } = await requester.request(
      batch.map((index) => inputs[index] ?? ''),
      { dims, signal, describe: (at) => `${kind} ${(batch[at] ?? 0) + 1} of ${inputs.length}` },
    );
    batch.forEach((index, at) => {
      out.set(vectors.subarray(at * dims, (at + 1) * dims), index * dims);
    });
    done += batch.length;
    if (clock.now().getTime() - start >= LONG_CALL)
      options.progress.update(`embedding at ${transport.name}`, done, wanted.length);
  });
  return out;
}
