/** An OpenAI-compatible chat server on the loopback that answers by a script, or misbehaves as told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, type Misdeed } from './misbehaving-server.js';

export const CHAT_MODEL = 'scripted-1';

export interface ChatRequest {
  readonly model?: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly temperature?: number;
  readonly seed?: number;
  readonly response_format?: { readonly type: string; readonly json_schema?: { readonly name: string } };
}

export interface SeenChat {
  readonly headers: IncomingMessage['headers'];
  readonly body: ChatRequest;
  /** All messages in one text. */
  readonly prompt: string;
}

/** Treats one request itself; true when it did. */
export type ChatMisdeed = (request: SeenChat, response: ServerResponse) => boolean | undefined;
/** The model: the text of an answer, or a value to be written as JSON. */
export type Script = (request: SeenChat) => unknown;

export interface ChatServer {
  /** Base address, ending in `/v1`. */
  readonly url: string;
  readonly seen: readonly SeenChat[];
  /** Most requests that were open at a time. */
  most(): number;
  script(script: Script): void;
  /** The next requests are treated so, one after the other. */
  next(...misdeeds: readonly (ChatMisdeed | Misdeed)[]): void;
  always(misdeed: ChatMisdeed | Misdeed | null): void;
  close(): Promise<void>;
}

export async function chatServer(first: Script = () => ({})): Promise<ChatServer> {
  const seen: SeenChat[] = [];
  let script = first;
  let queue: ChatMisdeed[] = [];
  let standing: ChatMisdeed | null = null;
  let open = 0;
  let most = 0;
  const server = createServer((message, response) => {
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => {
      open -= 1;
    });
    void readBody(message).then((text) => {
      if (message.url === '/v1/models') return json(response, { data: [{ id: CHAT_MODEL }] });
      const body = JSON.parse(text) as ChatRequest;
      const prompt = body.messages.map(({ content }) => content).join('\n');
      const request: SeenChat = { headers: message.headers, body, prompt };
      seen.push(request);
      const misdeed = queue.shift() ?? standing;
      if (misdeed?.(request, response)) return;
      if (body.model !== CHAT_MODEL)
        return json(response, { error: { message: `The model \`${body.model}\` does not exist` } }, 404);
      json(response, completion(script(request)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    seen,
    most: () => most,
    script: (next) => {
      script = next;
    },
    next: (...misdeeds) => {
      queue = [...misdeeds] as ChatMisdeed[];
    },
    always: (misdeed) => {
      standing = misdeed as ChatMisdeed | null;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A good answer of the API with some content. */
export function completion(content: unknown, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: `${CHAT_MODEL}-2026-07-01`,
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
    ...more,
  };
}

/** Answers once with this value in place of a good answer. */
export function replies(value: unknown, status = 200): ChatMisdeed {
  return (_, response) => {
    json(response, value, status);
    return true;
  };
}

/** A good envelope around bad content. */
export function says(content: unknown, more: Readonly<Record<string, unknown>> = {}): ChatMisdeed {
  return replies(completion(content, more));
}

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
