/** Rows of passages from drafts: current ones, and the stale versions that keep yesterday's truth. */
import type { DriftEntry, PassageRow, Severity, StoredVerdict } from '../../store/rows.js';
import type { SourceDocument } from '../document.js';
import { embedKey } from '../passages/identity.js';
import type { PassageDraft } from '../passages/passage.js';

/** A row that a refresh writes. Its vector is found by `row.embed_key`, or embedded. */
export type PassageWrite = PassageRow;

/** What rows of one refresh have in common. */
export interface RefreshStamp {
  /** Number of the refresh. */
  readonly n: number;
  /** ISO instant of its as-of. */
  readonly asOf: string;
  /** Fingerprint of the embedder. */
  readonly embedder: string;
}

export interface CurrentRowInput {
  readonly stamp: RefreshStamp;
  readonly document: SourceDocument;
  readonly docKey: string;
  readonly docHash: string;
  readonly identified: { readonly draft: PassageDraft; readonly passage_id: string; readonly content_hash: string };
  /** A row of the same id in the state before, current or stale. */
  readonly previous: PassageRow | undefined;
}

/** The columns that say why a passage is stale, for one that is not. */
export const NOT_STALE = {
  verdict: null,
  verdicts: [],
  severity: null,
  stale_since: null,
  superseded_by: null,
  drift: [],
} as const satisfies Partial<PassageRow>;

/** The row of a passage that holds now. */
export function currentRow(input: CurrentRowInput): PassageWrite {
  const { stamp, document, identified } = input;
  const { draft } = identified;
  return {
    passage_id: identified.passage_id,
    doc_key: input.docKey,
    doc_id: document.docId,
    source_id: document.sourceId,
    kind: document.kind,
    title: document.title,
    heading_path: draft.headingPath,
    lang: document.lang,
    text: draft.text,
    span_start: draft.start,
    span_end: draft.end,
    content_hash: identified.content_hash,
    doc_hash: input.docHash,
    translation_of: document.translationOf,
    group: document.group,
    spoiler: draft.spoiler,
    first_seen_at: input.previous?.first_seen_at ?? stamp.asOf,
    ...NOT_STALE,
    embedder: stamp.embedder,
    embed_key: embedKey({
      embedder: stamp.embedder,
      title: document.title,
      headingPath: draft.headingPath,
      text: draft.text,
    }),
    added_in: stamp.n,
    retired_in: null,
  };
}

/** Why a passage is no longer current, and what replaced it. */
export interface Staleness {
  readonly verdict: StoredVerdict;
  readonly verdicts: readonly StoredVerdict[];
  readonly severity: Severity;
  readonly superseded_by: string | null;
  readonly drift: readonly DriftEntry[];
  /** ISO instant; a passage that was stale before keeps the older one. */
  readonly since: string;
}

/** A new version of `row` that carries a verdict. Span and document version stay those of its own text. */
export function staleRow(row: PassageRow, staleness: Staleness, stamp: RefreshStamp): PassageWrite {
  const { since, ...why } = staleness;
  return { ...row, ...why, stale_since: row.stale_since ?? since, added_in: stamp.n, retired_in: null };
}

/** Whether two versions of a row say the same about its freshness. */
export function sameStaleness(a: PassageRow, b: PassageRow): boolean {
  return (
    a.verdict === b.verdict &&
    a.superseded_by === b.superseded_by &&
    a.severity === b.severity &&
    JSON.stringify([a.verdicts, a.drift]) === JSON.stringify([b.verdicts, b.drift])
  );
}
