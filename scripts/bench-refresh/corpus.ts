/** Corpora of any size for the refresh benchmark: real records and pages, repeated with distinct ids. */
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { globSync } from 'tinyglobby';

/** Real material, read once. */
export interface Material {
  readonly products: readonly Record<string, unknown>[];
  readonly books: readonly Record<string, unknown>[];
  readonly pages: readonly { readonly path: string; readonly text: string }[];
}

/** Of a corpus: two thirds products, one third books, one page of policy among a hundred documents. */
const SHARES = { books: 0.33, pages: 0.01 };
/** Columns of a product that the source reads; images and rare attributes would only make the files larger. */
const PRODUCT = ['title', 'short_description', 'supplier', 'name', 'ean', 'price', 'date_released'];
const BOOK = ['serieskey', 'link', 'publisher', 'name', 'volume', 'format', 'isbn', 'date'];
const FIRST = '2026-01-01T00:00:00Z';
const LATER = '2026-02-01T00:00:00Z';

/** Reads products, books and policy pages from the folder of real data. */
export async function readMaterial(data: string): Promise<Material> {
  const products: Record<string, unknown>[] = [];
  const lines = createReadStream(join(data, 'chorus-ecommerce/products.jsonl.gz')).pipe(createGunzip());
  for await (const line of createInterface({ input: lines })) products.push(JSON.parse(line));
  const books = parse(readFileSync(join(data, 'lnrelease-catalog/snapshots/2026-08-22/books.csv')), { columns: BOOK });
  const pages = ['policies-github/new', 'policies-basecamp/new'].flatMap((folder) =>
    globSync('**/*.md', { cwd: join(data, folder) })
      .sort()
      .map((path) => ({ path: `${folder}/${path}`, text: readFileSync(join(data, folder, path), 'utf8') })),
  );
  return { products, books: books as Record<string, unknown>[], pages };
}

/** What is different from the plain corpus: nothing, every hundredth document, or every timestamp. */
export type Variant = 'plain' | 'changed' | 'bumped';

/** Writes `total` documents of a variant below `folder`: products.jsonl, books.jsonl, policies/. */
export async function writeCorpus(
  material: Material,
  options: { readonly folder: string; readonly total: number; readonly variant: Variant },
): Promise<void> {
  const { folder, total, variant } = options;
  const books = Math.round(total * SHARES.books);
  const pages = Math.round(total * SHARES.pages);
  await writeRecords(join(folder, 'products.jsonl'), total - books - pages, (i) => product(material, i, variant));
  await writeRecords(join(folder, 'books.jsonl'), books, (i) => book(material, i, variant));
  const times: Record<string, string> = {};
  for (let i = 0; i < pages; i++) {
    const { path, text } = material.pages[i % material.pages.length] as Material['pages'][number];
    const name = `${Math.floor(i / material.pages.length)}/${path}`;
    const file = join(folder, 'policies', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, isChanged(i, variant) ? `${text}\n\nThis page was reviewed on 1 February 2026.\n` : text);
    times[name] = timeOf(i, variant);
  }
  writeFileSync(join(folder, 'timestamps.json'), JSON.stringify(times));
}

function product({ products }: Material, i: number, variant: Variant): Record<string, unknown> {
  const real = products[i % products.length] ?? {};
  const record: Record<string, unknown> = { id: `${String(real['id'])}-${Math.floor(i / products.length)}` };
  for (const column of PRODUCT) record[column] = real[column];
  if (isChanged(i, variant)) record['price'] = Number(real['price'] ?? 0) + 100;
  return { ...record, updated_at: timeOf(i, variant) };
}

function book({ books }: Material, i: number, variant: Variant): Record<string, unknown> {
  const real = books[i % books.length] ?? {};
  const date = isChanged(i, variant) ? '2027-01-01' : real['date'];
  return { ...real, date, id: String(i), updated_at: timeOf(i, variant) };
}

function isChanged(i: number, variant: Variant): boolean {
  return variant === 'changed' && i % 100 === 0;
}

function timeOf(i: number, variant: Variant): string {
  return variant === 'bumped' || isChanged(i, variant) ? LATER : FIRST;
}

async function writeRecords(file: string, count: number, record: (i: number) => unknown): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const stream = createWriteStream(file);
  for (let i = 0; i < count; i++) {
    if (!stream.write(`${JSON.stringify(record(i))}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}
