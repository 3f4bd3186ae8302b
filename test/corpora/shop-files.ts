/** The sample shop as its tests read it: straight from the files, without any of the tool's own code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** `corpora/mangaassist`. */
export const SHOP = fileURLToPath(new URL('../../corpora/mangaassist', import.meta.url));
export const SUITE = fileURLToPath(new URL('../../evals/mangaassist/suite.yaml', import.meta.url));

/** A line of `series.jsonl` or `products.jsonl`. */
export type CatalogRecord = Readonly<Record<string, unknown>>;

/** Records of one snapshot by id, in file order. */
export function records(snapshot: string, source: 'series' | 'products'): ReadonlyMap<string, CatalogRecord> {
  const path = join(SHOP, snapshot, `${source}.jsonl`);
  const known = readBefore.get(path);
  if (known) return known;
  const key = source === 'series' ? 'series_id' : 'sku';
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const read = new Map(lines.map((line) => JSON.parse(line) as CatalogRecord).map((row) => [String(row[key]), row]));
  readBefore.set(path, read);
  return read;
}

/** Tests look single records up by the hundred. */
const readBefore = new Map<string, ReadonlyMap<string, CatalogRecord>>();

/** A page: its front matter, its text below, and its sections (the text between two headings). */
export interface Page {
  readonly front: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly sections: readonly string[];
}

export const PAGE_SOURCES = ['policies', 'campaigns', 'guides'] as const;

export function pageExists(snapshot: string, source: string, doc: string): boolean {
  return existsSync(join(SHOP, snapshot, source, doc));
}

export function page(snapshot: string, source: string, doc: string): Page {
  const text = readFileSync(join(SHOP, snapshot, source, doc), 'utf8');
  const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const sections = body
    .split(/^#{1,6} .*$/m)
    .map((section) => section.trim())
    .filter((section) => section !== '');
  return { front: parse(front) as Record<string, unknown>, body, sections };
}

export function pageNames(snapshot: string, source: string): readonly string[] {
  return readdirSync(join(SHOP, snapshot, source)).sort();
}

/** White space that a re-wrapped paragraph changes. */
export function unwrapped(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
