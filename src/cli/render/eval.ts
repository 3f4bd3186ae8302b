/** An eval for a person: means with intervals, slices, gates. */
import type { EvalReport } from '../../evals/evaluate.js';
import { table } from './table.js';

export function renderEval(report: EvalReport): string {
  const { questions } = report;
  return [
    `${report.suite} on ${report.corpus_tag}, as of ${report.as_of.slice(0, 10)}: ${questions.scored} questions scored, ${questions.unanswerable} unanswerable, ${questions.stale_gold} with stale gold`,
    '',
    means(report),
    ...settings(report),
    '',
    slices(report),
    ...gates(report),
    ...staleGold(report),
  ].join('\n');
}

function means({ retrievers }: EvalReport): string {
  const names = Object.keys(retrievers);
  const measures = [...new Set(names.flatMap((name) => Object.keys(retrievers[name]?.mean ?? {})))];
  return table(
    ['measure', ...names],
    measures.map((measure) => [
      measure,
      ...names.map((name) => {
        const value = retrievers[name]?.mean[measure];
        const interval = retrievers[name]?.interval[measure];
        return value === undefined || !interval
          ? ''
          : `${value.toFixed(3)} (${interval.low.toFixed(3)}–${interval.high.toFixed(3)})`;
      }),
    ]),
  );
}

/** How each retriever ranked, one line per way: scopes of one way share it. */
function settings({ retrievers }: EvalReport): readonly string[] {
  const ways = new Set(
    Object.values(retrievers).flatMap(({ settings: said }) => {
      const { kind, ...rest } = said ?? {};
      const details = Object.entries(rest).map(([key, value]) => `${key} ${value}`);
      return kind === undefined ? [] : [`${kind}: ${details.join(', ')}`];
    }),
  );
  return ways.size === 0 ? [] : ['', ...ways];
}

/** Slices of the first retriever, by the measures that tell most. */
function slices({ retrievers }: EvalReport): string {
  const [name, summary] = Object.entries(retrievers)[0] ?? [];
  if (name === undefined || !summary) return '';
  const shown = ['nDCG@10', 'R@10', 'stale-hit@5'].filter((measure) => summary.mean[measure] !== undefined);
  return table(
    [`slice (${name})`, 'questions', ...shown],
    Object.entries(summary.slices).map(([slice, { queries, mean }]) => [
      slice,
      queries,
      ...shown.map((measure) => mean[measure]?.toFixed(3) ?? ''),
    ]),
  );
}

function gates(report: EvalReport): readonly string[] {
  if (report.gates.length === 0) return ['', 'No gates: this eval cannot fail.'];
  return ['', ...report.gates.map((gate) => `${gate.passed ? 'pass' : 'FAIL'}  ${gate.id}: ${gate.message}`)];
}

function staleGold({ stale_gold }: EvalReport): readonly string[] {
  if (stale_gold.length === 0) return [];
  const rows = stale_gold
    .slice(0, 10)
    .map((gold) => [
      gold.question_id,
      `${gold.source}/${gold.doc}`,
      gold.reason,
      String(gold.expected),
      gold.actual === null ? '' : String(gold.actual),
    ]);
  const more = stale_gold.length > rows.length ? [`… and ${stale_gold.length - rows.length} more`] : [];
  return [
    '',
    'Not scored, because the gold no longer holds:',
    table(['question', 'document', 'reason', 'expected', 'now'], rows),
    ...more,
  ];
}
