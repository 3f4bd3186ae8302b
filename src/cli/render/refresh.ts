/** A refresh's report for a person: what is stale now, why, and what changed. */
import type { FlaggedPassage } from '../../corpus/refresh/plan.js';
import type { RefreshReport, SourceReport } from '../../corpus/refresh/report.js';
import { driftLine, verdictCounts } from './drift.js';
import { bothEnds, oneLine, table } from './table.js';

const SHOWN = 12;

/** @param asked what the user asked for that the report does not tell when there was nothing to do */
export function renderRefresh(
  report: RefreshReport,
  asked: { readonly reembed: boolean } = { reembed: false },
): string {
  const title = report.dry_run
    ? `dry run: what refresh ${report.tag} as of ${report.as_of.slice(0, 10)} would do (nothing was written)`
    : `refresh ${report.tag} as of ${report.as_of.slice(0, 10)}`;
  return [
    title,
    '',
    sourcesTable(report),
    '',
    ...reembedLines(report, asked.reembed),
    ...staleLines(report),
    ...remarks(report),
    ...downstream(report),
  ].join('\n');
}

function reembedLines({ reembedded, dry_run, embedder }: RefreshReport, asked: boolean): string[] {
  if (reembedded === null) {
    return asked ? [`Nothing to embed anew: the store's vectors are those of ${embedderText(embedder)}.`, ''] : [];
  }
  const { from, to, rows, texts, already_embedded, characters, tokens } = reembedded;
  const left = texts - already_embedded;
  const taken =
    already_embedded > 0 ? ` (${count(already_embedded)} more were embedded by a run that did not finish)` : '';
  return [
    `${dry_run ? 'Would embed' : 'Embedded'} anew: ${embedderText(from)} → ${embedderText(to)}`,
    `  ${count(left)} distinct texts${taken} for ${count(rows)} row versions: ${count(characters)} characters, about ${count(tokens)} tokens`,
    `  about ${megabytes(reembedded.expected_bytes)} of new vectors and rows; the old ${megabytes(reembedded.replaced_bytes)} go with the first refresh or prune an hour later`,
    '',
  ];
}

function embedderText({ model, fingerprint, dims }: RefreshReport['embedder']): string {
  return `${model} (${dims} dims, ${fingerprint.slice(0, 12)})`;
}

function count(n: number): string {
  return n.toLocaleString('en');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
}

function sourcesTable(report: RefreshReport): string {
  const head = ['source', 'documents', 'passages', 'added', 'changed', 'unchanged', 'removed', 'refused', 'embedded'];
  const rows = report.sources.map((s) => [
    s.id,
    s.documents,
    s.passages,
    s.added,
    s.changed,
    s.unchanged,
    s.removed,
    s.refused,
    s.embedded,
  ]);
  return table(head, rows);
}

function staleLines(report: RefreshReport): string[] {
  const newly = Object.values(report.newly_stale).reduce((sum, n) => sum + n, 0);
  const lines = [`Stale at this tag: ${verdictCounts(report.stale)}`];
  if (newly === 0) return [...lines, 'This refresh flagged nothing new.'];
  lines.push(
    `Flagged by this refresh: ${verdictCounts(report.newly_stale)} (${report.newly_material.toLocaleString('en')} material)`,
    '',
  );
  lines.push(flaggedTable(report.flagged.slice(0, SHOWN)));
  if (newly > SHOWN) lines.push(`  … and ${(newly - SHOWN).toLocaleString('en')} more: raft-corpus stale`);
  return lines;
}

function flaggedTable(passages: readonly FlaggedPassage[]): string {
  const rows = passages.map((p) => [
    p.source_id,
    bothEnds(p.doc_id, 40),
    oneLine(p.heading_path.at(-1) ?? p.title, 40),
    p.verdict,
    whatChanged(p),
  ]);
  return table(['source', 'document', 'passage', 'verdict', 'what changed'], rows);
}

/** The difference in words, also where there is none to show. */
export function whatChanged(p: Pick<FlaggedPassage, 'verdict' | 'drift' | 'superseded_by' | 'severity'>): string {
  if (p.drift.length > 0) return oneLine(driftLine(p.drift));
  if (p.verdict === 'removed') return p.superseded_by ? 'moved to another document' : 'gone from its source';
  if (p.verdict === 'superseded') return p.superseded_by ? 'wording only' : 'no passage says this any more';
  return '';
}

function remarks(report: RefreshReport): string[] {
  const lines = report.sources.flatMap(sourceRemarks);
  for (const id of report.undeclared_sources) {
    lines.push(
      `${id}: in the store but not in the config; its documents stay as they were (--drop-source ${id} removes them)`,
    );
  }
  return lines.length > 0 ? ['', 'To know:', ...lines.map((line) => `  ${line}`)] : [];
}

function sourceRemarks(source: SourceReport): string[] {
  const lines: string[] = [];
  for (const refused of source.refused_documents) {
    lines.push(
      `${source.id}: refused ${oneLine(refused.doc_id)}: its timestamp ${refused.incoming_updated_at.slice(0, 10)} is behind the stored ${refused.stored_updated_at.slice(0, 10)} (${refused.where})`,
    );
  }
  if (source.same_timestamp.count > 0) {
    lines.push(
      `${source.id}: ${source.same_timestamp.count} documents changed under an unchanged timestamp, e.g. ${oneLine(source.same_timestamp.examples[0] ?? '')}`,
    );
  }
  for (const skipped of source.skipped)
    lines.push(`${source.id}: skipped ${skipped.where}: ${oneLine(skipped.reason, 140)}`);
  for (const notice of source.notices) lines.push(`${source.id}: ${noticeText(notice, source.id)}`);
  for (const block of source.boilerplate) {
    lines.push(
      `${source.id}: left out of retrieval, repeated in ${block.documents} documents: "${oneLine(block.text, 60)}"`,
    );
  }
  if (source.rechunked > 0)
    lines.push(`${source.id}: ${source.rechunked} passages cut differently, their text still stands`);
  if (!source.complete)
    lines.push(`${source.id}: not read completely, so nothing of it was removed and it stays unverified`);
  return lines;
}

function noticeText({ count, examples }: SourceReport['notices'][number], source: string): string {
  const [first] = examples;
  const more = count > 1 ? ` (and ${(count - 1).toLocaleString('en')} more like it)` : '';
  // What concerns the source as a whole names it as its place, which the line begins with already.
  const where = first === undefined || first.where === source ? '' : `${first.where}: `;
  return `${oneLine(`${where}${first?.message ?? ''}`, 240)}${more}`;
}

function downstream(report: RefreshReport): string[] {
  if (report.downstream.length === 0) return [];
  const lines = report.downstream.map(({ kind, name, items, invalidated, examples, path }) =>
    invalidated === 0
      ? `  ${kind} ${name} (${path}): not touched by this refresh`
      : `  ${kind} ${name} (${path}): ${invalidated} of ${items} rest on passages that are stale now, e.g. ${examples.slice(0, 3).join(', ')}`,
  );
  // Counted by passages: what a row quotes of one may still stand, and a refusal may be wrong without resting on any.
  const hint = report.downstream.some(({ invalidated }) => invalidated > 0)
    ? ['  Which of them are untrue now, and what is true instead: raft-corpus check DATASET']
    : [];
  return ['', 'Downstream:', ...lines, ...hint];
}
