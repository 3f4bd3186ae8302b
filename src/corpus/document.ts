/** What every source becomes: a document with exact text, structure over that text, and typed facts. */

/** What sort of text a source holds; a label for filters and slices. */
export const KINDS = ['catalog', 'policy', 'guide', 'faq', 'article'] as const;
export type Kind = (typeof KINDS)[number];

/** A typed value of a fact. Dates are `YYYY-MM-DD` or ISO 8601 instants; currencies ISO 4217. */
export type FactValue =
  | { readonly type: 'number'; readonly value: number; readonly unit?: string }
  | { readonly type: 'money'; readonly value: number; readonly currency: string }
  | { readonly type: 'date'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'list'; readonly value: readonly string[] };

/** A field of a document. `value: null` is unknown (`null`, `NULL`, empty and missing are one thing). */
export interface Fact {
  readonly field: string;
  readonly value: FactValue | null;
}

export type BlockKind = 'heading' | 'paragraph' | 'list' | 'table' | 'code' | 'quote' | 'field';

/**
 * A structural unit of a document's text. Offsets are UTF-16 code units, end exclusive, in order and
 * without overlap; what lies between blocks is white space, markup or front matter.
 */
export interface Block {
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
  /** Headings above this block, outermost first, as plain text (the heading itself for a heading block excluded). */
  readonly headingPath: readonly string[];
  /** 1–6 for headings. */
  readonly depth?: number;
  /** Must not be shown before the reader asked for it; never shares a passage with other text. */
  readonly spoiler?: boolean;
}

/** Where a document's timestamp was read. */
export const TIMESTAMP_ORIGINS = ['field', 'frontmatter', 'sidecar', 'git', 'mtime', 'snapshot'] as const;
export type TimestampOrigin = (typeof TIMESTAMP_ORIGINS)[number];

export interface SourceDocument {
  readonly sourceId: string;
  readonly docId: string;
  readonly kind: Kind;
  readonly title: string;
  /** `ja`, `en`, another BCP 47 code, `mixed`, or null when unknown. */
  readonly lang: string | null;
  readonly url: string | null;
  /** Canonical text: decoded, LF line ends, no BOM; HTML extracted; catalog entry rendered. Spans index it. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly facts: readonly Fact[];
  /** ISO 8601 instant in UTC, or null: never silently "now". */
  readonly updatedAt: string | null;
  readonly updatedAtFrom: TimestampOrigin | null;
  /** ISO 8601 instants in UTC; the document holds from `validFrom` (inclusive) to `validTo` (exclusive). */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** doc_id of the original in the same source, when this is its translation. */
  readonly translationOf: string | null;
  /** Lineage beyond the document: series, policy family … */
  readonly group: string | null;
  /** Where it was read, for messages: `catalog.jsonl:17`, `policies/returns.en.md`. */
  readonly location: string;
}
