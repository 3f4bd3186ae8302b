/**
 * An OpenAI-compatible server on the loopback that answers as told: well, or in any of the ways in which real servers,
 * proxies and networks fail. Its model is a hash of words, so that like texts have like vectors.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sha256 } from '../../src/core/hash.js';

/** What a server got. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed JSON, null for GET. */
  readonly body: { readonly model?: string; readonly input?: readonly string[]; readonly dimensions?: number } | null;
}

/** Answers one request itself; true when it did, else the server answers well. */
export type Misdeed = (request: SeenRequest, response: ServerResponse) => boolean | undefined;

export interface MisbehavingServer {
  /** Base address, ending in `/v1`. */
  readonly url: string;
  readonly host: string;
  /** Every request so far. */
  readonly seen: readonly SeenRequest[];
  /** Texts of all embedding requests so far, in the order of arrival. */
  texts(): readonly string[];
  /** Most requests that were open at a time. */
  most(): number;
  /** The next embedding requests are treated so, one after the other; then it behaves. */
  next(...misdeeds: readonly Misdeed[]): void;
  /** All embedding requests are treated so until told otherwise. */
  always(misdeed: Misdeed | null): void;
  /** Serves another model from now on: all vectors change. */
  swap(seed: string): void;
  close(): Promise<void>;
}

export const SERVED = 'words-16';
const DIMS = 16;

/** Starts one on a free port. */
export async function misbehavingServer(): Promise<MisbehavingServer> {
  const seen: SeenRequest[] = [];
  let queue: Misdeed[] = [];
  let standing: Misdeed | null = null;
  let seed = 'one';
  let open = 0;
  let most = 0;
  const server: Server = createServer((message, response) => {
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => {
      open -= 1;
    });
    void readBody(message).then((text) => {
      const { method = '', url = '', headers } = message;
      const request: SeenRequest = { method, url, headers, body: text === '' ? null : JSON.parse(text) };
      seen.push(request);
      if (url.split('?', 1)[0] !== '/v1/embeddings') return answerOther(request, response);
      const misdeed = queue.shift() ?? standing;
      if (misdeed?.(request, response)) return;
      if (request.body?.model !== SERVED)
        return json(response, { error: { message: `model "${request.body?.model}" not found` } }, 404);
      json(response, embeddings(request, seed));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/v1`,
    host,
    seen,
    texts: () => seen.flatMap(({ body }) => body?.input ?? []),
    most: () => most,
    next: (...misdeeds) => {
      queue = [...misdeeds];
    },
    always: (misdeed) => {
      standing = misdeed;
    },
    swap: (name) => {
      seed = name;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answerOther({ url }: SeenRequest, response: ServerResponse): void {
  const models = url === '/v1/models';
  if (models) json(response, { object: 'list', data: [{ id: SERVED }, { id: 'other-8' }] });
  else json(response, { detail: 'Not Found' }, 404);
}

/** The good answer to a request, to be spoilt by a test. */
export function embeddings({ body }: SeenRequest, seed = 'one'): GoodAnswer {
  const input = body?.input ?? [];
  return {
    object: 'list',
    model: SERVED,
    data: input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text, seed) })),
    usage: { prompt_tokens: input.length * 3 },
  };
}

export interface GoodAnswer {
  readonly object: string;
  readonly model: string;
  readonly data: { object: string; index: number; embedding: number[] }[];
  readonly usage: { readonly prompt_tokens: number };
}

/** Sum of a direction for each word; not of length 1. */
export function vectorOf(text: string, seed = 'one'): number[] {
  const out = new Array<number>(DIMS).fill(0.25);
  for (const word of text.toLowerCase().split(/\s+/)) {
    const digest = sha256(seed, word);
    for (let d = 0; d < DIMS; d++)
      out[d] = (out[d] ?? 0) + Number.parseInt(digest.slice(d * 4, d * 4 + 4), 16) - 32_768;
  }
  return out;
}

/** Answers with JSON. */
export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** Answers with a status, a body and headers. */
export function status(code: number, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Misdeed {
  return (_, response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(text);
    return true;
  };
}

/** Changes the good answer before it goes out. */
export function spoilt(spoil: (answer: GoodAnswer, request: SeenRequest) => unknown): Misdeed {
  return (request, response) => {
    json(response, spoil(embeddings(request), request));
    return true;
  };
}

/** Never answers. */
export const hang: Misdeed = () => true;

/** Sends its headers and a beginning, and then nothing. */
export const stall: Misdeed = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"data": [');
  return true;
};

/** One byte now and then, for ever. */
export const drip: Misdeed = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 5);
  response.once('close', () => clearInterval(timer));
  return true;
};

/** Bytes without end, as fast as they are taken. */
export const flood: Misdeed = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(1 << 20, 0x20);
  const pour = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', pour);
  pour();
  return true;
};

/** Cuts the connection before an answer. */
export const reset: Misdeed = (_, response) => {
  response.destroy();
  return true;
};

/** States a length, sends half of it, and cuts the connection. */
export const cutOff: Misdeed = (request, response) => {
  const text = JSON.stringify(embeddings(request));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(text.length) });
  response.write(text.slice(0, text.length >> 1));
  setTimeout(() => response.destroy(), 10);
  return true;
};

/** Half an answer that pretends to be a whole one. */
export const halfJson: Misdeed = (request, response) => {
  const text = JSON.stringify(embeddings(request));
  response.writeHead(200, { 'content-type': 'application/json' }).end(text.slice(0, text.length >> 1));
  return true;
};

/** A web page with a good status. */
export const page: Misdeed = (_, response) => {
  response
    .writeHead(200, { 'content-type': 'text/html' })
    .end('<!DOCTYPE html><html><head><title>Sign in</title></head><body>…</body></html>');
  return true;
};

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
