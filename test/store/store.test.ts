import { existsSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RaftCorpusError } from '../../src/core/errors.js';
import { isLocal } from '../../src/store/connect.js';
import { createStore, openStore } from '../../src/store/store.js';
import { ORPHAN } from '../../src/store/versions.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { catalog, createShop } from '../helpers/shop.js';

const folder = tempFolder();

/** The error that a user would read. */
async function failure(work: Promise<unknown>): Promise<RaftCorpusError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RaftCorpusError);
  return error as RaftCorpusError;
}

async function filledStore() {
  const shop = createShop({ sources: [catalog()] });
  shop.entries([{ sku: 'A', title: 'Alpha', volumes: 1, updated_at: '2026-01-01' }]);
  await shop.refresh('2026-02-01');
  return shop;
}

describe('a store', () => {
  it('tells folders from services', () => {
    expect(['.raft-corpus', '/data/store', 'C:\\store'].map(isLocal)).toEqual([true, true, true]);
    expect(['s3://bucket/store', 'gs://b', 'az://b', 'db://name'].map(isLocal)).toEqual([false, false, false, false]);
  });

  it('is made once by any number of first refreshes at the same time', async () => {
    const uri = join(folder.path, 'race');
    const stores = await Promise.all([1, 2, 3, 4].map(() => createStore(uri)));
    expect(await stores[0]?.lease.count()).toBe(1);
    for (const store of stores) store.close();
    expect(readdirSync(folder.path).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('is made in a folder that holds other things, and in an empty one', async () => {
    for (const name of ['with-notes', 'empty']) {
      const uri = join(folder.path, name);
      folder.write(`${name}/.gitkeep`, '');
      if (name === 'empty') rmSync(join(uri, '.gitkeep'));
      const store = await createStore(uri);
      expect(await store.lease.count()).toBe(1);
      expect(await store.passages()).toBeNull();
      store.close();
    }
  });

  it('shows an open reader what a writer commits afterwards', async () => {
    const uri = join(folder.path, 'fresh');
    const [writer, reader] = [await createStore(uri), await openStore(uri)];
    await writer.artifacts.append([
      {
        artifact_id: 'a'.repeat(64),
        kind: 'dataset',
        name: 'd',
        path: 'd',
        tag: 'r-000001',
        created_at: '',
        items: 1,
      },
    ]);
    expect(await reader.artifacts.count()).toBe(1);
    writer.close();
    reader.close();
  });

  it('that is missing is named, with the command that makes it', async () => {
    const uri = join(folder.path, 'nowhere');
    const error = await failure(openStore(uri));
    expect(error.message).toBe('there is no store here yet');
    expect(error.where).toBe(uri);
    expect(error.fix).toContain('raft-corpus refresh');
    expect(existsSync(uri)).toBe(false);
  });

  it('of another format is refused with the way out', async () => {
    const uri = join(folder.path, 'newer');
    const store = await createStore(uri);
    await store.lease.update("holder = ''", { format: 99 });
    store.close();
    for (const open of [openStore, createStore]) {
      const error = await failure(open(uri));
      expect(error.message).toContain('the store has format 99');
      expect(error.fix).toContain('new store');
    }
  });

  it('in a place that cannot be written is refused', async () => {
    folder.write('a-file', 'not a folder');
    for (const uri of [join(folder.path, 'a-file'), join(folder.path, 'a-file/store')]) {
      const error = await failure(createStore(uri));
      expect(error.message).toContain('the store cannot be used');
      expect(error.where).toBe(uri);
    }
  });

  it.skipIf(process.getuid?.() === 0)('in a folder without write permission is refused', async () => {
    const uri = join(folder.path, 'locked');
    mkdirSync(uri, { mode: 0o500 });
    expect((await failure(createStore(uri))).message).toContain('the store cannot be used');
  });
});

describe('vectors of another length', () => {
  it('replace what an unfinished first refresh left, and nothing else', async () => {
    const store = await createStore(join(folder.path, 'dims'));
    expect((await store.createPassages(4)).dims).toBe(4);
    const other = await store.createPassages(6);
    expect(other.dims).toBe(6);
    expect((await store.passages())?.dims).toBe(6);
    store.close();

    const shop = await filledStore();
    await shop.withStore(async (opened) => {
      const error = await failure(opened.createPassages(99));
      expect(error.message).toContain("the store's vectors have 8 numbers");
      expect(await (await opened.passages())?.count(`added_in < ${ORPHAN}`)).toBe(1);
    });
  });
});

describe('a damaged store', () => {
  const damages: [string, (store: string) => void][] = [
    ['a table is gone', (store) => rmSync(join(store, 'documents.lance'), { recursive: true })],
    ['the passages are gone', (store) => rmSync(join(store, 'passages.lance'), { recursive: true })],
    ['the list of refreshes is gone', (store) => rmSync(join(store, 'refreshes.lance'), { recursive: true })],
    ['a manifest is empty', (store) => eachFile(join(store, 'passages.lance/_versions'), (file) => truncateSync(file))],
    [
      'a manifest is garbage',
      (store) =>
        eachFile(join(store, 'refreshes.lance/_versions'), (file) => writeFileSync(file, 'garbage '.repeat(99))),
    ],
    ['a data file is cut', (store) => eachFile(join(store, 'passages.lance/data'), (file) => truncateSync(file, 100))],
    ['a data file is gone', (store) => eachFile(join(store, 'documents.lance/data'), (file) => rmSync(file))],
  ];

  it.each(damages)('is told as such when %s, by readers and writers', async (_, damage) => {
    const shop = await filledStore();
    damage(shop.store);
    for (const work of [() => shop.view('2026-03-01'), () => shop.refresh('2026-03-01')]) {
      const error = await failure(work());
      expect(error.message).toMatch(/store/);
      expect(error.fix).toBeTruthy();
      expect(error.message).not.toContain('\n');
    }
  });
});

function eachFile(path: string, damage: (file: string) => void): void {
  for (const name of readdirSync(path)) damage(join(path, name));
}
