/** The commands with a model behind an endpoint, as a user types them, against a server on the loopback. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cli, startCli } from '../helpers/cli.js';
import * as bad from '../helpers/misbehaving-server.js';
import { runInProcess } from '../helpers/run-cli.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const KEY = 'sk-loopback-0123456789abcdef';
const temporary = mkdtempSync(join(tmpdir(), 'raft-corpus-endpoint-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

let server: bad.MisbehavingServer;
let folder: string;
beforeEach(async () => {
  server = await bad.misbehavingServer();
  folder = mkdtempSync(join(temporary, 'shop-'));
});
afterEach(() => server.close());

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => runInProcess(args, folder, env);
/** In a process of its own: for waits, whose clock must go on, and signals. */
const spawned = (args: readonly string[]) => cli(args, { cwd: folder });

/** A shop of a few entries with the loopback server's model, and what else is to stand in `embedder:`. */
function writeShop(embedder: Readonly<Record<string, unknown>> = {}, entries = 30): void {
  const lines = Array.from(
    { length: entries },
    (_, i) =>
      `${JSON.stringify({ sku: `S${i}`, title: `Series ${i}`, synopsis: `The story of entry ${i}.`, volumes: i })}\n`,
  );
  writeFileSync(join(folder, 'catalog.jsonl'), lines.join(''));
  const config = {
    store: 'store',
    embedder: { endpoint: server.url, model: bad.SERVED, batchSize: 8, retries: 2, ...embedder },
    sources: [
      {
        id: 'catalog',
        kind: 'catalog',
        path: 'catalog.jsonl',
        lang: 'en',
        fields: { id: 'sku', title: 'title', text: 'synopsis', facts: { volumes: 'number' } },
      },
    ],
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'raft-corpus.yaml'), JSON.stringify(config, null, 2));
}

/** Every byte of every file below a folder, as text. */
function allBytes(path: string): string {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('the sample shop', { timeout: 120_000 }, () => {
  it('is refreshed, looked at, mined and evaluated; the key reaches the server and nothing else', async () => {
    for (const part of ['corpora', 'evals'])
      cpSync(join(ROOT, part, 'mangaassist'), join(folder, part, 'mangaassist'), { recursive: true });
    const file = join(folder, 'corpora/mangaassist/raft-corpus.yaml');
    writeFileSync(file, `embedder: { endpoint: ${server.url}, model: ${bad.SERVED} }\n${readFileSync(file, 'utf8')}`);
    const common = ['--config', file, '--store', join(folder, 'store'), '--as-of', '2026-04-15', '--verbose'];
    const env = { RAFT_CORPUS_API_KEY: KEY };
    const shown = [];
    for (const args of [
      ['refresh', '--snapshot', '2026-04'],
      ['status'],
      ['mine', '--out', 'negatives.jsonl'],
      ['eval', '--negatives', 'none'],
    ]) {
      const { code, stdout, stderr } = await run([...args, ...common], env);
      // Gates may fail with a model that is a hash; errors may not.
      expect([args[0], [0, 1].includes(code ?? 2), stderr.includes('error:')]).toEqual([args[0], true, false]);
      shown.push(stdout, stderr);
    }
    expect(shown[2]).toContain(`model ${bad.SERVED} (16 dims`);
    expect(readFileSync(join(folder, 'negatives.jsonl'), 'utf8').split('\n').length).toBeGreaterThan(10);
    expect(server.seen.every(({ headers }) => headers.authorization === `Bearer ${KEY}`)).toBe(true);
    expect(shown.join('')).not.toContain('0123456789abcdef');
    expect(allBytes(folder)).not.toContain('0123456789abcdef');
  });
});

describe('refresh', { timeout: 120_000 }, () => {
  it('goes through errors that pass, embeds nothing twice, and refuses another length of vectors', async () => {
    writeShop();
    server.next(bad.status(500), bad.status(429, {}, { 'retry-after': '1' }));
    const first = await spawned(['refresh', '--as-of', '2026-02-01']);
    expect([first.code, first.stdout]).toEqual([0, expect.stringContaining('r-000001')]);
    expect(first.stderr).toContain('HTTP 429; try 3 of 3 in 1.');
    const before = server.texts().length;
    const again = await spawned(['refresh', '--as-of', '2026-02-02', '--json']);
    expect(JSON.parse(again.stdout).refresh.sources).toMatchObject([{ unchanged: 30, embedded: 0 }]);
    // The probe, and three passages again to see that the model is still the same.
    expect(server.texts().length - before).toBe(4);
    writeShop({ dims: 8 });
    const wrong = await spawned(['refresh', '--as-of', '2026-02-03']);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('have 16 numbers, the config says 8')]);
  });

  it('refuses when another model answers under the old name, until it has a revision and everything is embedded anew', async () => {
    writeShop();
    expect((await run(['refresh', '--as-of', '2026-02-01'])).code).toBe(0);
    server.swap('two');
    const refused = await run(['refresh', '--as-of', '2026-02-02']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`the endpoint serves another model as "${bad.SERVED}"`);
    expect(refused.stderr).toMatch(/fix: .*embedder\.revision.*refresh --reembed/);
    writeShop({ revision: 'two' });
    const other = await run(['refresh', '--as-of', '2026-02-02']);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('never mixed')]);
    expect((await run(['refresh', '--as-of', '2026-02-02', '--reembed'])).code).toBe(0);
    expect((await run(['refresh', '--as-of', '2026-02-03'])).code).toBe(0);
  });

  it('names host and port when nobody listens, the variable when the key is missing, and the line of a key in the config', async () => {
    writeShop();
    const { host, url } = server;
    await server.close();
    const nobody = await run(['refresh']);
    expect(nobody.code).toBe(2);
    expect(nobody.stderr).toContain(`nothing listens at ${host}`);
    expect(nobody.stderr).toMatch(/where: http.*\n {2}fix: {3}Start the server/);
    writeShop({ apiKeyEnv: 'SHOP_KEY' });
    const unset = await run(['refresh']);
    expect([unset.code, unset.stderr]).toEqual([2, expect.stringContaining('variable SHOP_KEY is not set')]);
    for (const embedder of [
      { apiKey: KEY },
      { endpoint: url.replace('http://', `http://me:${KEY}@`) },
      { endpoint: `${url}?key=${KEY}` },
    ]) {
      writeShop(embedder);
      const { code, stderr } = await run(['refresh', '--verbose']);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/raft-corpus\.yaml:\d+/)]);
      expect(stderr).toContain('environment variable');
      expect(stderr).not.toContain('0123456789');
    }
    server = await bad.misbehavingServer();
  });

  it('hides the key that a server quotes, with --verbose too', async () => {
    writeShop({ apiKeyEnv: 'SHOP_KEY' });
    server.always((request, response) => {
      bad.json(response, { error: { message: `no such key: ${request.headers.authorization}` } }, 401);
      return true;
    });
    const { code, stderr } = await run(['refresh', '--verbose'], { SHOP_KEY: `${KEY}\n` });
    expect([code, stderr]).toEqual([2, expect.stringContaining('(HTTP 401): no such key: Bearer ***')]);
    expect(stderr).toContain('SHOP_KEY');
  });

  it('ends at once with 130 when interrupted in a request that hangs, and completes when repeated', async () => {
    writeShop({}, 1100);
    mkdirSync(join(folder, 'tmp'));
    // The first texts go through, then the server hangs.
    server.always((request) => server.seen.length > 70 && request.body !== null);
    const child = startCli(['refresh', '--as-of', '2026-02-01'], { cwd: folder, env: { TMPDIR: join(folder, 'tmp') } });
    const ended = new Promise((resolve) => child.on('close', resolve));
    while (server.seen.length <= 70) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect((await spawned(['status'])).stderr).toContain('no completed refresh');
    server.always(null);
    const { code, stdout } = await spawned(['refresh', '--as-of', '2026-02-01', '--json']);
    expect([code, JSON.parse(stdout).refresh.tag]).toEqual([0, 'r-000001']);
  });
});
