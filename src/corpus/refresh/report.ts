/** What a refresh tells: per source, what is stale now, and what that means downstream. The shape is a contract. */
import { compareText } from '../../core/order.js';
import { VERDICTS, type Verdict } from '../../store/rows.js';
import type { DownstreamImpact } from '../downstream.js';
import type { Skipped } from '../sources/faults.js';
import type { Notice } from '../sources/notices.js';
import type { FlaggedPassage, PassageCounts } from './plan.js';
import type { EmbedderSummary, ReembedReport } from './preview-reembed.js';
import type { ReconciledSource, RefusedDocument } from './reconcile.js';

/** Counts of one source. `added`, `changed`, `unchanged`, `removed` and `refused` count documents. */
export interface SourceReport {
  readonly id: string;
  readonly kind: string;
  readonly files: number;
  readonly documents: number;
  /** Passages of the source that its documents hold now. */
  readonly passages: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Only timestamps, validity or url changed; counted among `unchanged` too. */
  readonly touched: number;
  readonly removed: number;
  readonly refused: number;
  /** Passages that went through the model. */
  readonly embedded: number;
  /** Passages whose text still stands in its document, cut differently: no longer a row, and not stale. */
  readonly rechunked: number;
  readonly complete: boolean;
  readonly refused_documents: readonly RefusedDocument[];
  readonly same_timestamp: { readonly count: number; readonly examples: readonly string[] };
  readonly skipped: readonly Skipped[];
  readonly notices: readonly Notice[];
  readonly boilerplate: readonly { readonly text: string; readonly documents: number }[];
}

export interface RefreshReport {
  /** `r-000017`; the tag it would get, for a dry run. */
  readonly tag: string;
  readonly as_of: string;
  readonly dry_run: boolean;
  /** The embedder of the store's vectors after this refresh. */
  readonly embedder: EmbedderSummary;
  /** Set where this refresh embeds the whole corpus anew, because the embedder changed. */
  readonly reembedded: ReembedReport | null;
  /**
   * Of the passages that went through the model, those longer than it reads, title and headings included: what is
   * beyond is in no vector. 0 for a dry run, which embeds nothing.
   */
  readonly truncated: number;
  readonly sources: readonly SourceReport[];
  /** Passages that are not current at this tag and date, by verdict. */
  readonly stale: Readonly<Record<Verdict, number>>;
  /** Passages that became stale since the refresh before, by verdict: those of the calendar too. */
  readonly newly_stale: Readonly<Partial<Record<Verdict, number>>>;
  /** Of those, how many changed in a way that matters. */
  readonly newly_material: number;
  /** The first {@link FLAGGED_IN_REPORT} of them, material ones first; `stale` lists all. */
  readonly flagged: readonly FlaggedPassage[];
  readonly downstream: readonly DownstreamImpact[];
  /** Sources that the store holds and the config does not name: their documents stay as they are. */
  readonly undeclared_sources: readonly string[];
}

export const FLAGGED_IN_REPORT = 100;
const EXAMPLES = 20;

export interface SourceReportInput {
  readonly source: ReconciledSource;
  readonly counts: PassageCounts | undefined;
  readonly passagesBefore: number;
  readonly embedded: number;
}

/** The report of one source that was read. */
export function sourceReport(input: SourceReportInput): SourceReport {
  const { source, counts } = input;
  const { read, config } = source;
  return {
    id: config.id,
    kind: config.kind,
    files: read.files.length,
    documents: read.documents,
    passages: input.passagesBefore + (counts?.added ?? 0) - (counts?.gone ?? 0),
    added: source.counts.added,
    changed: source.counts.changed,
    unchanged: source.counts.unchanged + source.counts.touched,
    touched: source.counts.touched,
    removed: source.removed.length,
    refused: source.refused.length,
    embedded: input.embedded,
    rechunked: counts?.rechunked ?? 0,
    complete: read.complete,
    refused_documents: source.refused.slice(0, EXAMPLES),
    same_timestamp: { count: source.sameTimestamp.length, examples: source.sameTimestamp.slice(0, EXAMPLES) },
    skipped: read.skipped,
    notices: read.notices,
    boilerplate: (source.boilerplate?.report ?? []).map(({ text, documents }) => ({ text, documents })),
  };
}

/** Counts by verdict and the examples of what became stale with a refresh. */
export function flaggedSummary(
  newlyStale: readonly FlaggedPassage[],
): Pick<RefreshReport, 'newly_stale' | 'newly_material' | 'flagged'> {
  const counts = VERDICTS.map((verdict) => [
    verdict,
    newlyStale.filter((passage) => passage.verdict === verdict).length,
  ]);
  const newly_stale: RefreshReport['newly_stale'] = Object.fromEntries(counts.filter(([, count]) => count !== 0));
  const sorted = [...newlyStale].sort(byWeight);
  return {
    newly_stale,
    newly_material: sorted.filter((passage) => passage.severity === 'material').length,
    flagged: sorted.slice(0, FLAGGED_IN_REPORT),
  };
}

/** Material before cosmetic, told differences before untold ones, then by document. */
function byWeight(a: FlaggedPassage, b: FlaggedPassage): number {
  const weight = (p: FlaggedPassage): number => (p.severity === 'material' ? 0 : 2) + (p.drift.length > 0 ? 0 : 1);
  return (
    weight(a) - weight(b) ||
    compareText(a.source_id, b.source_id) ||
    compareText(a.doc_id, b.doc_id) ||
    compareText(a.passage_id, b.passage_id)
  );
}
