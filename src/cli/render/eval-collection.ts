/** An eval of a collection for a person: means with intervals, the weakest slices, gates, what was left out. */
import type { CollectionReport } from '../../evals/collection/evaluate-collection.js';
import { outcomeOf } from './failures.js';
import { means, settings } from './means.js';
import { renderJudgement } from './pools.js';
import { table } from './table.js';

export function renderCollection(
  report: CollectionReport,
  { verbose = false }: { readonly verbose?: boolean } = {},
): string {
  return [
    head(report),
    '',
    means(report.retrievers),
    ...settings(report.retrievers),
    ...slices(report),
    ...gates(report),
    ...staleGold(report),
    '',
    ...renderJudgement(report, { of: 'collection', verbose }),
    ...policies(report),
  ].join('\n');
}

function head(report: CollectionReport): string {
  const { suite, collection, questions, corpus_tag, truth_tag, as_of } = report;
  const { qrels, documents, unjudged_questions: unjudged } = collection;
  const count = (n: number): string => n.toLocaleString('en');
  const judge = corpus_tag === truth_tag ? '' : `, judged by ${truth_tag}`;
  const where = corpus_tag === null ? '' : ` on ${corpus_tag}${judge}, as of ${as_of?.slice(0, 10)}`;
  const by = qrels === null ? '' : ` (${qrels})`;
  const rest = [
    ...(questions.unanswerable > 0 ? [`${count(questions.unanswerable)} without a relevant document`] : []),
    ...(questions.stale_gold > 0 ? [`${count(questions.stale_gold)} with stale gold`] : []),
    ...(unjudged > 0 ? [`${count(unjudged)} not judged and not asked`] : []),
  ];
  return `${outcomeOf(report, `${suite}${by}${where}`)}\n${[`${count(questions.scored)} questions scored over ${count(documents)} documents`, ...rest].join(', ')}.`;
}

/** Slices that say something: those of keys with several values. */
function slices({ retrievers }: CollectionReport): readonly string[] {
  const names = Object.keys(retrievers);
  const [first] = Object.values(retrievers);
  const measure = ['nDCG@10', ...Object.keys(first?.mean ?? {})].find((name) => first?.mean[name] !== undefined);
  const keys = Object.keys(first?.slices ?? {});
  const shown = keys.filter((key) => keys.filter((other) => other.split('=')[0] === key.split('=')[0]).length > 1);
  if (measure === undefined || shown.length === 0) return [];
  const rows = shown.map((key) => [
    key,
    first?.slices[key]?.queries ?? 0,
    ...names.map((name) => retrievers[name]?.slices[key]?.mean[measure]?.toFixed(3) ?? ''),
  ]);
  return ['', table([`slice (${measure})`, 'questions', ...names], rows)];
}

function gates({ gates: checked }: CollectionReport): readonly string[] {
  if (checked.length === 0)
    return ['', 'No gates: no figure can fail this eval. Set them with --gate, e.g. --gate "nDCG@10>=0.7".'];
  return ['', ...checked.map((gate) => `${gate.passed ? 'pass' : 'FAIL'}  ${gate.id}: ${gate.message}`)];
}

const LISTED = 10;

function staleGold({ stale_gold: stale }: CollectionReport): readonly string[] {
  if (stale.length === 0) return [];
  const rows = stale.slice(0, LISTED).map((one) => [one.question_id, `${one.source}/${one.doc}`, one.reason]);
  const more = stale.length > LISTED ? [`… and ${stale.length - LISTED} more`] : [];
  return [
    '',
    'Not scored, because a passage that was judged relevant no longer holds:',
    table(['question', 'document', 'reason'], rows),
    ...more,
  ];
}

/** What every figure rests on. */
function policies({ policies: stated, depth }: CollectionReport): readonly string[] {
  return [
    '',
    `Counted over the first ${depth} of each question; ${Object.entries(stated)
      .map(([name, said]) => `${name.replace('_', ' ')} ${said}`)
      .join('; ')}.`,
  ];
}
