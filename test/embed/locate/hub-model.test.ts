import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchHubModel, type HubRequest } from '../../../src/embed/locate/hub-model.js';
import { type Asked, COMMIT, type HubServer, headersOf, startHub } from './hub-server.js';

const WEIGHTS = 'onnx/model_quantized.onnx';
const BIG = Buffer.from('weights '.repeat(50_000));
const FILES = { 'config.json': '{}', 'tokenizer.json': '{"a":1}', 'tokenizer_config.json': '{"b":2}', [WEIGHTS]: BIG };

let hub: HubServer;
let cacheDir: string;
let told: string[];
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'hub-'));
  hub = await startHub(FILES);
  told = [];
});
afterEach(() => hub.close());

const fetchModel = (options: Partial<HubRequest> = {}) =>
  fetchHubModel({
    name: { repo: 'owner/name', revision: 'main' },
    cacheDir,
    quantized: true,
    offline: false,
    key: 'embedder.model',
    progress: {
      update: (stage, done, total) => told.push(`${stage} ${done}/${total}`),
      warn: (message) => told.push(message),
    },
    hubUrl: hub.url,
    patience: { stall: 20_000, pause: 1, tries: 3 },
    ...options,
  });
const inCache = async (name = 'name') =>
  (await readdir(join(cacheDir, 'owner', name), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
const getsOf = (file: string) => hub.asked.filter((asked) => asked.method === 'GET' && asked.file === file);
const isWeights = ({ method, file }: Asked) => method === 'GET' && file === WEIGHTS;
const ALL = ['config.json', 'hub.json', 'model_quantized.onnx', 'tokenizer.json', 'tokenizer_config.json'];

describe('a download', () => {
  it('is announced with its size, shows progress, and is found in the cache the next time', async () => {
    const folder = await fetchModel();
    expect(folder).toBe(join(cacheDir, 'owner', 'name'));
    expect(told[0]).toBe(`downloading owner/name (4 files, 0.4 MB) to ${folder}`);
    expect(told).toContain(`download ${WEIGHTS} (bytes) ${BIG.length}/${BIG.length}`);
    expect(BIG.equals(await readFile(join(folder, WEIGHTS)))).toBe(true);
    const before = hub.asked.length;
    await fetchModel({ offline: true });
    expect(hub.asked).toHaveLength(before);
  });

  it('keeps revisions apart, and takes all files from the commit that the revision stood for', async () => {
    await fetchModel();
    const folder = await fetchModel({ name: { repo: 'owner/name', revision: 'v2' } });
    expect(folder).toBe(join(cacheDir, 'owner', 'name@v2'));
    const gets = hub.asked.filter((asked) => asked.method === 'GET');
    expect(gets.filter((asked) => asked.revision !== COMMIT).map((asked) => asked.revision)).toEqual([]);
  });

  it('goes on with the same commit on another day, even when the branch has moved', async () => {
    hub.misbehave = (asked, response) => isWeights(asked) && Boolean(response.writeHead(500).end());
    await expect(fetchModel()).rejects.toThrow('HTTP 500');
    hub.misbehave = () => false;
    hub.asked.length = 0;
    await fetchModel();
    expect(new Set(hub.asked.map((asked) => asked.revision))).toEqual(new Set([COMMIT]));
    expect(getsOf('config.json')).toHaveLength(0);
    expect(await inCache()).toEqual(ALL);
  });

  it.each(['HEAD', 'GET'])('keeps no web page that a proxy sends in answer to %s', async (method) => {
    const page = { 'content-type': 'text/html; charset=utf-8' };
    hub.misbehave = (asked, response) =>
      asked.method === method && Boolean(response.writeHead(200, page).end(method === 'GET' ? '<html>' : undefined));
    await expect(fetchModel()).rejects.toMatchObject({
      message: expect.stringContaining('a web page came in place of the file'),
      fix: expect.stringContaining('Without the network'),
    });
    expect((await inCache().catch(() => [])).filter((name) => name !== 'hub.json')).toEqual([]);
  });

  it('brings the tensors that lie beside the weights', async () => {
    await hub.close();
    hub = await startHub({ ...FILES, [`${WEIGHTS}_data`]: 'tensors' });
    const folder = await fetchModel();
    expect(await readFile(join(folder, `${WEIGHTS}_data`), 'utf8')).toBe('tensors');
    const gets = hub.asked.filter((asked) => asked.method === 'GET').map((asked) => asked.file);
    expect(gets.at(-1)).toBe(WEIGHTS);
  });

  it('follows the redirect of a large file to another host, and checks what comes from there', async () => {
    const cdn = await startHub({});
    cdn.misbehave = (_, response) => Boolean(response.writeHead(200, { etag: '"of-the-cdn"' }).end(BIG));
    const sha256 = createHash('sha256').update(BIG).digest('hex');
    const linked = { 'x-linked-size': BIG.length, 'x-linked-etag': `"${sha256}"`, 'x-repo-commit': COMMIT };
    hub.misbehave = ({ file }, response) =>
      file === WEIGHTS && Boolean(response.writeHead(302, { location: `${cdn.url}/blob`, ...linked }).end());
    const folder = await fetchModel();
    expect(BIG.equals(await readFile(join(folder, WEIGHTS)))).toBe(true);
    await cdn.close();
  });
});

describe('a connection that breaks', () => {
  const breakOnce = (response: ServerResponse, content: Buffer) =>
    response.write(content.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 20));

  it('is taken up where it broke', async () => {
    let broken = false;
    hub.misbehave = (asked, response, content) => {
      if (!isWeights(asked) || broken) return false;
      broken = true;
      response.writeHead(200, headersOf(content));
      breakOnce(response, content);
      return true;
    };
    const folder = await fetchModel();
    expect(BIG.equals(await readFile(join(folder, WEIGHTS)))).toBe(true);
    expect(getsOf(WEIGHTS).map((asked) => asked.range)).toEqual([
      undefined,
      expect.stringMatching(/^bytes=[1-9]\d*-$/),
    ]);
  });

  it('starts again where the server sends another part than the rest, or refuses to', async () => {
    for (const [status, range] of [
      [206, 'bytes 0-9/400000'],
      [416, 'bytes */400000'],
    ] as const) {
      let tries = 0;
      cacheDir = await mkdtemp(join(tmpdir(), 'hub-'));
      hub.asked.length = 0;
      hub.misbehave = (asked, response, content) => {
        if (!isWeights(asked)) return false;
        tries += 1;
        if (tries === 3) return false;
        response.writeHead(tries === 1 ? 200 : status, tries === 1 ? headersOf(content) : { 'content-range': range });
        if (tries === 1) breakOnce(response, content);
        else response.end('weights wei'.slice(0, 10));
        return true;
      };
      expect(BIG.equals(await readFile(join(await fetchModel(), WEIGHTS)))).toBe(true);
      expect(getsOf(WEIGHTS).at(-1)?.range).toBeUndefined();
    }
  });

  it('starts again where the server knows no ranges', async () => {
    let tries = 0;
    hub.misbehave = (asked, response, content) => {
      if (!isWeights(asked)) return false;
      response.writeHead(200, headersOf(content));
      if (tries++ === 0) breakOnce(response, content);
      else response.end(content);
      return true;
    };
    expect(BIG.equals(await readFile(join(await fetchModel(), WEIGHTS)))).toBe(true);
  });

  it('leaves no half file behind when it breaks each time, and the next run completes the model', async () => {
    hub.misbehave = (asked, response, content) => {
      if (!isWeights(asked)) return false;
      response.writeHead(200, headersOf(content));
      breakOnce(response, content);
      return true;
    };
    await expect(fetchModel()).rejects.toMatchObject({
      name: 'RaftCorpusError',
      where: expect.stringContaining(WEIGHTS),
      fix: expect.stringContaining('Run it again'),
    });
    expect(await inCache()).toEqual(ALL.filter((name) => name !== 'model_quantized.onnx'));
    hub.misbehave = () => false;
    await fetchModel();
    expect(await inCache()).toEqual(ALL);
  });

  it('counts as broken when nothing arrives any more', async () => {
    hub.misbehave = (asked, response, content) => {
      if (!isWeights(asked)) return false;
      response.writeHead(200, headersOf(content));
      response.write(content.subarray(0, 10));
      return true;
    };
    await expect(fetchModel({ patience: { stall: 60, pause: 1, tries: 2 } })).rejects.toThrow('nothing arrived');
  });
});

describe('content that is not what the hub states', () => {
  it.each([
    ['other bytes', Buffer.from('WEIGHTS '.repeat(50_000))],
    ['fewer bytes', BIG.subarray(0, 1000)],
    ['a page', Buffer.from('<html>captive portal</html>')],
  ])('%s: is never taken for the file', async (_, wrong) => {
    hub.misbehave = (asked, response) => isWeights(asked) && Boolean(response.writeHead(200).end(wrong));
    await expect(fetchModel()).rejects.toThrow(/not what the hub states|got \d+ of/);
    expect(await inCache()).not.toContain('model_quantized.onnx');
  });
});

describe('a hub that says no', () => {
  it('stays off the network when offline, and names the way out', async () => {
    await expect(fetchModel({ offline: true })).rejects.toMatchObject({
      name: 'RaftCorpusError',
      fix: expect.stringContaining('bundled'),
    });
    expect(hub.asked).toEqual([]);
  });

  it.each([
    [404, 'quantized'],
    [401, 'private or gated'],
  ])('says what HTTP %i means, before anything is downloaded and without asking twice', async (status, hint) => {
    hub.misbehave = ({ file }, response) => file === WEIGHTS && Boolean(response.writeHead(status).end());
    await expect(fetchModel()).rejects.toMatchObject({ fix: expect.stringContaining(hint) });
    expect(hub.asked.filter((asked) => asked.method === 'GET')).toEqual([]);
    expect(hub.asked.filter((asked) => asked.file === WEIGHTS)).toHaveLength(1);
  });

  it('tries again after 500 and 429', async () => {
    const statuses = [500, 429];
    hub.misbehave = (_, response) => {
      const status = statuses.shift();
      return status !== undefined && Boolean(response.writeHead(status).end());
    };
    await fetchModel();
    expect(await inCache()).toEqual(ALL);
  });

  it('names the offline way out when nobody listens', async () => {
    const closed = await startHub({});
    await closed.close();
    await expect(fetchModel({ hubUrl: closed.url })).rejects.toMatchObject({
      message: expect.stringContaining('ECONNREFUSED'),
      fix: expect.stringContaining('Without the network'),
    });
    await expect(fetchModel({ hubUrl: closed.url, key: 'reranker.model' })).rejects.toMatchObject({
      fix: expect.not.stringContaining('bundled'),
    });
  });

  it('downloads without sizes from a mirror that knows no HEAD', async () => {
    hub.misbehave = ({ method }, response) => method === 'HEAD' && Boolean(response.writeHead(405).end());
    await fetchModel();
    expect(told[0]).toContain('size unknown');
    expect(await inCache()).toContain('model_quantized.onnx');
  });
});

it('uses files that the user has put into the cache', async () => {
  const folder = join(cacheDir, 'owner', 'name');
  await mkdir(join(folder, 'onnx'), { recursive: true });
  for (const [name, content] of Object.entries(FILES)) await writeFile(join(folder, name), content);
  expect(await fetchModel({ offline: true })).toBe(folder);
});
