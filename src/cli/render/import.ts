/** Imported questions for a person: how many hold, and why the others do not. */
import type { StageCounts } from '../../core/stage.js';
import type { Import } from '../../raft/import/open-import.js';

const REASONS: Readonly<Record<string, string>> = {
  no_gold: 'no gold was given',
  gold_unknown: 'the gold is not in the corpus',
  gold_stale: 'the gold is not current any more',
  no_answer: 'there is gold, but no answer and no quote',
  quote_not_in_gold: 'the gold does not hold the quote',
  answer_not_in_gold: 'the gold does not state the answer',
  subject_missing: 'the question does not say what it is about',
};

/** Empty without an import. */
export function renderImport(imported: Pick<Import, 'counts'> | null, folder: string | null): string {
  if (imported === null) return '';
  const { counts } = imported;
  const reasons = Object.entries(counts.dropped).sort((a, b) => b[1] - a[1]);
  const lines = reasons.map(([reason, count]) => `  ${count} ${REASONS[reason] ?? reason.replaceAll('_', ' ')}`);
  return [heading(counts, folder), ...lines].join('\n');
}

function heading(counts: StageCounts, folder: string | null): string {
  const review = counts.in - counts.out;
  const where = review === 0 || folder === null ? '' : ` (${folder}/review.jsonl, with candidates to pick from)`;
  return `imported questions: ${counts.in}, of which ${counts.out} hold and ${review} need a person${where}`;
}
