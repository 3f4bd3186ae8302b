/** A built dataset for a person. */
import type { DatasetManifest } from '../../dataset/manifest.js';
import type { TeacherCheck } from '../../negatives/types.js';
import type { Shortage } from '../../raft/build.js';
import { table } from './table.js';
import { teacherLine } from './teacher.js';

export function renderBuild(manifest: DatasetManifest, run: { readonly path: string | null }): string {
  const { counts, corpus } = manifest;
  const share = counts.answerable === 0 ? 0 : (100 * counts.oracle_present) / counts.answerable;
  return [
    `${counts.rows.toLocaleString('en')} rows from ${corpus.tag} (as of ${corpus.as_of.slice(0, 10)})${run.path === null ? ', not written' : ` in ${run.path}`}`,
    '',
    listing('split', counts.by_split),
    listing('type', counts.by_type),
    listing('language', counts.by_lang),
    listing('documents in contexts', counts.by_origin),
    `oracle in the context: ${counts.oracle_present} of ${counts.answerable} answerable (${share.toFixed(1)} %); ${counts.quotes} quotes, all verified`,
    teacherLine(manifest.teacher as TeacherCheck),
    '',
    table(
      ['stage', 'in', 'out', 'dropped'],
      manifest.stages.map((stage) => [stage.name, stage.in, stage.out, reasons(stage.dropped)]),
    ),
    ...shortages(manifest.shortages as readonly Shortage[]),
  ].join('\n');
}

function listing(title: string, values: Readonly<Record<string, number>>): string {
  return `${title}: ${Object.entries(values)
    .map(([key, n]) => `${n.toLocaleString('en')} ${key}`)
    .join(', ')}`;
}

function reasons(dropped: Readonly<Record<string, number>>): string {
  return Object.entries(dropped)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4)
    .map(([reason, n]) => `${n} ${reason}`)
    .join(', ');
}

function shortages(found: readonly Shortage[]): readonly string[] {
  if (found.length === 0) return [];
  const byType = new Map<string, { wanted: number; found: number }>();
  for (const cell of found) {
    const sum = byType.get(cell.type) ?? { wanted: 0, found: 0 };
    byType.set(cell.type, { wanted: sum.wanted + cell.wanted, found: sum.found + cell.found });
  }
  const lines = [...byType].map(
    ([type, sum]) => `  ${type}: planned ${sum.wanted} in those cells, the corpus gave ${sum.found}`,
  );
  return ['', 'The corpus could not give all that was planned; facts took the places left:', ...lines];
}
