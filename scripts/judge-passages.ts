/** Passages of a folder of Markdown pages, for the scripts that print pairs and flags to be judged by hand. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { parseMarkdown } from '../src/corpus/formats/markdown.js';
import { splitPassages } from '../src/corpus/passages/split.js';

/** A passage with the page it stands on. */
export interface PagePassage {
  /** Path below the folder. */
  readonly doc_id: string;
  readonly title: string;
  readonly text: string;
  readonly heading_path: readonly string[];
  readonly start: number;
}

/** About the tokens of an embedding model, without loading one: four letters each. */
const budget = { maxTokens: 256, countTokens: (text: string): number => Math.ceil(text.length / 4) };

/** The passages of every `.md` file below `folder`, by path and position. */
export function readPages(folder: string): readonly PagePassage[] {
  return globSync('**/*.md', { cwd: folder })
    .sort()
    .flatMap((path) => {
      const parsed = parseMarkdown(readFileSync(join(folder, path), 'utf8'), { location: path });
      return splitPassages(parsed, { budget }).map(({ text, headingPath, start }) => ({
        doc_id: path,
        title: parsed.title ?? path,
        text,
        heading_path: headingPath,
        start,
      }));
    });
}
