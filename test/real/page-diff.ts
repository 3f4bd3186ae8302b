/**
 * What changed between two trees of Markdown pages, worked out from the files alone and with none of the project's
 * code: whole files, blocks between blank lines, and whether a piece of text still stands on a page.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Pages by path. */
export type Tree = ReadonlyMap<string, string>;

export function readTree(folder: string): Tree {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8').replaceAll('\r\n', '\n')]));
}

/** Pages that came, went, and say something else. */
export function diffTrees(old: Tree, now: Tree) {
  const both = [...old.keys()].filter((path) => now.has(path));
  return {
    added: [...now.keys()].filter((path) => !old.has(path)).sort(),
    removed: [...old.keys()].filter((path) => !now.has(path)).sort(),
    changed: both.filter((path) => old.get(path) !== now.get(path)).sort(),
    unchanged: both.filter((path) => old.get(path) === now.get(path)).sort(),
  };
}

/** What a page says below its headings, in blocks between blank lines: no front matter, no definitions of links. */
export function blocksOf(page: string): string[] {
  const body = page.replace(/^---\n[\s\S]*?\n---\n/, '');
  return body
    .split(/\n\s*\n/)
    .map((block) => block.replace(/^(?:#{1,6} |\[[^\]]+\]: ).*$/gm, '').trim())
    .filter((block) => /\p{L}|\p{N}/u.test(block));
}

/** One spelling of width and white space: what a reader takes for the same text. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b\u00ad\ufeff]/g, '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
}

/** Whether `piece` stands in `page` as a whole: not as a part of longer words or numbers. */
export function stands(piece: string, page: string): boolean {
  const escaped = plainText(piece).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const first = /^[\p{L}\p{N}]/u.test(plainText(piece)) ? '(?<![\\p{L}\\p{N}])' : '';
  const last = /[\p{L}\p{N}]$/u.test(plainText(piece)) ? '(?![\\p{L}\\p{N}])' : '';
  return new RegExp(`${first}${escaped}${last}`, 'u').test(plainText(page));
}
