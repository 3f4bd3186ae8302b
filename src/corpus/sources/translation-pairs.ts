/** Languages of one document, paired by their paths: `returns.en.md` and `returns.ja.md`. */
import type { SourceConfig } from './config.js';
import { readLang } from './lang.js';

/** What a path says about a document. */
export interface PathLanguage {
  /** The language that stands in the path; null when it names none. */
  readonly lang: string | null;
  /** doc_ids under which the original may stand, in order; empty for an original. */
  readonly originals: readonly string[];
}

const NONE: PathLanguage = { lang: null, originals: [] };

/**
 * Reads `{name}` and `{lang}` of `translationOf.path` from doc_ids. `{name}` may span folders. The original is the
 * same name in the original language, or the name without a language (`returns.md`).
 */
export function createPathLanguages(config: Pick<SourceConfig, 'translationOf'>): (docId: string) => PathLanguage {
  const { translationOf } = config;
  if (translationOf === undefined || !('path' in translationOf)) return () => NONE;
  const { path, original } = translationOf;
  const parts = path.split(/(\{name\}|\{lang\})/);
  const pattern = new RegExp(`^${parts.map(expressionOf).join('')}$`);
  const originalLang = readLang(original) ?? original;
  return (docId) => {
    const groups = pattern.exec(docId)?.groups;
    const lang = readLang(groups?.['lang']);
    if (groups === undefined || lang === null) return NONE;
    if (lang === originalLang) return { lang, originals: [] };
    const name = groups['name'] ?? '';
    const inOriginal = path.replaceAll('{lang}', () => original).replaceAll('{name}', () => name);
    const without = path.replace(/[._-]?\{lang\}\/?/g, '').replaceAll('{name}', () => name);
    return { lang, originals: [inOriginal, without] };
  };
}

/** `{name}` and `{lang}` once each; a repeated slot must repeat its text. */
function expressionOf(part: string, index: number, parts: readonly string[]): string {
  if (part !== '{name}' && part !== '{lang}') return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const slot = part.slice(1, -1);
  if (parts.indexOf(part) < index) return `\\k<${slot}>`;
  return slot === 'name' ? '(?<name>.+)' : '(?<lang>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)';
}
