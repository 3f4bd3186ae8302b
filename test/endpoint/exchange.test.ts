/** One exchange with a real server. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { exchange } from '../../src/endpoint/exchange.js';

it('reads JSON after a byte order mark, which some proxies put there', async () => {
  const server = createServer((_, response) => response.end('\ufeff{"data":["日本"]}'));
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const outcome = await exchange(fetch, { url, method: 'GET', headers: {}, timeout: 5000, maxBytes: 1000 });
    expect(outcome).toMatchObject({ kind: 'answer', status: 200, body: '{"data":["日本"]}' });
  } finally {
    server.close();
  }
});
