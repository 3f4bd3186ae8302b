import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.js';
import { openAnswerCache } from '../../src/endpoint/cache.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'raft-corpus-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const KEY = sha256('a question');
const ANSWER = {
  model: 'm',
  value: { text: '「はい」\u2028', n: 1 },
  served: null,
  usage: { prompt: 3, completion: 4, estimated: false },
};
const fileOf = (key: string): string => join(folder, key.slice(0, 2), `${key}.json`);

it('keeps an answer over the end of the process, in one whole file', async () => {
  await openAnswerCache(folder).put(KEY, ANSWER);
  expect(await openAnswerCache(folder).get(KEY)).toEqual(ANSWER);
  expect(readdirSync(join(folder, KEY.slice(0, 2)))).toEqual([`${KEY}.json`]);
  expect(await openAnswerCache(folder).get(sha256('another'))).toBeNull();
});

it.each([
  ['half of it', (text: string) => text.slice(0, text.length >> 1)],
  ['nothing', () => ''],
  ['another value', (text: string) => text.replace('"n":1', '"n":2')],
  ['what is not JSON', () => '\0\0\0\0'],
  ['an entry of another question', (text: string) => text.replaceAll(KEY, sha256('x'))],
  ['a later form', (text: string) => text.replace('"schema":1', '"schema":2')],
])('takes a file that holds %s for none, and writes it anew', async (_, spoil) => {
  const cache = openAnswerCache(folder);
  await cache.put(KEY, ANSWER);
  writeFileSync(fileOf(KEY), spoil(readFileSync(fileOf(KEY), 'utf8')));
  expect(await cache.get(KEY)).toBeNull();
  await cache.put(KEY, ANSWER);
  expect(await cache.get(KEY)).toEqual(ANSWER);
});

it('stops where answers cannot be kept', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(openAnswerCache(join(folder, 'file')).put(KEY, ANSWER)).rejects.toThrow('an answer cannot be kept');
});

it.skipIf(process.getuid?.() === 0)('says when a kept answer cannot be read', async () => {
  const cache = openAnswerCache(folder);
  await cache.put(KEY, ANSWER);
  chmodSync(fileOf(KEY), 0o000);
  await expect(cache.get(KEY)).rejects.toThrow('cannot be read');
});
