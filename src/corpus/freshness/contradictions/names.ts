/**
 * Catalog titles in sentences, by lookup and not by search: what starts at a word is looked up by its
 * first characters, then by its whole length. The time depends on the text, hardly on the number of titles.
 */
import type { Entity } from './types.js';

/** Characters by which a title is found. */
const PREFIX = 6;
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]/u;
const LATIN_WORD = /[\p{L}\p{N}]/u;

/** The form in which titles are looked up: width, case, punctuation and spaces do not count. */
export function nameKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim();
}

/** A title found in a sentence. */
export interface NamedEntity {
  readonly entities: readonly Entity[];
  readonly title: string;
  /** Offsets into {@link nameKey} of the sentence. */
  readonly start: number;
  readonly end: number;
}

interface Named {
  readonly title: string;
  readonly entities: Entity[];
}

/** Titles that stand in the given sentences; entities that none of them can name are not kept. */
export class NameIndex {
  readonly #wanted = new Set<string>();
  readonly #byKey = new Map<string, Named>();
  readonly #lengths = new Map<string, number[]>();

  /** @param sentences plain sentences that may name entities */
  constructor(sentences: Iterable<string>) {
    for (const sentence of sentences) {
      const key = nameKey(sentence);
      for (const at of startsIn(key)) {
        for (let length = 2; length <= PREFIX; length++) this.#wanted.add(key.slice(at, at + length));
      }
    }
  }

  add(entity: Entity): void {
    for (const title of new Set(entity.titles)) {
      const key = nameKey(title);
      if (!isTelling(key) || !this.#wanted.has(key.slice(0, PREFIX))) continue;
      const known = this.#byKey.get(key);
      if (known === undefined) {
        this.#byKey.set(key, { title, entities: [entity] });
        this.#addLength(key);
      } else if (!known.entities.includes(entity)) known.entities.push(entity);
    }
  }

  /** Titles named in a plain sentence: longest first at each place, without overlap. */
  find(plain: string): readonly NamedEntity[] {
    const key = nameKey(plain);
    const found: NamedEntity[] = [];
    let free = 0;
    for (const at of startsIn(key)) {
      if (at < free) continue;
      const named = this.#longestAt(key, at, plain);
      if (named === null) continue;
      found.push(named);
      free = named.end;
    }
    return found;
  }

  #addLength(key: string): void {
    const prefix = key.slice(0, PREFIX);
    const lengths = this.#lengths.get(prefix) ?? [];
    if (!lengths.includes(key.length)) lengths.push(key.length);
    this.#lengths.set(
      prefix,
      lengths.sort((a, b) => b - a),
    );
  }

  #longestAt(key: string, at: number, plain: string): NamedEntity | null {
    for (let size = PREFIX; size >= 2; size--) {
      for (const length of this.#lengths.get(key.slice(at, at + size)) ?? []) {
        const named = this.#byKey.get(key.slice(at, at + length));
        if (
          named === undefined ||
          nameEndsInside(key, at + length) ||
          isAmbiguous(named.title, key.slice(at, at + length), plain)
        )
          continue;
        return { ...named, start: at, end: at + length };
      }
    }
    return null;
  }
}

/** Places where a name may start: at words, and anywhere in Japanese but within a run of katakana. */
function* startsIn(key: string): Generator<number> {
  for (let at = 0; at < key.length; at++) {
    const [before, here] = [key[at - 1] ?? ' ', key[at] ?? ' '];
    if (here !== ' ' && !joins(before, here)) yield at;
  }
}

function nameEndsInside(key: string, end: number): boolean {
  return joins(key[end - 1] ?? ' ', key[end] ?? ' ');
}

/** Whether two neighbouring characters belong to one word. */
function joins(a: string, b: string): boolean {
  if (a === ' ' || b === ' ') return false;
  if (/[ァ-ヺー]/.test(a) && /[ァ-ヺー]/.test(b)) return true;
  if (SPACELESS.test(a) || SPACELESS.test(b)) return /\p{Script=Han}/u.test(a) && /\p{Script=Han}/u.test(b);
  return LATIN_WORD.test(a) && LATIN_WORD.test(b);
}

/** Long enough not to occur by chance: four Latin letters or three Japanese characters. */
function isTelling(key: string): boolean {
  const letters = key.replaceAll(' ', '');
  if (/^\d+$/.test(letters)) return false;
  return SPACELESS.test(letters) ? letters.length >= 3 : letters.length >= 4;
}

/** A title of one common word or a few kana counts only as it is written: with its capital, or in quotes. */
function isAmbiguous(title: string, key: string, plain: string): boolean {
  if (SPACELESS.test(key)) {
    if (key.length >= 5 || /\p{Script=Han}/u.test(key)) return false;
    return !new RegExp(`[『「“"《]${literal(title)}[』」”"》]`, 'u').test(plain);
  }
  if (key.includes(' ')) return false;
  return (
    !new RegExp(`(?<=[\\p{L}\\d,] [*_“"'‘(]{0,3})${literal(title)}|[*_“"‘『「]${literal(title)}`, 'u').test(plain) ||
    !/^\p{Lu}/u.test(title)
  );
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
