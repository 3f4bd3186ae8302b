/**
 * Contamination by n-grams: is a text (nearly) contained in one of a set of others? After Chowdhery et al. 2022 (PaLM,
 * arXiv:2204.02311, section 8), who call a question contaminated when 70 % of its 8-grams occur in the training data;
 * here the direction is turned: what is to be trained on is looked for in what is to be tested with.
 */
import { foldText } from './normalize.js';

export interface NgramOverlapOptions {
  /** Tokens of an n-gram; default 8. */
  readonly n?: number;
  /** Share of a text's n-grams that must occur in one other text; default 0.7. */
  readonly threshold?: number;
}

/** Texts that others are looked for in. */
export interface NgramIndex {
  /** The text that holds most of the n-grams of `text`, and their share; null where none reaches the threshold. */
  find(text: string): { readonly text: string; readonly share: number } | null;
}

/** A Latin or numeric word, or one character of a script that puts no blanks between words. */
const TOKENS = /[\p{Script=Latin}\p{M}\d]+|[\p{L}\p{N}]/gu;

/** Tokens of the folded text: width, case, kana and punctuation make no difference. */
export function tokensOf(text: string): readonly string[] {
  return foldText(text).match(TOKENS) ?? [];
}

/** Indexes texts; time and memory are linear in their tokens. A text with fewer than `n` tokens is one n-gram, whole. */
export function indexNgrams(texts: Iterable<string>, options: NgramOverlapOptions = {}): NgramIndex {
  const { n = 8, threshold = 0.7 } = options;
  const holders = new Map<string, number[]>();
  const kept: string[] = [];
  for (const text of texts) {
    const number = kept.push(text) - 1;
    for (const gram of gramsOf(text, n)) {
      const list = holders.get(gram);
      if (list) list.push(number);
      else holders.set(gram, [number]);
    }
  }
  return {
    find: (text) => {
      const grams = gramsOf(text, n);
      const shared = new Map<number, number>();
      for (const gram of grams)
        for (const number of holders.get(gram) ?? []) shared.set(number, (shared.get(number) ?? 0) + 1);
      let best: { readonly number: number; readonly count: number } | null = null;
      for (const [number, count] of shared) if (best === null || count > best.count) best = { number, count };
      const share = best === null ? 0 : best.count / grams.size;
      return best === null || share < threshold ? null : { text: kept[best.number] ?? '', share };
    },
  };
}

function gramsOf(text: string, n: number): ReadonlySet<string> {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return new Set();
  if (tokens.length < n) return new Set([tokens.join(' ')]);
  return new Set(Array.from({ length: tokens.length - n + 1 }, (_, i) => tokens.slice(i, i + n).join(' ')));
}
