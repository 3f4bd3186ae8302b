/**
 * What one document's new version does to its passages: which stay (same id, same vector), which are new, and
 * which are stale now, with the passage that says the same thing today and the difference.
 */

import { isDeepStrictEqual } from 'node:util';
import type { DriftEntry, PassageRow, Severity } from '../../store/rows.js';
import type { Fact, SourceDocument } from '../document.js';
import { containment } from '../drift/containment.js';
import { diffEntryPassage } from '../drift/entry.js';
import { matchPassages } from '../drift/match.js';
import { createPassageDrift } from '../drift/passage-drift.js';
import type { ProseOptions } from '../drift/prose.js';
import type { StatementReader } from '../drift/statements.js';
import { identifyPassages } from '../passages/identity.js';
import type { PassageDraft } from '../passages/passage.js';
import {
  currentRow,
  type PassageWrite,
  type RefreshStamp,
  type Staleness,
  sameStaleness,
  staleRow,
} from './passage-rows.js';

/** Facts and title of a stored version of a document. */
export interface StoredVersion {
  readonly title: string;
  readonly facts: readonly Fact[];
}

export interface PlanDocumentInput {
  readonly stamp: RefreshStamp;
  readonly document: SourceDocument;
  readonly docKey: string;
  readonly docHash: string;
  readonly drafts: readonly PassageDraft[];
  /** Rows of the document in the state before: current and stale. */
  readonly before: readonly PassageRow[];
  /** Declared statements, which name a drift: `return_window 30 days → 14 days`. */
  readonly statements: StatementReader;
  /** Stored versions of the document by doc_hash. */
  readonly versions: ReadonlyMap<string, StoredVersion>;
}

/** Changes to the rows of one document. */
export interface DocumentPlan {
  readonly writes: readonly PassageWrite[];
  /** Rows of the state before that end here, whether or not a new version of them is among the writes. */
  readonly retired: readonly PassageRow[];
  /** Passages that were current and are not any more. */
  readonly newlyStale: readonly PassageWrite[];
  readonly counts: { readonly added: number; readonly kept: number; readonly rechunked: number };
}

/** Plans one added or changed document. Pure: reads nothing, writes nothing. */
export function planDocument(input: PlanDocumentInput): DocumentPlan {
  const { document, before } = input;
  const byId = new Map(before.map((row) => [row.passage_id, row]));
  const fresh = identifyPassages({ sourceId: document.sourceId, docId: document.docId, drafts: input.drafts }).map(
    (identified) => currentRow({ ...input, identified, previous: byId.get(identified.passage_id) }),
  );
  const freshIds = new Set(fresh.map((row) => row.passage_id));
  const previous = fresh.flatMap((row) => byId.get(row.passage_id) ?? []);
  const kept = previous.filter(isLive);
  // A document that is cut anew though nothing in it changed: rows that say the same already go on.
  const standing = new Set(fresh.filter((row) => goesOn(byId.get(row.passage_id), row)).map((row) => row.passage_id));
  const gone = before.filter((row) => isLive(row) && !freshIds.has(row.passage_id));
  if (standing.size === fresh.length && gone.length === 0) {
    return { writes: [], retired: [], newlyStale: [], counts: { added: 0, kept: kept.length, rechunked: 0 } };
  }
  const contains = containment(document.text);
  const stands = (row: PassageRow): boolean => contains(row.text) && !omitsFact(row, input);
  const [rechunked, lost] = parted(gone, stands);
  const flagged = before.filter((row) => !isLive(row) && !freshIds.has(row.passage_id));
  // What the document says again is not stale, though another passage may hold it now.
  const [restored, stale] = parted(flagged, stands);

  const verdicts = supersede([...lost, ...stale], fresh, input);
  const newlyStale = verdicts.slice(0, lost.length);
  const updated = verdicts
    .slice(lost.length)
    .map((row, i) => ({ row, old: stale[i] as PassageRow }))
    .filter(({ row, old }) => !sameStaleness(row, old));
  return {
    writes: [...fresh.filter((row) => !standing.has(row.passage_id)), ...newlyStale, ...updated.map(({ row }) => row)],
    retired: [
      ...previous.filter((row) => !standing.has(row.passage_id)),
      ...gone,
      ...restored,
      ...updated.map(({ old }) => old),
    ],
    newlyStale,
    counts: { added: fresh.length - kept.length, kept: kept.length, rechunked: rechunked.length },
  };
}

/** Rows of a document that its source no longer has. */
export function planRemoval(input: {
  readonly stamp: RefreshStamp;
  readonly before: readonly PassageRow[];
  /** passage_id of a passage elsewhere with the same content_hash: the document was moved or renamed. */
  readonly movedTo: (contentHash: string) => string | undefined;
}): DocumentPlan {
  const { stamp, before } = input;
  const pairs = before.map((old) => {
    const moved = isLive(old) ? (input.movedTo(old.content_hash) ?? null) : null;
    const staleness: Staleness = {
      verdict: 'removed',
      verdicts: isLive(old) ? ['removed'] : ['removed', ...old.verdicts.filter((v) => v !== 'removed')],
      severity: moved === null ? 'material' : 'cosmetic',
      superseded_by: moved,
      drift: [],
      since: stamp.asOf,
    };
    return { old, row: staleRow(old, staleness, stamp) };
  });
  const changed = pairs.filter(({ old, row }) => !sameStaleness(row, old));
  return {
    writes: changed.map(({ row }) => row),
    retired: changed.map(({ old }) => old),
    newlyStale: changed.filter(({ old }) => isLive(old)).map(({ row }) => row),
    counts: { added: 0, kept: 0, rechunked: 0 },
  };
}

/** Current, though perhaps contradicted: the source still says it. */
export function isLive(row: Pick<PassageRow, 'verdict'>): boolean {
  return row.verdict === null || row.verdict === 'contradicted';
}

/** Whether a live row of the state before says all that the row made now says; whose embedder made its vector aside. */
function goesOn(before: PassageRow | undefined, now: PassageWrite): boolean {
  if (before === undefined || !isLive(before)) return false;
  const { added_in, retired_in, embedder, embed_key } = before;
  // Contradictions are found later, for rows that go on as for those that are written.
  const { verdict, verdicts, severity, stale_since, superseded_by, drift } = before;
  const staleness = { verdict, verdicts, severity, stale_since, superseded_by, drift };
  return isDeepStrictEqual({ ...now, ...staleness, added_in, retired_in, embedder, embed_key }, before);
}

function parted<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const parts: [T[], T[]] = [[], []];
  for (const item of items) parts[test(item) ? 0 : 1].push(item);
  return parts;
}

function supersede(
  rows: readonly PassageRow[],
  fresh: readonly PassageWrite[],
  input: PlanDocumentInput,
): PassageWrite[] {
  if (rows.length === 0) return [];
  const known = new Set(input.before.filter(isLive).map((row) => row.passage_id));
  const matches = matchPassages({
    old: rows.map(matchable),
    fresh: fresh.map((row) => ({ ...matchable(row), kept: known.has(row.passage_id) })),
  });
  const proseDrift = createPassageDrift({
    old: input.before.filter(isLive).map((row) => row.text),
    fresh: fresh.map((row) => row.text),
  });
  return rows.map((row, i) => {
    const match = matches.get(i) ?? NO_MATCH;
    // A successor that still stands remains one: what it was matched by is not in this version's changes.
    const standing = isLive(row) ? undefined : fresh.find((each) => each.passage_id === row.superseded_by);
    const successor = standing ?? fresh[match.successor ?? -1] ?? null;
    const told =
      entryDrift(row, successor, input) ??
      (standing ? toldBefore(row) : proseDrift(row.text, match, proseOptions(row, input)));
    const staleness: Staleness = {
      verdict: 'superseded',
      verdicts: ['superseded'],
      severity: successor === null ? 'material' : told.severity,
      superseded_by: successor?.passage_id ?? null,
      drift: told.drift,
      since: input.document.updatedAt ?? input.stamp.asOf,
    };
    return staleRow(row, staleness, input.stamp);
  });
}

function toldBefore({ drift, severity }: PassageRow) {
  return { drift, severity: severity ?? 'material' };
}

const NO_MATCH = { successor: null, parts: [], similarity: 0, relation: 'none' } as const;

function matchable(row: PassageRow): { text: string; headingPath: readonly string[]; start: number } {
  return { text: row.text, headingPath: row.heading_path, start: row.span_start };
}

function proseOptions(row: PassageRow, input: PlanDocumentInput): ProseOptions {
  return { statements: input.statements, headings: [row.title, ...row.heading_path] };
}

/** Catalog entries drift in their typed facts; null for everything else, spoilers included. */
function entryDrift(
  row: PassageRow,
  successor: PassageWrite | null,
  input: PlanDocumentInput,
): { readonly drift: readonly DriftEntry[]; readonly severity: Severity } | null {
  if (row.kind !== 'catalog' || row.spoiler) return null;
  return diffEntryPassage({
    text: row.text,
    isFirst: !input.before.some((other) => other.doc_hash === row.doc_hash && other.span_start < row.span_start),
    old: input.versions.get(row.doc_hash) ?? null,
    now: input.document,
    successor: successor?.text ?? null,
  });
}

/**
 * Whether an entry's passage is silent on a fact that its version did not know and that is known now: its words still
 * stand, but `end: unknown` is no longer so.
 */
function omitsFact(row: PassageRow, input: PlanDocumentInput): boolean {
  return (entryDrift(row, null, input)?.drift ?? []).length > 0;
}
