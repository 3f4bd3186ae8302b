/** A built dataset for a person. */
import type { DatasetManifest } from '../../dataset/manifest.js';
import type { TeacherCheck } from '../../negatives/types.js';
import type { Shortage } from '../../raft/build.js';
import type { ExampleCounts } from '../../raft/examples/counts.js';
import type { LikenessGate, TemplateLikeness } from '../../text/template-likeness.js';
import { table } from './table.js';
import { teacherLine } from './teacher.js';

export function renderBuild(manifest: DatasetManifest, run: { readonly path: string }): string {
  const { counts, corpus } = manifest;
  const share = counts.answerable === 0 ? 0 : (100 * counts.oracle_present) / counts.answerable;
  return [
    `${counts.rows.toLocaleString('en')} rows from ${corpus.tag} (as of ${corpus.as_of.slice(0, 10)}) in ${run.path}`,
    '',
    listing('split', counts.by_split),
    listing('type', counts.by_type),
    listing('language', counts.by_lang),
    listing('documents in contexts', counts.by_origin),
    `oracle in the context: ${counts.oracle_present} of ${counts.answerable} answerable (${share.toFixed(1)} %); ${counts.quotes} quotes, all verified`,
    newestLine(manifest.contexts as ExampleCounts),
    ...tokensLine(manifest),
    teacherLine(manifest.teacher as TeacherCheck),
    ...likenessLines(manifest),
    '',
    table(
      ['stage', 'in', 'out', 'dropped'],
      manifest.stages.map((stage) => [stage.name, stage.in, stage.out, reasons(stage.dropped)]),
    ),
    ...shortageLines(manifest.shortages as readonly Shortage[], 'fact' in counts.by_type),
  ].join('\n');
}

/** Gates on the questions that were not passed. */
export function failedGates({ template_likeness }: DatasetManifest): readonly LikenessGate[] {
  return (template_likeness as { readonly gates: readonly LikenessGate[] }).gates.filter(({ passed }) => !passed);
}

/** `split: 80 train, 10 validation, 10 test`. */
export function listing(title: string, values: Readonly<Record<string, number>>): string {
  return `${title}: ${Object.entries(values)
    .map(([key, n]) => `${n.toLocaleString('en')} ${key}`)
    .join(', ')}`;
}

function newestLine({ newest, absent }: ExampleCounts): string {
  const share = newest.share === null ? 'none' : `${(100 * newest.share).toFixed(1)} %`;
  return `a distractor is the newest document in ${share} of the contexts with oracle; without it ${absent.refuse.toLocaleString('en')} refuse, ${absent.memorise.toLocaleString('en')} answer from memory`;
}

function tokensLine({ tokens }: DatasetManifest): readonly string[] {
  if (tokens === null) return [];
  const { prompt, completion, rows } = tokens;
  return [
    `tokens (${rows} rows sampled): prompts ${prompt.median} median, ${prompt.max} most; completions ${completion.median} median, ${completion.max} most`,
  ];
}

function likenessLines(manifest: DatasetManifest): readonly string[] {
  const { by_lang } = manifest.template_likeness as TemplateLikeness;
  const shares = Object.entries(by_lang).map(
    ([lang, measures]) => `${lang} ${(100 * measures.commonest_skeleton_share).toFixed(1)} %`,
  );
  const failed = failedGates(manifest).map(
    ({ id, value, threshold }) => `gate failed: ${id} ${value.toFixed(3)} (bound ${threshold})`,
  );
  return [`commonest question with names left open: ${shares.join(', ')}`, ...failed];
}

function reasons(dropped: Readonly<Record<string, number>>): string {
  return Object.entries(dropped)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 4)
    .map(([reason, n]) => `${n} ${reason}`)
    .join(', ');
}

function shortageLines(found: readonly Shortage[], hasFacts: boolean): readonly string[] {
  if (found.length === 0) return [];
  const byType = new Map<string, { wanted: number; found: number; cause: Shortage['cause'] }>();
  for (const cell of found) {
    const sum = byType.get(cell.type) ?? { wanted: 0, found: 0, cause: cell.cause };
    byType.set(cell.type, { wanted: sum.wanted + cell.wanted, found: sum.found + cell.found, cause: sum.cause });
  }
  const lines = [...byType].map(([type, { wanted, found: made, cause }]) =>
    cause === 'share'
      ? `  ${type}: planned ${wanted} in those cells, ${made} made: refusals keep to their share`
      : `  ${type}: planned ${wanted} in those cells, the corpus gave ${made}`,
  );
  const instead = hasFacts && !byType.has('fact') ? '; facts took the places left:' : ':';
  return ['', `The corpus could not give all that was planned${instead}`, ...lines];
}
