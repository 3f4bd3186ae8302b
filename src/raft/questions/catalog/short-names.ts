/**
 * Short names by which people call a title: what stands before its colon, dash or subtitle; without its article. Only
 * those that no other title of the corpus contains are used, so a short name identifies what the title does.
 */
import { foldText } from '../../../text/normalize.js';
import type { SubjectIndex } from './subject-index.js';
import type { SubjectNames } from './subjects.js';

/** Where a subtitle begins: a colon (not within `Re:Zero`), a dash between spaces, a wave dash, a bracket. */
const SUBTITLE = /\s*[:：]\s+|\s+[-–—]\s*|\s*[～〜]|\s*[(（[「『]/;
const ARTICLE = /^(?:the|an?)\s+(?=\S+\s+\S)/i;
/** Shorter ones are words of any sentence. */
const MIN_LETTERS = { latin: 6, japanese: 3 };
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** Short names of a title that identify it; empty for most titles. */
export function shortNames(title: string, own: SubjectNames, index: SubjectIndex): readonly string[] {
  const head = title.slice(0, SUBTITLE.exec(title)?.index ?? title.length).trim();
  const candidates = new Set([head, head.replace(ARTICLE, ''), title.replace(ARTICLE, '')]);
  return [...candidates].filter(
    (name) => name !== title && isLongEnough(name) && !index.occursElsewhere(name, [own.en, own.ja, title]),
  );
}

function isLongEnough(name: string): boolean {
  const folded = foldText(name);
  const isJapanese = JAPANESE.test(folded);
  // One word of a title is a word of the language; two or more, or a name in capitals, are a name.
  if (!isJapanese && !/\s/.test(name) && !/^[A-Z][a-z]*[A-Z]/.test(name) && folded.length < 8) return false;
  return folded.length >= (isJapanese ? MIN_LETTERS.japanese : MIN_LETTERS.latin);
}
