/** The endpoint embedder over a real socket; waits are fake. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { embedderSchema, isEndpoint } from '../../../src/embed/config.js';
import { type EndpointEmbedder, openEndpointEmbedder } from '../../../src/embed/endpoint/open-endpoint.js';
import { type FakeNetwork, fakeNetwork } from '../../helpers/fake-network.js';
import * as bad from '../../helpers/misbehaving-server.js';

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

interface More {
  readonly apiKey?: string;
  readonly signal?: AbortSignal;
}

/** Opens what a config says, with the loopback server and its model where it says nothing else. */
function open(section: Readonly<Record<string, unknown>> = {}, more: More = {}): Promise<EndpointEmbedder> {
  const config = embedderSchema.parse({ endpoint: server.url, model: bad.SERVED, ...section });
  if (!isEndpoint(config)) throw new Error('not an endpoint');
  const progress = {
    update: (stage: string, done: number, total?: number) => told.push(`${stage} ${done}/${total}`),
    warn: (message: string) => told.push(message),
  };
  return openEndpointEmbedder({ ...config, ...more, network, progress });
}

const sizes = () => server.seen.slice(1).map(({ body }) => body?.input?.length);

describe('openEndpointEmbedder', () => {
  it('learns the dimensions with one request and sends nothing it was not asked to', async () => {
    const embedder = await open();
    expect(embedder).toMatchObject({ model: bad.SERVED, dims: 16, maxTokens: 512, remote: true });
    expect(server.seen).toHaveLength(1);
    expect(Object.keys(server.seen[0]?.body ?? {})).toEqual(['model', 'input']);
  });

  it('holds the dimensions against the config, and asks for others only when told to', async () => {
    await expect(open({ dims: 32 })).rejects.toMatchObject({
      message: "the endpoint's vectors have 16 numbers, the config says 32",
      where: server.url,
      fix: expect.stringContaining('requestDims'),
    });
    expect(server.seen[0]?.body).not.toHaveProperty('dimensions');
    // A server that cannot shorten and ignores the wish.
    await expect(open({ dims: 8, requestDims: true })).rejects.toMatchObject({
      fix: expect.stringContaining('does not shorten'),
    });
    expect(server.seen[1]?.body).toMatchObject({ dimensions: 8 });
    expect((await open({ dims: 16 })).dims).toBe(16);
  });

  it('names the models there are when the name is wrong', async () => {
    await expect(open({ model: 'words-17' })).rejects.toMatchObject({
      message: 'the endpoint does not serve the model "words-17" (HTTP 404)',
      fix: 'It serves words-16, other-8.',
    });
    server.always(bad.status(400, { error: { message: 'unknown model' } }));
    await expect(open({ model: 'words-17' })).rejects.toMatchObject({ fix: 'It serves words-16, other-8.' });
  });

  it('says that the address is wrong when there is no such path', async () => {
    await expect(open({ endpoint: server.url.replace('/v1', '/api') })).rejects.toMatchObject({
      message: 'the endpoint knows no such model or address (HTTP 404): Not Found',
      fix: expect.stringContaining('/v1'),
    });
  });

  it('warns of a key that can be read on its way, without saying it', async () => {
    await open({}, { apiKey: KEY });
    expect(told).toEqual([]);
    await expect(open({ endpoint: 'http://nowhere.invalid/v1', retries: 0 }, { apiKey: KEY })).rejects.toThrow();
    expect(told).toEqual(['the key goes to http://nowhere.invalid/v1 unencrypted; use https:// where the server can']);
  });

  it('has a fingerprint of all that the user says about vectors, and of nothing else', async () => {
    const base = (await open()).fingerprint;
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    const same = [
      { batchSize: 7 },
      { concurrency: 1 },
      { timeout: 9 },
      { retries: 0 },
      { dims: 16 },
      { apiKeyEnv: 'K' },
    ];
    for (const more of same) expect((await open(more, { apiKey: KEY })).fingerprint).toBe(base);
    const others = [
      { queryPrefix: 'q: ' },
      { passagePrefix: 'q: ' },
      { revision: 'r1' },
      { revision: 'r2' },
      { maxTokens: 256 },
      { model: 'other-8' },
    ];
    const prints = [];
    for (const more of others) {
      server.always('model' in more ? bad.spoilt((answer) => answer) : null);
      prints.push((await open(more)).fingerprint);
    }
    expect(new Set([base, ...prints]).size).toBe(others.length + 1);
    // Another host: the same model.
    const first = server;
    server = await bad.misbehavingServer();
    expect((await open()).fingerprint).toBe(base);
    await first.close();
  });
});

describe('embed', () => {
  it('gives vectors of length 1 in the order of the texts, over batches that overtake each other', async () => {
    const texts = Array.from({ length: 23 }, (_, i) => `text ${i}`);
    const plain = await (await open({ batchSize: 64 })).embed(texts, 'passage');
    const embedder = await open({ batchSize: 2, concurrency: 3 });
    // Twelve batches: each three are held until all have come, and answered the last first.
    const held: (() => void)[] = [];
    server.always((request, response) => {
      held.push(() => bad.json(response, bad.embeddings(request)));
      if (held.length === 3) for (const answer of held.splice(0).reverse()) answer();
      return true;
    });
    expect(await embedder.embed(texts, 'passage')).toEqual(plain);
    for (const [i, text] of texts.entries()) {
      const raw = bad.vectorOf(text);
      const norm = Math.hypot(...raw);
      for (let d = 0; d < 16; d++) expect(plain[i * 16 + d]).toBeCloseTo((raw[d] ?? 0) / norm, 6);
    }
    expect(server.most()).toBe(3);
  });

  it('puts prefixes before texts, makes them well-formed, and sends no empty ones', async () => {
    const embedder = await open({ queryPrefix: 'query: ', passagePrefix: 'passage: ' });
    const vectors = await embedder.embed(['', 'a\ud800b', ' \n\u3000', 'c'], 'query');
    expect(server.texts().slice(1)).toEqual(['query: a\ufffdb', 'query: c']);
    expect([...vectors.subarray(0, 16)]).toEqual(new Array(16).fill(0));
    expect([...vectors.subarray(32, 48)]).toEqual(new Array(16).fill(0));
    expect(vectors.subarray(48)).toEqual((await embedder.embed(['c'], 'query')).subarray(0));
    expect(await embedder.embed(['', ' '], 'passage')).toEqual(new Float32Array(32));
    expect(await embedder.embed([], 'passage')).toEqual(new Float32Array(0));
    expect(server.seen).toHaveLength(3);
    expect(embedder.stats()).toMatchObject({ texts: 7, empty: 4, truncated: 0, requests: 3, retries: 0, tokens: 12 });
  });

  it('cuts a text off where its estimate reaches maxTokens, and counts it', async () => {
    const embedder = await open({ maxTokens: 10, passagePrefix: 'p ' });
    await embedder.embed(['漫'.repeat(400_000), 'short'], 'passage');
    const [long = '', short] = server.texts().slice(1);
    expect(long).toBe(`p ${'漫'.repeat(4)}`);
    expect(embedder.countTokens(long)).toBeLessThanOrEqual(8);
    expect(short).toBe('p short');
    expect(embedder.stats()).toMatchObject({ truncated: 1 });
  });

  it('splits by size, so that no request is too large for a server', async () => {
    const embedder = await open({ maxTokens: 100_000, batchSize: 100 });
    await embedder.embed(
      Array.from({ length: 8 }, () => 'あ'.repeat(60_000)),
      'passage',
    );
    expect(sizes()).toEqual([2, 2, 2, 2]);
  });

  it('says how far a long call is', async () => {
    const embedder = await open({ batchSize: 1, concurrency: 1 });
    await embedder.embed(['a', 'b'], 'passage');
    expect(told).toEqual([]);
    server.next(bad.status(429, {}, { 'retry-after': '30' }));
    await embedder.embed(['a', 'b'], 'passage');
    expect(told.slice(1)).toEqual([`embedding at ${server.url} 1/2`, `embedding at ${server.url} 2/2`]);
  });
});

describe('a batch that is too much', () => {
  const most = (count: number, code = 422, error = `batch size > maximum allowed batch size ${count}`): bad.Misdeed => {
    return (request, response) => {
      if ((request.body?.input?.length ?? 0) <= count) return false;
      bad.json(response, { error }, code);
      return true;
    };
  };

  it.each([400, 413, 422])('is sent in halves after HTTP %i, and what the server takes is remembered', async (code) => {
    server.always(most(5, code, 'no'));
    const texts = Array.from({ length: 40 }, (_, i) => `text ${i}`);
    const embedder = await open({ batchSize: 20, concurrency: 1 });
    const vectors = await embedder.embed(texts, 'passage');
    expect(sizes()).toEqual([20, 10, 5, 5, 5, 5, 5, 5, 5, 5]);
    server.always(null);
    expect(vectors).toEqual(await (await open({ batchSize: 64 })).embed(texts, 'passage'));
  });

  it('down to the one text that is too long, which is named with the way out', async () => {
    const words = 'Input validation error: `inputs` must have less than 512 tokens. Given: 785';
    server.always((request, response) => {
      if (!request.body?.input?.some((text) => text.includes('LONG'))) return false;
      bad.json(response, { error: words }, 413);
      return true;
    });
    const texts = Array.from({ length: 40 }, (_, i) => (i === 27 ? 'It is LONG, 長い' : `text ${i}`));
    const embedder = await open({ batchSize: 16 });
    await expect(embedder.embed(texts, 'passage')).rejects.toMatchObject({
      message: `the endpoint refuses a text (passage 28 of 40, 14 characters, HTTP 413): ${words}`,
      where: `${server.url}: "It is LONG, 長い"`,
      fix: expect.stringMatching(/maxTokens.*--auto-truncate/),
    });
  });

  it('is found behind the 500 of llama.cpp, without waiting for it to pass', async () => {
    server.always((request, response) => {
      if (!request.body?.input?.includes('LONG')) return false;
      bad.json(response, { error: { code: 500, message: 'input (785 tokens) is too large to process' } }, 500);
      return true;
    });
    const embedder = await open();
    await expect(embedder.embed(['a', 'LONG'], 'query')).rejects.toThrow('query 2 of 2, 4 characters, HTTP 500');
    expect(network.waits).toEqual([]);
  });
});

describe('never a wrong vector', () => {
  const once: [string, bad.Misdeed][] = [
    ['fewer vectors', bad.spoilt((a) => ({ ...a, data: a.data.slice(1) }))],
    ['more vectors', bad.spoilt((a) => ({ ...a, data: [...a.data, ...a.data] }))],
    ['a duplicated index', bad.spoilt((a) => ({ ...a, data: a.data.map((d) => ({ ...d, index: 0 })) }))],
    ['no index', bad.spoilt((a) => ({ ...a, data: a.data.map(({ embedding }) => ({ embedding })) }))],
    ['other dimensions', bad.spoilt((a) => ({ ...a, data: a.data.map((d) => ({ ...d, embedding: [1, 2, 3] })) }))],
    ['zeros', bad.spoilt((a) => ({ ...a, data: a.data.map((d) => ({ ...d, embedding: d.embedding.map(() => 0) })) }))],
    [
      'nulls',
      bad.spoilt((a) => ({ ...a, data: a.data.map((d) => ({ ...d, embedding: d.embedding.map(() => null) })) })),
    ],
    [
      'NaN',
      (_, response) => {
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end('{"data":[{"index":0,"embedding":[NaN, 1]}]}');
        return true;
      },
    ],
    ['half of the JSON', bad.halfJson],
    ['half of the bytes', bad.cutOff],
    ['nothing', bad.reset],
  ];

  it.each(once)('%s: asked again and right, or told', async (_, misdeed) => {
    const texts = ['a', 'b', 'c'];
    const embedder = await open({ retries: 1 });
    const right = await embedder.embed(texts, 'passage');
    server.next(misdeed);
    expect(await embedder.embed(texts, 'passage')).toEqual(right);
    server.always(misdeed);
    await expect(embedder.embed(texts, 'passage')).rejects.toMatchObject({
      name: 'RaftCorpusError',
      message: expect.stringContaining('(2 tries)'),
      where: server.url,
      fix: expect.any(String),
    });
  });

  it('a shuffled answer, and one in base64 under another content type, are right', async () => {
    const texts = ['a', 'b', 'c'];
    const embedder = await open();
    const right = await embedder.embed(texts, 'passage');
    server.next(bad.spoilt((a) => ({ ...a, data: [...a.data].reverse() })));
    expect(await embedder.embed(texts, 'passage')).toEqual(right);
    server.next((request, response) => {
      const answer = bad.embeddings(request);
      const data = answer.data.map((d) => ({
        ...d,
        embedding: Buffer.from(Float32Array.from(d.embedding).buffer).toString('base64'),
      }));
      response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify({ ...answer, data }));
      return true;
    });
    expect(await embedder.embed(texts, 'passage')).toEqual(right);
  });

  it('one batch that fails for good fails the call, and ends the others', async () => {
    const embedder = await open({ batchSize: 1, concurrency: 4, timeout: 20 });
    server.always((request, response) => {
      if (request.body?.input?.[0] !== 'bad') return true; // hangs
      bad.json(response, { error: `echo ${request.headers.authorization}` }, 401);
      return true;
    });
    await expect(embedder.embed(['a', 'b', 'bad', 'd', 'e', 'f'], 'passage')).rejects.toThrow('asks for a key');
    expect(server.texts()).toEqual(expect.not.arrayContaining(['e', 'f']));
  });
});

it('stops at once when told to, in the middle of a call', async () => {
  const controller = new AbortController();
  const embedder = await open({ batchSize: 1 }, { signal: controller.signal });
  server.always(bad.hang);
  setTimeout(() => controller.abort(new Error('SIGINT')), 50);
  await expect(embedder.embed(['a', 'b', 'c'], 'passage')).rejects.toThrow('SIGINT');
});

it('is not used after it was closed', async () => {
  const embedder = await open();
  await embedder.close();
  await expect(embedder.embed(['a'], 'query')).rejects.toThrow('close()');
});
