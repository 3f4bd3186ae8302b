/** The hand-written master of the sample shop: its series and the dated changes, read and checked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const both = z.strictObject({ en: z.string().min(1), ja: z.string().min(1) });
const money = z.tuple([z.number().int().positive(), z.number().positive()]);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const month = z.string().regex(/^\d{4}-\d{2}$/);

/** A product beside the ordinary volumes: a box set, a deluxe edition. `price` is [JPY, USD]. */
const edition = z.strictObject({
  code: z.string().regex(/^[BX]\d$/),
  format: z.enum(['box set', 'deluxe edition']),
  title: both,
  price: money,
  release: day,
  note: both,
});

const series = z.strictObject({
  id: z.string().regex(/^S\d{3}$/),
  /** First snapshot that lists it; absent: all of them. */
  since: month.optional(),
  title: both,
  author: both,
  publisher: z.string(),
  magazine: z.string(),
  genres: z.array(z.string()).min(1),
  demographic: z.enum(['kodomo', 'shonen', 'shojo', 'seinen', 'josei']),
  rating: z.enum(['all', '13+', '16+', '18+']),
  status: z.enum(['ongoing', 'completed', 'hiatus', 'cancelled']),
  volumes: z.number().int().positive(),
  /** Months of the first and of the newest volume; the ones between are spread evenly. */
  span: z.tuple([month, month]),
  price: money,
  /** Sold as a download too. */
  digital: z.boolean().default(false),
  preorder: z.strictObject({ volume: z.number().int(), release: day }).optional(),
  /** Volumes that are out of stock, by number. */
  backorder: z.array(z.number().int()).default([]),
  synopsis: both,
  spoiler: both.optional(),
});

const value = z.union([z.string(), z.number()]);
const change = z.strictObject({
  /** Day of the change: becomes the record's `updated_at`. */
  on: day,
  /** Ids of the records it touches: series ids, or SKUs. */
  ids: z.array(z.string()).min(1),
  why: z.string(),
  set: z.record(z.string(), value),
});

const changes = z.strictObject({
  series: z.array(change),
  products: z.array(change),
  new_volumes: z.array(z.strictObject({ on: day, series: z.string(), volume: z.number().int(), release: day })),
  delisted: z.strictObject({ series: z.array(z.string()), products: z.array(z.string()) }),
});

const names = z.strictObject({
  publishers: z.record(z.string(), z.strictObject({ en: z.string(), ja: z.string(), number: z.number().int() })),
  magazines: z.record(z.string(), both),
  genres: z.record(z.string(), z.string()),
});

/** Beside the ordinary volumes, by series. */
const editions = z.record(z.string(), z.array(edition));

export type Series = z.infer<typeof series>;
export type Edition = z.infer<typeof edition>;
export type Change = z.infer<typeof change>;
export type Changes = z.infer<typeof changes>;

/** Everything the generator needs. */
export interface Master {
  readonly series: readonly Series[];
  readonly changes: Changes;
  readonly editions: z.infer<typeof editions>;
  readonly names: z.infer<typeof names>;
}

function read(path: string): unknown {
  return parse(readFileSync(path, 'utf8'));
}

/** Reads `shop.yaml`, `changes.yaml`, `editions.yaml` and `series/*.yaml` below `folder`; throws where one does not fit its schema. */
export function readMaster(folder: string): Master {
  const files = readdirSync(join(folder, 'series')).sort();
  const all = files.flatMap((file) => z.array(series).parse(read(join(folder, 'series', file))));
  const ids = new Set(all.map((one) => one.id));
  if (ids.size !== all.length) throw new Error('two series share one id');
  return {
    series: all,
    changes: changes.parse(read(join(folder, 'changes.yaml'))),
    editions: editions.parse(read(join(folder, 'editions.yaml'))),
    names: names.parse(read(join(folder, 'shop.yaml'))),
  };
}
