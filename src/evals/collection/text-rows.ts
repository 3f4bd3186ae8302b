/** Texts of files as rows that retrievers search. */
import { compareBytes } from '../../core/order.js';
import type { RowVectors, SearchedRows } from '../retrieve/searched-rows.js';

export interface TextRowsOptions {
  /** As messages call the collection. */
  readonly name: string;
  /** Distinct ids, each with what is searched. */
  readonly texts: readonly { readonly id: string; readonly text: string }[];
  /** In the order of `texts`; null: nothing but words can be searched. */
  readonly vectors: RowVectors | null;
}

/** Rows in ascending order of ids by bytes, whatever order the file has: ties fall as trec_eval has them. */
export function rowsOfTexts({ name, texts, vectors }: TextRowsOptions): SearchedRows {
  const order = texts.map((_, i) => i).sort((a, b) => compareBytes(texts[a]?.id ?? '', texts[b]?.id ?? ''));
  const sorted = order.map((i) => texts[i] as TextRowsOptions['texts'][number]);
  return {
    name,
    size: sorted.length,
    idOf: (row) => sorted[row]?.id ?? '',
    textOf: (row) => sorted[row]?.text ?? '',
    vectors: vectors && { ...vectors, data: inOrder(vectors, order) },
  };
}

function inOrder({ data, dims }: RowVectors, order: readonly number[]): Float32Array {
  if (order.every((from, to) => from === to)) return data;
  const sorted = new Float32Array(data.length);
  for (const [to, from] of order.entries()) sorted.set(data.subarray(from * dims, (from + 1) * dims), to * dims);
  return sorted;
}
