/**
 * What a row, a preference pair or anything else that was written from the corpus claims: documents that it quotes, and
 * typed facts that it states. Held against the corpus by {@link judgeClaims}.
 */
import type { Scalar } from '../../store/rows.js';
import type { Span } from '../../text/spans.js';

/** A passage that something rests on, as it was when it was taken. */
export interface Evidence {
  readonly passage_id: string;
  readonly doc_id: string;
  /** Unknown in rows of other tools; then the passage, its text or the document's id must tell. */
  readonly source_id?: string | undefined;
  readonly text: string;
  /** Quoted spans of `text`; without any, the facts of its document count, and without those all of it. */
  readonly quotes: readonly Span[];
}

/** A typed value that something states. */
export interface ClaimedFact {
  readonly source_id?: string | undefined;
  readonly doc_id: string;
  readonly field: string;
  readonly value: Scalar;
}

export interface Claims {
  readonly evidence: readonly Evidence[];
  readonly facts: readonly ClaimedFact[];
}

/** A document that the corpus has or had. */
export interface DocumentName {
  readonly source_id: string;
  readonly doc_id: string;
}
