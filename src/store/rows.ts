/**
 * The rows of the store as TypeScript sees them: snake_case, because rows are a format that others read.
 * Every row of `passages`, `documents` and `sources` is a *version*: it belongs to the states n with
 * `added_in <= n AND (retired_in IS NULL OR retired_in > n)`.
 */

/** Verdicts that are stored: they follow from sources, not from the date. */
export const STORED_VERDICTS = ['removed', 'superseded', 'contradicted'] as const;
export type StoredVerdict = (typeof STORED_VERDICTS)[number];

/** All verdicts in order of precedence: the first that holds is `verdict`. */
export const VERDICTS = ['removed', 'superseded', 'expired', 'pending', 'contradicted', 'overdue'] as const;
export type Verdict = (typeof VERDICTS)[number];

export type Severity = 'material' | 'cosmetic';

/** A plain value in a report: what a fact or a policy's sentence said. */
export type Scalar = string | number | boolean | null | readonly string[];

/** One difference between a stale passage and what is true now. `null` is unknown or absent. */
export interface DriftEntry {
  /** A fact's field (`volumes`), a declared statement (`return_window`), or a kind of value (`duration`, `modality`, `text`). */
  readonly field: string;
  readonly old: Scalar;
  readonly new: Scalar;
}

interface Versioned {
  /** Number of the refresh that wrote the row. */
  readonly added_in: number;
  /** Number of the refresh from which on it is gone; null while it holds. */
  readonly retired_in: number | null;
}

export interface PassageRow extends Versioned {
  /** sha256 of source_id, doc_id, normalised text and its ordinal among equals; stable across versions. */
  readonly passage_id: string;
  /** sha256 of source_id and doc_id: what predicates name a document by. */
  readonly doc_key: string;
  readonly doc_id: string;
  readonly source_id: string;
  readonly kind: string;
  readonly title: string;
  readonly heading_path: readonly string[];
  readonly lang: string | null;
  readonly text: string;
  /** Offsets into the text of document version `doc_hash`, UTF-16 code units. */
  readonly span_start: number;
  readonly span_end: number;
  /** sha256 of the normalised text. */
  readonly content_hash: string;
  /** Version of the document that this passage spans. */
  readonly doc_hash: string;
  readonly translation_of: string | null;
  readonly group: string | null;
  readonly spoiler: boolean;
  /** ISO instant: when a refresh first stored this passage_id. */
  readonly first_seen_at: string;
  readonly verdict: StoredVerdict | null;
  readonly verdicts: readonly StoredVerdict[];
  readonly severity: Severity | null;
  readonly stale_since: string | null;
  /** passage_id of the passage that says the same thing now; null: none does. */
  readonly superseded_by: string | null;
  readonly drift: readonly DriftEntry[];
  /** Fingerprint of the embedder that made the vector. */
  readonly embedder: string;
  /** sha256(embedder fingerprint, heading path, text): equal keys have equal vectors. */
  readonly embed_key: string;
}

/** One row per version of a document; spans of passages index `text`. */
export interface DocumentRow extends Versioned {
  readonly doc_key: string;
  readonly doc_id: string;
  readonly source_id: string;
  readonly kind: string;
  readonly title: string;
  readonly lang: string | null;
  readonly url: string | null;
  readonly text: string;
  /** sha256 over everything but timestamps and validity. */
  readonly doc_hash: string;
  /** field → value, typed: see corpus/document.ts. */
  readonly facts: readonly { readonly field: string; readonly value: unknown }[];
  readonly source_updated_at: string | null;
  readonly updated_at_from: string | null;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly translation_of: string | null;
  readonly group: string | null;
  readonly location: string;
  readonly first_seen_at: string;
}

/** What was read of one source, when, and whether completely. */
export interface SourceRow extends Versioned {
  readonly source_id: string;
  readonly kind: string;
  readonly authority: number;
  /** Current documents and passages of the source after the refresh. */
  readonly documents: number;
  readonly passages: number;
  /** Whether the last read was complete: nothing skipped, nothing unreadable, not empty. */
  readonly complete: boolean;
  /** ISO instant (the refresh's as-of) of the last read. */
  readonly last_read_at: string;
  /** ISO instant of the last *complete* read; null if there was none. `overdue` counts from here. */
  readonly last_verified_at: string | null;
  /** As configured: `90d`; null when nothing is ever overdue. */
  readonly max_age: string | null;
  readonly files: number;
  /** Hashes of the blocks that are left out of retrieval as boilerplate. */
  readonly boilerplate: readonly string[];
  /** Longest passage, in tokens, that its documents were cut to. */
  readonly max_tokens: number;
  /** The last read, where reading the same bytes again would say the same; else null. */
  readonly read: StoredRead | null;
}

/** What a read of a source came to, so that unchanged files need not be read again. */
export interface StoredRead {
  /** sha256 over the tool's version, the source's config, and names and bytes of its files. */
  readonly key: string;
  readonly documents: number;
  readonly records: number;
  readonly bytes: number;
  readonly notices: readonly unknown[];
}

/** A completed refresh. Appending this row is the commit. */
export interface RefreshRow {
  readonly n: number;
  /** `r-000017` */
  readonly tag: string;
  /** ISO instant: the clock of the refresh. */
  readonly as_of: string;
  readonly finished_at: string;
  /** Fingerprint of the embedder. */
  readonly embedder: string;
  readonly model: string;
  readonly dims: number;
  /** Which table of passages holds since this refresh; the newest row says it for all states: see generations.ts. */
  readonly generation: number;
  readonly tool_version: string;
  /** The report as `refresh --json` printed it. */
  readonly report: unknown;
}

/** Something made from the corpus that a refresh may invalidate: a dataset, an eval suite. */
export interface ArtifactRow {
  /** sha256 of all that was registered: see corpus/downstream.ts. */
  readonly artifact_id: string;
  readonly kind: 'dataset' | 'suite' | 'preferences';
  readonly name: string;
  readonly path: string;
  /** Tag of the refresh it was made from. */
  readonly tag: string;
  readonly created_at: string;
  /** Rows or questions it holds. */
  readonly items: number;
}

/** Item `item_id` of an artifact stands on this passage. */
export interface ArtifactRefRow {
  readonly artifact_id: string;
  readonly item_id: string;
  readonly passage_id: string;
}

/** One eval that was kept. Running the same again and finding the same is counted, not repeated. */
export interface EvalRow {
  readonly n: number;
  /** sha256 of all that was found: see evals/history. */
  readonly eval_id: string;
  /** sha256 of what was asked of which state: rows of one line are runs of the same eval. */
  readonly line: string;
  readonly suite: string;
  readonly suite_hash: string | null;
  /** Tag of the refresh that was searched. */
  readonly corpus_tag: string;
  /** Tag of the refresh that said what is current. */
  readonly truth_tag: string | null;
  readonly as_of: string;
  /** ISO instants of the first and the last run with these findings. */
  readonly created_at: string;
  readonly last_at: string;
  /** How often it was run. */
  readonly times: number;
  readonly verdict: string | null;
  readonly passed: boolean;
  /** What a trend needs of the report; a hundred evals are read for one. */
  readonly summary: unknown;
  /** All of it. */
  readonly report: unknown;
}

/** The next eval's number; a table of one row. */
export interface EvalNumberRow {
  readonly next: number;
}

/** The writer's lease; a table of exactly one row. */
export interface LeaseRow {
  readonly format: number;
  /** Hexadecimal token of the holder, empty when free. */
  readonly holder: string;
  readonly host: string;
  readonly pid: number;
  /** Seconds since the epoch after which another writer may take over. */
  readonly expires_s: number;
}
