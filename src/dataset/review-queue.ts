/**
 * A review queue: what a person has to decide, one item a line, with all the evidence in it. A queue is written once and
 * never changed; decisions are made on copies of its items, which go back to where the queue came from.
 */

/** A passage to look at, and to pick. */
export interface ReviewCandidate {
  readonly passage_id: string;
  readonly source_id: string;
  readonly doc_id: string;
  readonly title: string;
  readonly source_updated_at: string | null;
  readonly text: string;
  /** `current`, or why it is not. */
  readonly verdict: string;
  /** As the retriever scored it; null for one that the item itself named. */
  readonly score: number | null;
}

/** What every item of every queue has; each queue adds what it asks about. */
export interface ReviewItem {
  /** The same item has the same id in every run. */
  readonly item_id: string;
  readonly queue: string;
  /** Why a person is asked, snake_case. */
  readonly reason: string;
  readonly candidates: readonly ReviewCandidate[];
  readonly as_of: string;
  readonly corpus_tag: string;
  readonly [field: string]: unknown;
}
