import { mkdtemp, readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchHubModel } from '../../src/embed/hub.js';

let server: Server;
let cacheDir: string;
let asked: string[];
let cutOff = false;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'hub-'));
  asked = [];
  cutOff = false;
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.startsWith('/gone/')) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': 10 });
    if (!cutOff) return void response.end('0123456789');
    response.write('01234');
    setTimeout(() => response.destroy(), 20);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const request = (model: string, offline = false) => {
  const told: string[] = [];
  const progress = {
    update: (stage: string, done: number, total?: number) => told.push(`${stage} ${done}/${total}`),
    warn: (m: string) => told.push(m),
  };
  const hubUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { options: { model, cacheDir, quantized: true, offline, progress, hubUrl }, told };
};

describe('fetchHubModel', () => {
  it('downloads what is missing, announces it, and finds it in the cache the next time', async () => {
    const { options, told } = request('owner/name');
    const folder = await fetchHubModel(options);
    expect(folder).toBe(join(cacheDir, 'owner', 'name'));
    expect(told[0]).toContain('downloading owner/name');
    expect(told).toContain('download onnx/model_quantized.onnx (bytes) 10/10');
    expect(asked).toHaveLength(4);
    await fetchHubModel({ ...options, offline: true });
    expect(asked).toHaveLength(4);
  });

  it('stays off the network when offline, and names the way out', async () => {
    const { options } = request('owner/name', true);
    await expect(fetchHubModel(options)).rejects.toMatchObject({
      name: 'RaftCorpusError',
      fix: expect.stringContaining('bundled'),
    });
    expect(asked).toEqual([]);
  });

  it('tells an unknown model and an unreachable hub', async () => {
    await expect(fetchHubModel(request('gone/name').options)).rejects.toThrow('HTTP 404');
    const nobody = { ...request('owner/name').options, hubUrl: 'http://127.0.0.1:9' };
    await expect(fetchHubModel(nobody)).rejects.toMatchObject({ fix: expect.stringContaining('Without the network') });
  });

  it('leaves nothing behind when the connection breaks', async () => {
    cutOff = true;
    await expect(fetchHubModel(request('owner/name').options)).rejects.toMatchObject({ name: 'RaftCorpusError' });
    expect(await readdir(join(cacheDir, 'owner', 'name'))).toEqual([]);
  });
});
