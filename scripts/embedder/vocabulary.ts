/** Chooses the tokens: every Japanese character, the frequent Latin words as stems, endings and pieces, numbers. */
import { SPECIALS } from './tokenizer-files.js';

/** Endings that change a word's form but not what it is about; they get no vector. */
export const ENDINGS = ['##s', '##es', '##ed', '##d', '##ing', '##ly'] as const;

export interface VocabularyOptions {
  /** Latin words kept whole, at most. */
  readonly words: number;
  /** Pieces for the words that are not kept. */
  readonly pieces: number;
  readonly minCount: number;
}

/** The vocabulary in order of id. Deterministic: by count, then by code units. */
export function chooseVocabulary(counts: ReadonlyMap<string, number>, options: VocabularyOptions): string[] {
  const tokens = new Set<string>(SPECIALS);
  const add = (items: Iterable<string>): void => {
    for (const item of items) tokens.add(item);
  };
  add('、!?;:()「」『』');
  add(range(0x3041, 0x3096));
  add(range(0x30a1, 0x30ff));
  add(range(0x3400, 0x3400));
  add('々〆');
  add(range(0x4e00, 0x9fff));
  for (const piece of [...range(0x61, 0x7a), ...range(0x30, 0x39), ...range(0xdf, 0xf6), ...range(0xf8, 0x24f)])
    add([piece, `##${piece}`]);
  add(ENDINGS);
  for (let n = 10; n < 1000; n++) add([String(n)]);
  for (let n = 1900; n < 2100; n++) add([String(n)]);
  const ranked = [...counts].filter(([, count]) => count >= options.minCount).sort(byCount);
  add(ranked.filter(([word]) => word.length === 1).map(([word]) => word));
  add(
    ranked
      .filter(([word]) => /^[0-9]{4,6}$/.test(word))
      .slice(0, 2000)
      .map(([word]) => word),
  );
  const latin = ranked.filter(([word]) => /^[a-z\u00df-\u024f]{2,24}$/.test(word));
  const kept = stems(latin, options.words);
  add(kept);
  add(
    frequentPieces(
      [...counts].filter(([word]) => /^[a-z]{4,24}$/.test(word) && !tokens.has(word)),
      options.pieces,
    ),
  );
  const other = ranked.filter(([word]) => /^[^a-z0-9\u3000-\u9fff]{2,}$/u.test(word)).flatMap(([word]) => [...word]);
  add(other.flatMap((char) => [char, `##${char}`]));
  return [...tokens];
}

function byCount(a: readonly [string, number], b: readonly [string, number]): number {
  return b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
}

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));
}

/** The most frequent words without those that are another one with an ending: "laptops" becomes laptop + ##s. */
function stems(ranked: readonly (readonly [string, number])[], limit: number): string[] {
  const known = new Set(ranked.map(([word]) => word));
  const inflected = (word: string): boolean =>
    ENDINGS.some((ending) => {
      const stem = word.slice(0, 2 - ending.length);
      return word.endsWith(ending.slice(2)) && stem.length >= 3 && known.has(stem) && !/[su]$/.test(stem);
    });
  return ranked
    .map(([word]) => word)
    .filter((word) => !inflected(word))
    .slice(0, limit);
}

function frequentPieces(words: readonly (readonly [string, number])[], limit: number): string[] {
  const counts = new Map<string, number>();
  for (const [word, count] of words) {
    for (let start = 0; start < word.length; start++) {
      for (let length = 2; length <= 5 && start + length <= word.length; length++) {
        const piece = (start === 0 ? '' : '##') + word.slice(start, start + length);
        counts.set(piece, (counts.get(piece) ?? 0) + count * (length - 1));
      }
    }
  }
  return [...counts]
    .sort(byCount)
    .slice(0, limit)
    .map(([piece]) => piece);
}
