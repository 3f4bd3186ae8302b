/** YAML front matter of a Markdown file, read as data that may be wrong or hostile. */
import { parseDocument } from 'yaml';
import { messageOf, RaftCorpusError } from '../../core/errors.js';

export interface FrontMatter {
  /** null when the file has none. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** Offset of the first character of the body. */
  readonly bodyStart: number;
}

const FENCE = /^---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n|$)/;
/** A rule with a `key:` below it is meant as front matter: read as text, its dates would be lost in silence. */
const OPENED = /^---[ \t]*\n[A-Za-z_][\w-]*:(?:[ \t]|\n|$)/;
/** More than any page says about itself; a YAML parser should not meet a 50 MB document. */
const LONGEST = 256 * 1024;
/** Expansions of anchors in all: enough for a handful of shared values, far from a "billion laughs". */
const MOST_ALIASES = 100;

/**
 * Reads the block between `---` lines at the very start of `text` (canonical: LF, no BOM). Dates stay
 * strings (YAML 1.2 core schema). Text between rules that is no mapping is body, not front matter.
 *
 * @param location the file, for messages
 * @throws RaftCorpusError on a block that is not closed, invalid YAML, duplicate keys, too many aliases, or more than 256 KiB
 */
export function readFrontMatter(text: string, location = 'front matter'): FrontMatter {
  const match = text.startsWith('---') ? FENCE.exec(text.slice(0, LONGEST)) : null;
  if (match === null) {
    if (OPENED.test(text)) throw frontMatterError('front matter is opened and never closed', `${location}:1`);
    return { data: null, bodyStart: 0 };
  }
  const value = parseYaml(match[1] ?? '', location);
  if (value === null || value === undefined) return { data: {}, bodyStart: match[0].length };
  if (typeof value !== 'object') return { data: null, bodyStart: 0 };
  if (Array.isArray(value)) throw frontMatterError('front matter is a list, not a mapping', `${location}:2`);
  return { data: value as Record<string, unknown>, bodyStart: match[0].length };
}

function parseYaml(source: string, location: string): unknown {
  try {
    const document = parseDocument(source, { schema: 'core', prettyErrors: true, logLevel: 'silent' });
    const [error] = document.errors;
    if (error !== undefined) {
      const line = (error.linePos?.[0].line ?? 1) + 1;
      const [reason] = error.message.split('\n');
      throw frontMatterError(
        `front matter is not valid YAML: ${reason?.replace(/ at line \d+.*$/, '')}`,
        `${location}:${line}`,
      );
    }
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (error instanceof RaftCorpusError) throw error;
    throw frontMatterError(`front matter cannot be read: ${messageOf(error)}`, `${location}:1`, error);
  }
}

function frontMatterError(message: string, where: string, cause?: unknown): RaftCorpusError {
  return new RaftCorpusError(message, {
    where,
    fix: 'Write `key: value` lines between the two `---` lines; quote values that hold a colon.',
    ...(cause === undefined ? {} : { cause }),
  });
}
