/** A WordPiece vocabulary from texts: frequent words, their frequent beginnings and endings, and every character. */

/** The special tokens, in BERT's order. */
export const SPECIAL_TOKENS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'] as const;

const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu;

/** At most `size` tokens; the same texts give the same vocabulary. */
export function wordPieces(texts: readonly string[], size: number): string[] {
  const words = new Map<string, number>();
  for (const text of texts) {
    for (const [word] of text.toLowerCase().matchAll(WORD)) words.set(word, (words.get(word) ?? 0) + 1);
  }
  const characters = new Map<string, number>();
  const parts = new Map<string, number>();
  const count = (map: Map<string, number>, key: string, by: number) => map.set(key, (map.get(key) ?? 0) + by);
  for (const [word, times] of words) {
    const letters = [...word];
    for (const [i, letter] of letters.entries()) {
      count(characters, letter, times);
      if (i > 0) count(characters, `##${letter}`, times);
    }
    for (let length = 2; length <= Math.min(6, letters.length - 1); length++) {
      count(parts, letters.slice(0, length).join(''), times);
      if (length <= 4) count(parts, `##${letters.slice(-length).join('')}`, times);
    }
  }
  const tokens = new Set<string>(SPECIAL_TOKENS);
  const take = (counts: ReadonlyMap<string, number>, share: number): void => {
    for (const token of mostFrequent(counts)) if (tokens.size < size * share) tokens.add(token);
  };
  take(characters, 0.25);
  take(words, 0.8);
  take(parts, 1);
  take(words, 1);
  return [...tokens];
}

function mostFrequent(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([token]) => token);
}
