/** Turns the master into the records of one snapshot: series entries, and one product per volume and format. */
import { createHash } from 'node:crypto';
import type { Change, Edition, Master, Series } from './master.js';

export const SNAPSHOTS = ['2026-04', '2026-07'] as const;
export type Snapshot = (typeof SNAPSHOTS)[number];

/** A line of a JSONL file. */
export type Row = Record<string, string | number | null | readonly string[]>;

/** The day on which the shop exported each snapshot. */
const EXPORTED = { '2026-04': '2026-04-10', '2026-07': '2026-07-10' } as const;

/** A whole number in [0, n) that depends on nothing but `key`: the same on every machine and in every run. */
function pick(key: string, n: number): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) % n;
}

const two = (n: number): string => String(n).padStart(2, '0');
const stamp = (day: string): string => `${day}T10:00:00+09:00`;

/** Check digit of an EAN-13: weights 1 and 3 in turn (GS1 General Specifications, section 7.9). */
function checkDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
}

/**
 * An ISBN-like code. The prefix 290 is in the range that GS1 sets aside for codes inside one company, so it
 * can never be the code of a real book.
 */
function itemCode(args: { publisher: number; series: string; volume: number; format: number }): string {
  const parts = ['290', two(args.publisher), args.series.slice(1), String(args.volume).padStart(3, '0'), args.format];
  return `${parts.join('-')}-${checkDigit(parts.join(''))}`;
}

/** Release day of a volume: the months between first and newest are spread evenly, the day is drawn from the SKU. */
function releaseDate(series: Series, volume: number): string {
  const months = series.span.map((at) => Number(at.slice(0, 4)) * 12 + Number(at.slice(5)) - 1);
  const [first = 0, last = 0] = months;
  const share = series.volumes === 1 ? 0 : (volume - 1) / (series.volumes - 1);
  const at = first + Math.round((last - first) * share);
  return `${Math.floor(at / 12)}-${two((at % 12) + 1)}-${two(3 + pick(`${series.id}/${volume}/day`, 25))}`;
}

interface Item {
  readonly series: Series;
  readonly volume: number;
  readonly release: string;
  readonly availability: string;
  readonly updated: string;
}

const FORMATS = { P: 'paperback', D: 'digital', B: 'box set', X: 'deluxe edition' } as const;

function product(master: Master, item: Item, format: 'P' | 'D'): Row {
  const { series, volume } = item;
  const publisher = master.names.publishers[series.publisher]?.number ?? 0;
  const sku = `MA-${series.id.slice(1)}-${two(volume)}-${format}`;
  const [jpy, usd] = series.price;
  const digital = format === 'D';
  return {
    sku,
    series_id: series.id,
    title_en: `${series.title.en}, Vol. ${volume}${digital ? ' (digital)' : ''}`,
    title_ja: `${series.title.ja} ${volume}巻${digital ? '（電子版）' : ''}`,
    volume,
    format: FORMATS[format],
    item_code: itemCode({ publisher, series: series.id, volume, format: digital ? 2 : 1 }),
    price_jpy: digital ? Math.round(jpy * 0.09) * 10 : jpy,
    price_usd: digital ? Number((usd - 2).toFixed(2)) : usd,
    release_date: item.release,
    availability: digital && item.availability !== 'preorder' ? 'download' : item.availability,
    stock: digital || item.availability !== 'in stock' ? 0 : 4 + pick(`${sku}/stock`, 90),
    note_en: null,
    note_ja: null,
    url: `https://shop.mangaassist.example/items/${sku.toLowerCase()}`,
    updated_at: stamp(item.updated),
  };
}

function editionProduct(master: Master, series: Series, edition: Edition): Row {
  const sku = `MA-${series.id.slice(1)}-${edition.code}`;
  const publisher = master.names.publishers[series.publisher]?.number ?? 0;
  return {
    sku,
    series_id: series.id,
    title_en: edition.title.en,
    title_ja: edition.title.ja,
    volume: null,
    format: edition.format,
    item_code: itemCode({ publisher, series: series.id, volume: Number(edition.code.slice(1)), format: 3 }),
    price_jpy: edition.price[0],
    price_usd: edition.price[1],
    release_date: edition.release,
    availability: 'in stock',
    stock: 1 + pick(`${sku}/stock`, 20),
    note_en: edition.note.en,
    note_ja: edition.note.ja,
    url: `https://shop.mangaassist.example/items/${sku.toLowerCase()}`,
    updated_at: stamp(updatedInSpring(sku)),
  };
}

/** A day of March or early April 2026. */
function updatedInSpring(key: string): string {
  const day = pick(`${key}/updated`, 38);
  return day < 31 ? `2026-03-${two(day + 1)}` : `2026-04-${two(day - 30)}`;
}

function seriesRow(master: Master, series: Series): Row {
  const { names } = master;
  const publisher = names.publishers[series.publisher];
  const magazine = names.magazines[series.magazine];
  if (!publisher || !magazine) throw new Error(`${series.id}: unknown publisher or magazine`);
  return {
    series_id: series.id,
    title_en: series.title.en,
    title_ja: series.title.ja,
    author: series.author.en,
    author_ja: series.author.ja,
    publisher: publisher.en,
    publisher_ja: publisher.ja,
    magazine: magazine.en,
    magazine_ja: magazine.ja,
    genres: series.genres,
    genres_ja: series.genres.map((genre) => {
      const name = names.genres[genre];
      if (!name) throw new Error(`${series.id}: unknown genre ${genre}`);
      return name;
    }),
    demographic: series.demographic,
    age_rating: series.rating,
    status: series.status,
    volumes: series.volumes,
    started: Number(series.span[0].slice(0, 4)),
    synopsis_en: series.synopsis.en,
    synopsis_ja: series.synopsis.ja,
    spoiler_en: series.spoiler?.en ?? null,
    spoiler_ja: series.spoiler?.ja ?? null,
    url: `https://shop.mangaassist.example/series/${series.id.toLowerCase()}`,
    updated_at: stamp(series.since ? '2026-07-01' : updatedInSpring(series.id)),
  };
}

function productsOf(master: Master, series: Series): Row[] {
  const rows: Row[] = [];
  const add = (item: Omit<Item, 'series'>): void => {
    rows.push(product(master, { series, ...item }, 'P'));
    if (series.digital) rows.push(product(master, { series, ...item }, 'D'));
  };
  for (let volume = 1; volume <= series.volumes; volume++) {
    const availability = series.backorder.includes(volume) ? 'backorder' : 'in stock';
    const updated = series.since ? '2026-07-01' : updatedInSpring(`${series.id}/${volume}`);
    add({ volume, release: releaseDate(series, volume), availability, updated });
  }
  const { preorder } = series;
  if (preorder) add({ ...preorder, availability: 'preorder', updated: updatedInSpring(`${series.id}/pre`) });
  return [...rows, ...(master.editions[series.id] ?? []).map((edition) => editionProduct(master, series, edition))];
}

/** Applies changes to the rows whose `key` they name; throws when an id or a field does not exist. */
function apply(rows: readonly Row[], key: string, changes: readonly Change[]): void {
  const byId = new Map(rows.map((row) => [row[key], row]));
  for (const change of changes) {
    for (const id of change.ids) {
      const row = byId.get(id);
      if (!row) throw new Error(`changes.yaml: no ${key} ${id} (${change.why})`);
      for (const [field, value] of Object.entries(change.set)) {
        if (!(field in row)) throw new Error(`changes.yaml: ${id} has no field ${field}`);
        row[field] = value;
      }
      row['updated_at'] = stamp(change.on);
    }
  }
}

/** New stock counts for about half of what is in stock: the export touches `updated_at`, and nothing that is quoted. */
function restock(rows: readonly Row[]): void {
  for (const row of rows) {
    if (row['availability'] !== 'in stock' || pick(`${row['sku']}/sold`, 100) >= 55) continue;
    row['stock'] = 2 + pick(`${row['sku']}/stock/july`, 90);
    row['updated_at'] = stamp(EXPORTED['2026-07']);
  }
}

/** The records of one snapshot, in a fixed order. */
export function recordsOf(master: Master, snapshot: Snapshot): { series: Row[]; products: Row[] } {
  const listed = master.series.filter((one) => (one.since ?? snapshot) <= snapshot);
  let series = listed.map((one) => seriesRow(master, one));
  let products = listed.flatMap((one) => productsOf(master, one));
  if (snapshot === SNAPSHOTS[0]) return { series, products };
  const { changes } = master;
  for (const { on, release, series: id, volume } of changes.new_volumes) {
    const parent = listed.find((one) => one.id === id);
    if (!parent) throw new Error(`changes.yaml: no series ${id}`);
    const item = { series: parent, volume, release, availability: 'in stock', updated: on };
    products.push(product(master, item, 'P'));
    if (parent.digital) products.push(product(master, item, 'D'));
  }
  restock(products);
  apply(series, 'series_id', changes.series);
  apply(products, 'sku', changes.products);
  for (const row of products) {
    if (row['availability'] === 'in stock' && row['stock'] === 0) row['stock'] = 20 + pick(`${row['sku']}/new`, 60);
  }
  const gone = new Set([...changes.delisted.series, ...changes.delisted.products]);
  series = series.filter((row) => !gone.has(String(row['series_id'])));
  products = products.filter((row) => !gone.has(String(row['sku'])) && !gone.has(String(row['series_id'])));
  return { series, products };
}
