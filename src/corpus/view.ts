/** What readers of the corpus see: the passages of one refresh with the verdicts that hold at the as-of date. */
import type { DocumentRow, PassageRow, Verdict } from '../store/rows.js';

/** A stored passage with its effective verdict: `expired`, `pending` and `overdue` depend on the date. */
export interface ViewPassage extends Omit<PassageRow, 'verdict' | 'verdicts'> {
  /** null: current. */
  readonly verdict: Verdict | null;
  readonly verdicts: readonly Verdict[];
  /** Timestamp of the document version this passage spans. */
  readonly source_updated_at: string | null;
}

/** The corpus as of one tag. */
export interface CorpusView {
  readonly tag: string;
  /** ISO instant: the clock of the date-dependent verdicts. */
  readonly as_of: string;
  readonly embedder: { readonly fingerprint: string; readonly model: string; readonly dims: number };
  /** Sorted by passage_id. Current and stale ones; `verdict === null` is current. */
  readonly passages: readonly ViewPassage[];
  /** Row-major [passages.length × dims], L2-normalised; empty unless asked for. */
  readonly vectors: Float32Array;
  /** Document versions by `doc_hash` + doc_key: `documents.get(`${doc_key}/${doc_hash}`)`. */
  readonly documents: ReadonlyMap<string, DocumentRow>;
}
