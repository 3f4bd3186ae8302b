/** The passages that are not current, and why: what `stale` lists. */
import type { Severity, Verdict } from '../store/rows.js';
import type { ViewBatch, ViewPassage } from './view.js';

export interface StaleFilter {
  readonly sources?: readonly string[];
  readonly verdicts?: readonly Verdict[];
  readonly severity?: Severity;
  /** ISO instant: only what became stale at or after it. */
  readonly since?: string;
}

/** One stale passage; the shape is a contract. */
export interface StalePassage {
  readonly passage_id: string;
  readonly doc_id: string;
  readonly source_id: string;
  readonly title: string;
  readonly heading_path: readonly string[];
  readonly verdict: Verdict;
  readonly verdicts: readonly Verdict[];
  readonly severity: Severity;
  readonly stale_since: string | null;
  readonly superseded_by: string | null;
  readonly drift: ViewPassage['drift'];
}

/** Stale passages of a view that pass the filter, by source, document and id. */
export async function listStale(batches: AsyncIterable<ViewBatch>, filter: StaleFilter = {}): Promise<StalePassage[]> {
  const found: StalePassage[] = [];
  for await (const { passages } of batches) {
    for (const passage of passages) {
      const stale = toStale(passage);
      if (stale && passes(stale, filter)) found.push(stale);
    }
  }
  const key = (p: StalePassage): string => [p.source_id, p.doc_id, p.passage_id].join('\u0000');
  return found
    .map((passage) => ({ passage, key: key(passage) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ passage }) => passage);
}

function toStale(passage: ViewPassage): StalePassage | null {
  const { verdict, severity } = passage;
  if (verdict === null) return null;
  return {
    passage_id: passage.passage_id,
    doc_id: passage.doc_id,
    source_id: passage.source_id,
    title: passage.title,
    heading_path: passage.heading_path,
    verdict,
    verdicts: passage.verdicts,
    severity: severity ?? 'material',
    stale_since: passage.stale_since,
    superseded_by: passage.superseded_by,
    drift: passage.drift,
  };
}

function passes(stale: StalePassage, filter: StaleFilter): boolean {
  if (filter.sources?.length && !filter.sources.includes(stale.source_id)) return false;
  if (filter.verdicts?.length && !stale.verdicts.some((verdict) => filter.verdicts?.includes(verdict))) return false;
  if (filter.severity && stale.severity !== filter.severity) return false;
  return !(filter.since && (stale.stale_since === null || stale.stale_since < filter.since));
}
