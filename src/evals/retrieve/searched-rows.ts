/** What retrievers search, whatever it comes from: a state of the store, or texts in files. */
import type { EmbedderName } from '../../corpus/embedder-check.js';
import { embedText } from '../../corpus/passages/identity.js';
import type { CorpusView, ViewPassage } from '../../corpus/view.js';

/** Vectors by row, and the model that made them. */
export interface RowVectors {
  /** Row-major [size × dims], rows L2-normalised or zero. */
  readonly data: Float32Array;
  readonly dims: number;
  readonly embedder: EmbedderName;
}

/** Texts by row number, in ascending order of their ids by bytes: that decides ties as trec_eval does. */
export interface SearchedRows {
  /** As messages call it: `the view of r-000017`. */
  readonly name: string;
  readonly size: number;
  idOf(row: number): string;
  /** What is searched: the same text that the row's vector was made from. */
  textOf(row: number): string;
  /** null: nothing but words can be searched. */
  readonly vectors: RowVectors | null;
  /** Whether a `-current` retriever may find a row; absent: there are no others. */
  readonly isCurrent?: (row: number) => boolean;
  /** Rows that may be found at all; absent: all. */
  readonly allowed?: (row: number) => boolean;
}

/** @param allowed passages that may be found at all; all by default */
export function rowsOfView(view: CorpusView, allowed?: (passage: ViewPassage) => boolean): SearchedRows {
  const at = (row: number): ViewPassage => view.passages[row] as ViewPassage;
  return {
    name: `the view of ${view.tag}`,
    size: view.passages.length,
    idOf: (row) => at(row).passage_id,
    textOf: (row) => {
      const { title, heading_path, text } = at(row);
      return embedText({ title, headingPath: heading_path, text });
    },
    vectors: { data: view.vectors, dims: view.embedder.dims, embedder: view.embedder },
    isCurrent: (row) => at(row).verdict === null,
    ...(allowed ? { allowed: (row: number) => allowed(at(row)) } : {}),
  };
}
