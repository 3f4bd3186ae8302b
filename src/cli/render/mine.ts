/** A mining run for a person. */

import type { MiningResult } from '../../negatives/types.js';
import { quantile } from '../../stats/quantiles.js';
import { table } from './table.js';
import { teacherLine } from './teacher.js';

export function renderMining(
  result: MiningResult,
  run: { readonly path: string | null; readonly tag: string; readonly maxShortage: number; readonly failed: boolean },
): string {
  const negatives = result.rows.flatMap((row) => row.negatives);
  const margins = negatives.flatMap(({ margin }) => (margin === null ? [] : [margin])).sort((a, b) => a - b);
  const origins = ['stale', 'sibling', 'dense'].map((origin) => {
    const scores = negatives
      .filter((negative) => negative.origin === origin)
      .map(({ score }) => score)
      .sort((a, b) => a - b);
    return [origin, scores.length, scores.length === 0 ? '' : quantile(scores, 0.5).toFixed(3)];
  });
  const short = result.rows.filter((row) => row.found < row.wanted);
  return [
    `${negatives.length.toLocaleString('en')} negatives for ${result.rows.length.toLocaleString('en')} questions from ${run.tag}${run.path === null ? '' : `, in ${run.path}`}`,
    '',
    table(['origin', 'negatives', 'median score'], origins),
    '',
    margins.length === 0
      ? 'no margins: no question has a positive'
      : `margin to the weakest positive: median ${quantile(margins, 0.5).toFixed(3)}, 10 % below ${quantile(margins, 0.1).toFixed(3)}`,
    teacherLine(result.teacher),
    '',
    table(
      ['candidates dropped', 'count'],
      Object.entries(result.counts.dropped).sort((a, b) => b[1] - a[1]),
    ),
    ...shortageLines(short, run),
  ].join('\n');
}

function shortageLines(
  short: MiningResult['rows'],
  run: { readonly maxShortage: number; readonly failed: boolean },
): readonly string[] {
  if (short.length === 0) return [];
  const lines = short.slice(0, 3).map((row) => {
    const reasons = Object.entries(row.dropped)
      .sort((a, b) => b[1] - a[1])
      .slice(0, 3);
    return `  ${row.query_id}: wanted ${row.wanted}, found ${row.found}: ${reasons.map(([reason, n]) => `${n} ${reason}`).join(', ')}`;
  });
  const gate = run.failed ? ` (more than the share of ${run.maxShortage} that --max-shortage allows)` : '';
  return ['', `${short.length} questions are short of negatives${gate}:`, ...lines];
}
