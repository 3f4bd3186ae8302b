/** A build before it is made, for a person. */
import { LANGS, type RaftRow, SPLITS } from '../../dataset/raft-row.js';
import type { BuildPreview } from '../../raft/build.js';
import { table } from './table.js';

export function renderPreview(
  preview: BuildPreview,
  at: { readonly tag: string; readonly asOf: string; readonly path: string },
): string {
  const { plan, lineages, samples, settings } = preview;
  const total = plan.reduce((sum, { count }) => sum + count, 0);
  const share = `${(100 * settings.oracleShare).toFixed(0)} %`;
  return [
    `Would build ${total.toLocaleString('en')} examples from ${at.tag} (as of ${at.asOf.slice(0, 10)}) in ${at.path}; nothing is written.`,
    `Of the answerable ones ${share} hold their oracle, beside ${String(settings.contexts['distractors'])} distractors.`,
    '',
    'Lineages by split:',
    table(
      ['split', 'lineages', 'documents'],
      SPLITS.map((split) => [split, lineages.by_split[split].groups, lineages.by_split[split].documents]),
    ),
    '',
    'Examples by split, type and language; what a type cannot give is asked of facts:',
    planTable(preview),
    '',
    ...samples.flatMap(({ row }) => sample(row)),
  ].join('\n');
}

function planTable({ plan, candidates }: BuildPreview): string {
  return table(
    ['split', 'type', ...LANGS, 'subjects to ask about'],
    candidates.map(({ split, type, candidates: subjects }) => [
      split,
      type,
      ...LANGS.map(
        (lang) => plan.find((cell) => cell.split === split && cell.type === type && cell.lang === lang)?.count ?? 0,
      ),
      subjects,
    ]),
  );
}

function sample({ type, lang, question, cot_answer, context }: RaftRow): readonly string[] {
  return [
    `${type}/${lang}: ${question}`,
    `  ${context.map(({ role, origin, title }) => `${role === 'oracle' ? 'oracle' : origin}: ${title}`).join(' | ')}`,
    `  ${cot_answer}`,
    '',
  ];
}
