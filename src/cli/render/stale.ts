/** The list of stale passages in the forms people paste elsewhere. */
import type { StalePassage } from '../../corpus/stale.js';
import { VERDICTS, type Verdict } from '../../store/rows.js';
import { csvLine, jsonText, markdownCell } from './cells.js';
import { driftText, verdictCounts } from './drift.js';
import { whatChanged } from './refresh.js';
import { bothEnds, oneLine, table } from './table.js';

export const STALE_FORMATS = ['table', 'jsonl', 'csv', 'markdown'] as const;
type Format = (typeof STALE_FORMATS)[number];

interface Context {
  readonly format: Format;
  readonly tag: string;
  readonly asOf: string;
}

/** One lookup: format → renderer. */
const RENDERERS: Record<Format, (stale: readonly StalePassage[], context: Context) => string> = {
  table: renderTable,
  jsonl: (stale) => stale.map((passage) => `${jsonText(passage)}\n`).join(''),
  csv: (stale) => [COLUMNS, ...stale.map(cells)].map((row) => csvLine(row)).join(''),
  markdown: (stale) =>
    [COLUMNS, COLUMNS.map(() => '---'), ...stale.map(cells)]
      .map((row) => `| ${row.map(markdownCell).join(' | ')} |\n`)
      .join(''),
};

export function renderStale(stale: readonly StalePassage[], context: Context): string {
  return RENDERERS[context.format](stale, context);
}

const COLUMNS = [
  'source_id',
  'doc_id',
  'title',
  'heading',
  'verdict',
  'severity',
  'stale_since',
  'drift',
  'passage_id',
  'superseded_by',
];

function cells(p: StalePassage): string[] {
  return [
    p.source_id,
    p.doc_id,
    p.title,
    p.heading_path.join(' › '),
    p.verdict,
    p.severity,
    p.stale_since ?? '',
    driftText(p.drift),
    p.passage_id,
    p.superseded_by ?? '',
  ];
}

function renderTable(stale: readonly StalePassage[], { tag, asOf }: Context): string {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const verdict of VERDICTS) counts[verdict] = stale.filter((passage) => passage.verdict === verdict).length;
  const head = `${tag}, judged at ${asOf.slice(0, 10)}: ${verdictCounts(counts)}`;
  if (stale.length === 0) return `${head}\nNothing here is stale.`;
  const rows = stale.map((p) => [
    p.source_id,
    bothEnds(p.doc_id, 40),
    oneLine(p.heading_path.at(-1) ?? p.title, 40),
    p.verdict,
    p.severity,
    p.stale_since?.slice(0, 10) ?? '',
    whatChanged(p),
  ]);
  return `${head}\n\n${table(['source', 'document', 'passage', 'verdict', 'severity', 'since', 'what changed'], rows)}`;
}
