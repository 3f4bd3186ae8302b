import { describe, expect, it } from 'vitest';
import { downstreamOf, registerArtifact } from '../../src/corpus/downstream.js';
import { corpusStatus } from '../../src/corpus/status.js';
import type { Store } from '../../src/store/store.js';
import { catalog, createShop, type Entry } from '../helpers/shop.js';

const entry = (sku: string, volumes: number, updated_at = '2026-01-01'): Entry => ({
  sku,
  title: `Series ${sku}`,
  synopsis: `The story of ${sku}.`,
  volumes,
  updated_at,
});

describe('what stands on the corpus', () => {
  it('is told which of its rows a refresh invalidates', async () => {
    const shop = createShop({ sources: [catalog()] });
    shop.entries([entry('A', 1), entry('B', 1), entry('C', 1)]);
    await shop.refresh('2026-02-01');
    const rows = await shop.passages(1);
    const id = (doc: string): string => rows.find((row) => row.doc_id === doc)?.passage_id ?? '';
    const base = { tag: 'r-000001', createdAt: '2026-02-01T00:00:00.000Z' };
    await shop.withStore(async (store) => {
      await registerArtifact(store, {
        ...base,
        kind: 'dataset',
        name: "june's set",
        path: "out/june's set",
        items: [
          { item_id: 'q1', passage_ids: [id('A'), id('A')] },
          { item_id: 'q2', passage_ids: [id('A'), id('B')] },
          { item_id: 'q3', passage_ids: [id('C')] },
        ],
      });
      await registerArtifact(store, { ...base, kind: 'suite', name: 'suite', path: 'evals/suite.jsonl', items: [] });
    });
    shop.entries([entry('A', 2, '2026-03-01'), entry('B', 1), entry('C', 1)]);
    const dry = await shop.refresh('2026-03-01', { dryRun: true });
    const report = await shop.refresh('2026-03-01');
    expect(report.downstream).toEqual([
      {
        kind: 'suite',
        name: 'suite',
        path: 'evals/suite.jsonl',
        tag: 'r-000001',
        items: 0,
        invalidated: 0,
        examples: [],
      },
      {
        kind: 'dataset',
        name: "june's set",
        path: "out/june's set",
        tag: 'r-000001',
        items: 3,
        invalidated: 2,
        examples: ['q1', 'q2'],
      },
    ]);
    expect(dry.downstream).toEqual(report.downstream);
    expect((await shop.refresh('2026-03-02')).downstream.map(({ invalidated }) => invalidated)).toEqual([0, 0]);
    const status = await shop.withStore((store) => corpusStatus(store, { asOf: '2026-03-02T00:00:00.000Z' }));
    expect(status.artifacts.map(({ name, stale_items }) => [name, stale_items])).toEqual([
      ['suite', 0],
      ["june's set", 2],
    ]);
  });

  it('is replaced when it is registered again at the same path', async () => {
    const shop = createShop({ sources: [catalog()] });
    shop.entries([entry('A', 1)]);
    await shop.refresh('2026-02-01');
    const register = (items: readonly { item_id: string; passage_ids: string[] }[]) =>
      shop.withStore((store) =>
        registerArtifact(store, {
          kind: 'dataset',
          name: 'd',
          path: 'out/d',
          tag: 'r-000001',
          createdAt: '2026-02-01T00:00:00.000Z',
          items,
        }),
      );
    await register([{ item_id: 'old', passage_ids: ['a'.repeat(64)] }]);
    await register([
      { item_id: 'new', passage_ids: ['b'.repeat(64)] },
      { item_id: 'newer', passage_ids: [] },
    ]);
    await shop.withStore(async (store) => {
      expect(await store.artifacts.rows()).toMatchObject([{ name: 'd', items: 2 }]);
      expect(await store.artifactRefs.rows()).toMatchObject([{ item_id: 'new' }]);
    });
  });

  it('is found whole whichever step of a registration was the last', async () => {
    const shop = createShop({ sources: [catalog()] });
    shop.entries([entry('A', 1)]);
    await shop.refresh('2026-02-01');
    const a = 'a'.repeat(64);
    const b = 'b'.repeat(64);
    const base = { kind: 'dataset' as const, name: 'd', path: 'out/d', tag: 'r-000001' };
    const first = { ...base, createdAt: '2026-02-01T00:00:00.000Z', items: [{ item_id: 'old', passage_ids: [a] }] };
    const second = { ...base, createdAt: '2026-02-02T00:00:00.000Z', items: [{ item_id: 'new', passage_ids: [b] }] };
    for (const steps of [0, 1, 2, 3, 4]) {
      await shop.withStore(async (store) => {
        await registerArtifact(store, first);
        await registerArtifact(interrupted(store, steps), second).catch(() => {});
        const [impact, ...others] = await downstreamOf(store, [a, b]);
        expect(others).toEqual([]);
        expect(impact?.examples).toEqual([steps < 2 ? 'old' : 'new']);
        await registerArtifact(store, second);
        expect(await downstreamOf(store, [a, b])).toMatchObject([{ examples: ['new'] }]);
      });
    }
  });
});

/** The store of a process that dies after so many writes to the registry. */
function interrupted(store: Store, steps: number): Store {
  let left = steps;
  const dying = <T extends Store['artifacts'] | Store['artifactRefs']>(table: T): T =>
    new Proxy(table, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (['append', 'delete'].includes(String(key))) {
            if (left === 0) throw new Error('the process went away');
            left -= 1;
          }
          return value.apply(target, args);
        };
      },
    });
  return { ...store, artifacts: dying(store.artifacts), artifactRefs: dying(store.artifactRefs) };
}
