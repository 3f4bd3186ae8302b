import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { abandonUnfinished, writeFileAtomic, writeFolderAtomic } from '../../src/core/files.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const at = (...names: string[]): string => join(folder.path, ...names);

describe('a file', () => {
  it('appears whole in a folder that is made for it, and leaves nothing beside it', async () => {
    await writeFileAtomic(at('a/b/file.txt'), 'first');
    await writeFileAtomic(at('a/b/file.txt'), 'second');
    expect(readFileSync(at('a/b/file.txt'), 'utf8')).toBe('second');
    expect(readdirSync(at('a/b'))).toEqual(['file.txt']);
  });

  it('that cannot be written leaves the older one, and nothing beside it', async () => {
    folder.write('taken/inside.txt', 'a folder stands where the file should go');
    await expect(writeFileAtomic(at('taken'), 'new')).rejects.toThrow();
    expect(readdirSync(folder.path).filter((name) => name.includes('.tmp'))).toEqual([]);
    expect(readdirSync(at('taken'))).toEqual(['inside.txt']);
  });
});

describe('a folder', () => {
  it('that an interruption leaves half written is gone, and the older one stays', async () => {
    await writeFolderAtomic(at('shop/set'), (path) => writeFile(join(path, 'old.txt'), 'old'));
    const interrupted = writeFolderAtomic(at('shop/set'), async (path) => {
      await writeFile(join(path, 'new.txt'), 'half');
      abandonUnfinished();
      expect(readdirSync(at('shop'))).toEqual(['set']);
      await writeFile(join(path, 'more.txt'), 'too late');
    });
    await expect(interrupted).rejects.toThrow('ENOENT');
    expect(readdirSync(at('shop'))).toEqual(['set']);
    expect(readdirSync(at('shop/set'))).toEqual(['old.txt']);
  });

  it('replaces an older one only when it is complete', async () => {
    await writeFolderAtomic(at('set'), (path) => writeFile(join(path, 'old.txt'), 'old'));
    await expect(
      writeFolderAtomic(at('set'), async (path) => {
        await writeFile(join(path, 'new.txt'), 'half');
        throw new Error('no space left');
      }),
    ).rejects.toThrow('no space left');
    expect(readdirSync(at('set'))).toEqual(['old.txt']);
    await writeFolderAtomic(at('set'), (path) => writeFile(join(path, 'new.txt'), 'new'));
    expect(readdirSync(at('set'))).toEqual(['new.txt']);
    expect(readdirSync(folder.path).filter((name) => /\.(tmp|old)$/.test(name))).toEqual([]);
  });
});
