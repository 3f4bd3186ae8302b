/** The commands with a model from a hub, as a user types them: a hub on the loopback, then no network at all. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HubServer, startHub } from '../embed/locate/hub-server.js';
import { writeTiny } from '../embed/random-model.js';
import { cli } from '../helpers/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'raft-corpus-hub-'));
let hub: HubServer;
beforeAll(async () => {
  const model = await writeTiny();
  const names = (readdirSync(model, { recursive: true }) as string[]).filter((name) => /\.(json|onnx)$/.test(name));
  hub = await startHub(Object.fromEntries(names.map((name) => [name, readFileSync(join(model, name))])));
  mkdirSync(join(folder, 'pages'));
  writeFileSync(join(folder, 'pages/returns.md'), '# Returns\n\nThe return window is 14 days.\n');
  writeFileSync(
    join(folder, 'raft-corpus.yaml'),
    JSON.stringify({
      store: 'store',
      embedder: { model: 'owner/tiny@v1' },
      sources: [{ id: 'pages', kind: 'policy', path: 'pages/*.md', timestamps: ['mtime'] }],
    }),
  );
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => {
  const env = { HF_ENDPOINT: `${hub.url}/`, XDG_CACHE_HOME: join(folder, 'cache') };
  return cli(args, { cwd: folder, env });
};

it('asks the hub for nothing with --offline, downloads once without it, and needs no network from then on', async () => {
  const refused = await run('refresh', '--offline');
  expect([refused.code, hub.asked.length]).toEqual([2, 0]);
  expect(refused.stderr).toContain('owner/tiny@v1 is not in the cache');
  expect(refused.stderr).toContain('bundled');

  const first = await run('refresh');
  expect([first.code, first.stderr]).toEqual([
    0,
    expect.stringMatching(/downloading owner\/tiny@v1 \(4 files, 0\.\d MB\)/),
  ]);
  expect(readdirSync(join(folder, 'cache/raft-corpus/owner'))).toEqual(['tiny@v1']);

  const asked = hub.asked.length;
  const question = `how long is the return window ${'of this very volume '.repeat(40)}`;
  const found = await run('search', question, '--offline');
  expect([found.code, hub.asked.length]).toEqual([0, asked]);
  expect(found.stderr).toContain('1 of 1 texts were longer than the 64 tokens that owner/tiny@v1 reads');
}, 120_000);
