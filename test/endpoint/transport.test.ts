/** The transport against a real socket that misbehaves; waits are fake, so that retries cost no time. */
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EndpointError, MalformedAnswer } from '../../src/endpoint/errors.js';
import {
  createTransport,
  type JsonRequest,
  type Transport,
  type TransportOptions,
} from '../../src/endpoint/transport.js';
import { type FakeNetwork, fakeNetwork } from '../helpers/fake-network.js';
import * as bad from '../helpers/misbehaving-server.js';

const KEY = 'sk-loopback-0123456789abcdef';

let server: bad.MisbehavingServer;
let network: FakeNetwork;
let told: string[];
beforeEach(async () => {
  server = await bad.misbehavingServer();
  network = fakeNetwork();
  told = [];
});
afterEach(() => server.close());

function transport(options: Partial<TransportOptions> = {}): Transport {
  return createTransport({
    baseUrl: server.url,
    key: KEY,
    keyVariable: 'THE_KEY',
    section: 'embedder',
    timeout: 5000,
    retries: 4,
    network,
    progress: { update: (stage) => told.push(stage), warn: (message) => told.push(message) },
    ...options,
  });
}

const ask: JsonRequest<bad.GoodAnswer> = {
  path: 'embeddings',
  body: { model: bad.SERVED, input: ['a'] },
  read: (answer) => answer as bad.GoodAnswer,
};

/** The failure of a request, which must be one for people, without the key in any part of it. */
async function failure(of: Promise<unknown>): Promise<EndpointError> {
  const error = await of.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(EndpointError);
  const failed = error as EndpointError;
  const { message, where, fix, stack, words } = failed;
  expect(`${message} ${where} ${fix} ${words} ${stack} ${String(failed.cause)}`).not.toContain('0123456789');
  expect(failed.fix).toBeTruthy();
  return failed;
}

it('sends the key in one header, and JSON', async () => {
  const answer = await transport().send(ask);
  expect(answer.data).toHaveLength(1);
  expect(server.seen[0]).toMatchObject({
    method: 'POST',
    url: '/v1/embeddings',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: { model: bad.SERVED, input: ['a'] },
  });
  await transport({ key: undefined }).send(ask);
  expect(server.seen[1]?.headers).not.toHaveProperty('authorization');
  expect(network.waits).toEqual([]);
});

describe('what passes is tried again', () => {
  it.each([
    ['500 twice', [bad.status(500), bad.status(500, { error: 'CUDA error' })]],
    ['502 with a page', [bad.status(502, '<html><title>Bad Gateway</title></html>', { 'content-type': 'text/html' })]],
    ['408, 425, 503, 504', [408, 425, 503, 504].map((code) => bad.status(code))],
    ['a connection that is cut before the answer', [bad.reset]],
    ['a connection that is cut within the answer', [bad.cutOff]],
    ['JSON that ends in the middle', [bad.halfJson]],
    ['an empty answer', [bad.status(200, '')]],
    ['an error of the server in a good answer', [bad.status(200, { error: { code: 503, message: 'no instance' } })]],
    ['a wrong shape, once', [bad.status(200, { data: 'spoilt' })]],
  ])('%s', async (_, misdeeds) => {
    server.next(...misdeeds);
    const read = (answer: unknown): number => {
      const { data } = answer as { data: unknown };
      if (!Array.isArray(data)) throw new MalformedAnswer('no list');
      return data.length;
    };
    const t = transport();
    expect(await t.send({ ...ask, read })).toBe(1);
    expect(server.seen).toHaveLength(misdeeds.length + 1);
    expect(network.waits).toHaveLength(misdeeds.length);
    expect(t.stats()).toEqual({ requests: misdeeds.length + 1, retries: misdeeds.length });
    expect(told[0]).toMatch(/; try 2 of [25] in /);
  });

  it('a hang, a stall and a drip, each ended by the time-out', async () => {
    server.next(bad.hang, bad.stall, bad.drip);
    expect((await transport({ timeout: 60 }).send(ask)).data).toHaveLength(1);
    expect(server.seen).toHaveLength(4);
    expect(told.every((line) => line.includes('no whole answer within 0.06 s'))).toBe(true);
  });

  it('but not for ever: the last failure is told with the number of tries', async () => {
    server.always(bad.status(500, { error: { message: 'CUDA error' } }));
    const error = await failure(transport().send(ask));
    expect(error.message).toBe('the endpoint answered with HTTP 500: CUDA error (5 tries)');
    expect(error).toMatchObject({ fault: 'status', status: 500, where: server.url });
    expect(server.seen).toHaveLength(5);
    server.always(bad.hang);
    expect((await failure(transport({ timeout: 30, retries: 1 }).send(ask))).message).toBe(
      'the endpoint gave no whole answer within 0.03 s (2 tries)',
    );
    server.always(bad.reset);
    expect((await failure(transport({ retries: 1 }).send(ask))).fault).toBe('cut');
  });

  it('a wrong shape only once', async () => {
    server.always(bad.status(200, { data: 'spoilt' }));
    const read = (): never => {
      throw new MalformedAnswer('no list', 'Mend it.');
    };
    const error = await failure(transport().send({ ...ask, read }));
    expect([error.message, error.fix]).toEqual(['the endpoint answered with no list (2 tries)', 'Mend it.']);
    expect(server.seen).toHaveLength(2);
    expect(told).toEqual([expect.stringContaining('; try 2 of 2 in ')]);
  });
});

describe('Retry-After', () => {
  it('is kept, in seconds and as a date, and said', async () => {
    const date = new Date(network.clock.now().getTime() + 120_000).toUTCString();
    server.next(bad.status(429, {}, { 'retry-after': '7' }), bad.status(503, {}, { 'retry-after': date }));
    await transport().send(ask);
    const [first = 0, second = 0] = network.waits;
    expect(first).toBeGreaterThanOrEqual(7000);
    expect(first).toBeLessThan(7500);
    // Seven seconds and a bit have passed by then.
    expect(first + second).toBeGreaterThanOrEqual(120_000);
    expect(first + second).toBeLessThan(120_500);
    expect(told[0]).toMatch(/HTTP 429; try 2 of 5 in 7\.\d s/);
    expect(told[1]).toMatch(/HTTP 503; try 3 of 5 in 11\d s/);
  });

  it('holds for every request, not only for the one that was told', async () => {
    server.next(bad.status(429, {}, { 'retry-after': '60' }));
    let calm: (() => void) | undefined;
    const asleep = new Promise<void>((resolve) => {
      calm = resolve;
    });
    const waits: number[] = [];
    let now = Date.parse('2026-11-22T12:00:00Z');
    const slow = transport({
      network: {
        ...network,
        clock: { now: () => new Date(now) },
        sleep: (ms) => {
          waits.push(ms);
          return asleep;
        },
      },
    });
    const first = slow.send(ask);
    while (waits.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const second = slow.send(ask);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.seen).toHaveLength(1);
    expect(waits).toHaveLength(2);
    expect(waits[1]).toBeGreaterThanOrEqual(60_000);
    now += 61_000;
    calm?.();
    await Promise.all([first, second]);
    expect(server.seen).toHaveLength(3);
  });

  it('of an hour is not waited for: the server is closed', async () => {
    server.always(bad.status(429, { error: 'daily limit' }, { 'retry-after': '3600' }));
    const error = await failure(transport().send(ask));
    expect(error.message).toBe('the endpoint answered with HTTP 429: daily limit; it asks to wait 3600 s');
    expect(error.fix).toContain('goes on from what is stored');
    expect([network.waits, server.seen.length]).toEqual([[], 1]);
  });
});

describe('what no repetition mends is told at once', () => {
  it.each([
    [400, 'answered with HTTP 400: why', 'log'],
    [401, 'does not accept the key (HTTP 401): why', 'THE_KEY'],
    [403, 'does not accept the key (HTTP 403): why', 'THE_KEY'],
    [404, 'knows no such model or address (HTTP 404): why', 'embedder.model'],
    [413, 'more than the endpoint takes (HTTP 413): why', 'embedder.batchSize'],
    [422, 'answered with HTTP 422: why', 'log'],
  ])('HTTP %i', async (code, message, fix) => {
    server.always(bad.status(code, { error: { message: 'why' } }));
    const error = await failure(transport().send(ask));
    expect(error.message).toContain(message);
    expect(error.fix).toContain(fix);
    expect(error.status).toBe(code);
    expect(server.seen).toHaveLength(1);
  });

  it('a missing key is told from a wrong one, and an echo of the key is hidden', async () => {
    server.always((request, response) => {
      bad.json(response, { error: { message: `wrong: ${request.headers.authorization ?? 'none'}` } }, 401);
      return true;
    });
    expect((await failure(transport({ key: undefined }).send(ask))).message).toContain('asks for a key');
    expect((await failure(transport().send(ask))).message).toBe(
      'the endpoint does not accept the key (HTTP 401): wrong: Bearer ***',
    );
  });

  it('an echo in a page, in cut JSON and in a redirect is hidden too', async () => {
    for (const misdeed of [
      bad.status(200, `<html><title>${KEY}</title>`, { 'content-type': 'text/html' }),
      bad.status(200, `{"echo": "${KEY}`),
      bad.status(200, `${KEY}`),
      bad.status(500, KEY),
      bad.status(307, '', { location: `https://elsewhere.example/${KEY}?k=${KEY}` }),
    ]) {
      server.always(misdeed);
      await failure(transport({ retries: 1 }).send(ask));
    }
  });

  it('redirects: the key goes nowhere else', async () => {
    const other = await bad.misbehavingServer();
    for (const code of [301, 302, 307, 308]) {
      server.always(bad.status(code, '', { location: `${other.url}/embeddings` }));
      const error = await failure(transport().send(ask));
      expect(error.message).toBe(`the endpoint sends us elsewhere (HTTP ${code}, to http://${other.host})`);
      expect(error.fix).toContain('embedder.endpoint');
    }
    expect(other.seen).toEqual([]);
    await other.close();
  });

  it('a web page: the address is wrong', async () => {
    server.always(bad.page);
    const error = await failure(transport().send(ask));
    expect(error.message).toBe('the endpoint answered with a web page titled "Sign in", not with JSON');
    expect(error.fix).toContain('/v1');
    expect(server.seen).toHaveLength(1);
  });

  it('an account that is used up', async () => {
    server.always(
      bad.status(429, { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }),
    );
    expect((await failure(transport().send(ask))).message).toContain('nothing left');
    expect(server.seen).toHaveLength(1);
  });

  it('an error in a good answer', async () => {
    server.always(bad.status(200, { error: { message: 'no such model', code: 404 } }));
    expect((await failure(transport().send(ask))).message).toContain('(HTTP 404): no such model');
    server.always(bad.status(200, { error: 'something' }));
    expect((await failure(transport().send(ask))).message).toBe('the endpoint answered with an error: something');
  });

  it('nobody there: host and port are named', async () => {
    await server.close();
    const error = await failure(transport().send(ask));
    expect(error.message).toBe(`nothing listens at ${server.host}`);
    expect(error.fix).toMatch(/Start the server.*model: bundled/);
    expect(network.waits).toEqual([]);
    const discard = await failure(transport({ baseUrl: 'http://127.0.0.1:9/v1' }).send(ask));
    expect(discard).toMatchObject({ fault: 'refused', message: expect.stringContaining('127.0.0.1:9') });
    const nowhere = await failure(transport({ baseUrl: 'http://nowhere.invalid/v1' }).send(ask));
    expect(nowhere).toMatchObject({ fault: 'unreachable' });
    expect(nowhere.message).toContain('nowhere.invalid');
    server = await bad.misbehavingServer();
  });

  it('what is not HTTP, or not TLS', async () => {
    const talker = createServer((socket) => socket.end('220 mail.example ESMTP\r\n', () => socket.destroy()));
    await new Promise<void>((resolve) => talker.listen(0, '127.0.0.1', resolve));
    const { port } = talker.address() as { port: number };
    expect((await failure(transport({ baseUrl: `http://127.0.0.1:${port}/v1` }).send(ask))).message).toBe(
      `what listens at 127.0.0.1:${port} does not speak HTTP`,
    );
    const tls = await failure(transport({ baseUrl: server.url.replace('http:', 'https:'), retries: 0 }).send(ask));
    expect(tls.message).toContain('secure connection');
    expect(tls.fix).toContain('http://');
    await new Promise((resolve) => talker.close(resolve));
  });
});

it('waits out a pause that another request was told of while this one waited', async () => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const waits: number[] = [];
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let other: Promise<unknown> = Promise.resolve();
  const sleep = async (ms: number): Promise<void> => {
    waits.push(ms);
    if (waits.length === 2) return gate;
    if (waits.length === 1) {
      server.next(bad.status(429, {}, { 'retry-after': '60' }));
      other = t.send(ask);
      // The other request has its answer, and waits too.
      await expect.poll(() => waits.length).toBe(2);
    }
    now += ms;
  };
  // The other request is not held back by the first one's wish.
  server.next(bad.status(503));
  const t = transport({ network: { ...network, sleep, clock: { now: () => new Date(now) } } });
  await t.send(ask);
  expect(waits).toHaveLength(3);
  expect(waits[2]).toBeGreaterThan(59_000);
  release();
  await other;
});

it('a server that was there may come back: nobody listening is tried again after a first answer', async () => {
  const t = transport({ retries: 2 });
  await t.send(ask);
  await server.close();
  expect((await failure(t.send(ask))).message).toBe(`nothing listens at ${server.host} (3 tries)`);
  server = await bad.misbehavingServer();
});

it('reads no answer without end', async () => {
  server.always(bad.flood);
  const error = await failure(transport({ timeout: 20_000, maxBytes: 4 << 20 }).send(ask));
  expect(error.message).toBe('the endpoint sends an answer of more than 4 MB');
});

describe('a signal', () => {
  it.each([
    ['a hang', bad.hang],
    ['a stall', bad.stall],
  ])('ends %s at once, with its own reason', async (_, misdeed) => {
    server.always(misdeed);
    const controller = new AbortController();
    const work = transport().send({ ...ask, signal: controller.signal });
    const ended = expect(work).rejects.toThrow('SIGINT');
    await vi.waitUntil(() => server.seen.length === 1);
    controller.abort(new Error('SIGINT'));
    await ended;
    expect(server.seen).toHaveLength(1);
  });

  it('ends the wait before the next try', async () => {
    server.always(bad.status(503));
    const controller = new AbortController();
    const sleep = (_: number, signal?: AbortSignal): Promise<void> =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    const work = transport({ network: { ...network, sleep } }).send({ ...ask, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('SIGINT')), 30);
    await expect(work).rejects.toThrow('SIGINT');
  });
});
