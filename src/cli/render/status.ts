/** The state of a corpus for a person. */
import type { CorpusStatus } from '../../corpus/status.js';
import type { LastEval } from '../../evals/history/last-evals.js';
import { verdictCounts } from './drift.js';
import { table } from './table.js';

/** The corpus, and the last eval of each suite. */
export interface StatusToShow extends CorpusStatus {
  readonly evals: readonly LastEval[];
}

export function renderStatus(status: StatusToShow): string {
  const { embedder, passages } = status;
  return [
    `${status.store}`,
    `${status.tag}, refreshed as of ${status.refreshed_as_of.slice(0, 10)}, judged at ${status.as_of.slice(0, 10)}`,
    `model ${embedder.model} (${embedder.dims} dims, ${embedder.fingerprint.slice(0, 12)}) since ${embedder.since}`,
    `passages: ${passages.current.toLocaleString('en')} current; stale: ${verdictCounts(passages.stale)}`,
    '',
    table(
      ['source', 'kind', 'authority', 'documents', 'current', 'stale', 'verified', 'max age'],
      status.sources.map((s) => [
        s.id,
        s.kind,
        s.authority,
        s.documents,
        s.current,
        verdictCounts(s.stale),
        `${s.last_verified_at?.slice(0, 10) ?? 'never'}${s.overdue ? ' (overdue)' : ''}${s.complete ? '' : ' (last read incomplete)'}`,
        s.max_age ?? '',
      ]),
    ),
    '',
    table(
      ['refresh', 'as of', 'finished', 'model'],
      status.refreshes.map((refresh) => [
        refresh.tag,
        refresh.as_of.slice(0, 10),
        refresh.finished_at.slice(0, 19).replace('T', ' '),
        refresh.model,
      ]),
    ),
    '',
    status.artifacts.length === 0
      ? 'No datasets or eval suites are registered yet.'
      : table(
          ['made from it', 'name', 'items', 'on stale passages', 'tag', 'path'],
          status.artifacts.map((a) => [a.kind, a.name, a.items, a.stale_items, a.tag, a.path]),
        ),
    ...lastEvals(status),
  ].join('\n');
}

/** One line a suite; an eval of an older state says nothing of this one. */
function lastEvals({ evals, tag }: StatusToShow): readonly string[] {
  if (evals.length === 0) return [];
  const rows = evals.map((last) => [
    last.suite,
    `${last.id}, ${last.last_at.slice(0, 10)}`,
    `${last.corpus_tag}${last.older_than_corpus ? ` (older than ${tag})` : ''}`,
    last.mean === null ? '' : `${last.measure} ${last.mean.toFixed(3)} (${last.retriever})`,
    [last.verdict?.replaceAll('_', ' '), last.passed ? undefined : 'FAILED'].filter((word) => word).join(', '),
  ]);
  return ['', table(['last eval of', 'run', 'searched', 'found', 'verdict'], rows)];
}
