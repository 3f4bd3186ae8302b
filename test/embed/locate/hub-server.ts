/** A hub on the loopback interface that serves given files as huggingface.co does, and misbehaves on request. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const COMMIT = 'c0ffee0000000000000000000000000000000000';

/** One request for a file, as a misbehaviour sees it. */
export interface Asked {
  readonly method: string;
  readonly revision: string;
  readonly file: string;
  readonly range: string | undefined;
}

export interface HubServer {
  readonly url: string;
  readonly asked: Asked[];
  /** Answers in place of the hub where it returns true. */
  misbehave: (asked: Asked, response: ServerResponse, content: Buffer) => boolean;
  close(): Promise<void>;
}

/** Serves `files` (name → content) under every name and revision; unknown files are 404. */
export async function startHub(files: Readonly<Record<string, string | Buffer>>): Promise<HubServer> {
  const server = createServer((request, response) => answer(hub, files, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hub: HubServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    misbehave: () => false,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hub;
}

function answer(
  hub: HubServer,
  files: Readonly<Record<string, string | Buffer>>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const [, revision = '', file = ''] = /\/resolve\/([^/]+)\/(.+)$/.exec(request.url ?? '') ?? [];
  const asked = { method: request.method ?? '', revision, file, range: request.headers.range };
  hub.asked.push(asked);
  const content = Buffer.from(files[file] ?? '');
  if (hub.misbehave(asked, response, content)) return;
  if (files[file] === undefined) return void response.writeHead(404).end();
  const from = Number(/^bytes=(\d+)-$/.exec(asked.range ?? '')?.[1] ?? 0);
  const part = from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {};
  response.writeHead(from > 0 ? 206 : 200, { ...headersOf(content), ...part, 'content-length': content.length - from });
  response.end(asked.method === 'HEAD' ? undefined : content.subarray(from));
}

/** What the hub states of a file: git's hash, as it does for small ones. */
export function headersOf(content: Buffer): Record<string, string | number> {
  const git = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
  return { etag: `"${git}"`, 'x-repo-commit': COMMIT, 'content-length': content.length };
}
