/** How a text is dressed, without its words: length, punctuation, capitals, digits. */
import type { SparseRow } from '../../stats/logistic.js';

const COUNTED: readonly RegExp[] = [
  /[.。]/g,
  /[,、，]/g,
  /[?？]/g,
  /[!！]/g,
  /[…‥]|\.{2,}/g,
  /["“”'’「」『』]/g,
  /[-–—~〜ー]/g,
  /[:;：；]/g,
  /[()（）[\]]/g,
  /\p{Lu}/gu,
  /\p{N}/gu,
  /\p{Extended_Pictographic}/gu,
  /[ \t]{2,}|\n/g,
];
const LAST: readonly RegExp[] = [/[.。]\s*$/, /[?？]\s*$/, /[!！]\s*$/, /[\p{L}\p{N}]\s*$/u];

/** Number of features that {@link styleFeatures} gives. */
export const STYLE_DIMS = 3 + COUNTED.length + LAST.length;

/** Logarithms of length, words and counts, whether it begins with a capital, and how it ends; every feature has a place. */
export function styleFeatures(text: string): SparseRow {
  const values = [
    Math.log1p(text.length) / 3,
    Math.log1p(text.split(/\s+/).length) / 2,
    /^\p{Lu}/u.test(text) ? 1 : 0,
    ...COUNTED.map((pattern) => Math.log1p(text.match(pattern)?.length ?? 0)),
    ...LAST.map((pattern) => (pattern.test(text) ? 1 : 0)),
  ];
  return { indices: Uint32Array.from(values, (_, i) => i), values: Float32Array.from(values) };
}
