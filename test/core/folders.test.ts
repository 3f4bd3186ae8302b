import { existsSync } from 'node:fs';
import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../src/core/folders.js';

it('makes a folder with all above it, also when several ask at once', async () => {
  const root = await mkdtemp(join(tmpdir(), 'folders-'));
  const path = join(root, 'a/b/c');
  await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(root, 'a/b'))]);
  await makeFolder(path);
  expect((await stat(path)).isDirectory()).toBe(true);
});

it('fails where a file stands in the way', async () => {
  const root = await mkdtemp(join(tmpdir(), 'folders-'));
  await writeFile(join(root, 'file'), '');
  await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(root, 'file/below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

it.skipIf(!existsSync('/proc/self'))('fails at once where the system makes no folders', async () => {
  await expect(makeFolder('/proc/raft-corpus/deep/folder')).rejects.toMatchObject({ code: 'ENOENT' });
});
