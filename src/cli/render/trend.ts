/** How a suite's figures went, for a person: one line an eval, and a line of blocks for the eye. */
import type { Trend, TrendPoint } from '../../evals/history/trend.js';
import { table } from './table.js';

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** Where figures lie closer together than this, they are drawn as one height: the eye should see steps, not rounding. */
const LEAST_RANGE = 0.02;

/** The table of a trend, oldest first; what changed between two evals stands with the later one. */
export function renderTrend(trend: Trend): string {
  const { suite, retriever, measures, points } = trend;
  if (points.length === 0) return `No eval of ${suite}${retriever === null ? '' : ` with ${retriever}`} is kept yet.`;
  return [
    `${suite}, ${retriever}: ${points.length === 1 ? 'the only eval kept with it' : `the last ${points.length} evals`}`,
    table(
      ['eval', 'first run', 'runs', 'searched', 'truth', 'questions', ...measures, 'verdict', 'since the one before'],
      points.map((point) => [
        point.id,
        point.created_at.slice(0, 10),
        point.times,
        point.corpus_tag,
        point.truth_tag ?? '',
        point.queries[measures[0] ?? ''] ?? '',
        ...measures.map((name) => cell(point, name)),
        verdictOf(point),
        changesOf(point),
      ]),
    ),
    ...sparklines(trend),
    ...leftOut(trend),
  ].join('\n');
}

function cell({ values }: TrendPoint, name: string): string {
  const value = values[name];
  return value ? `${value.mean.toFixed(3)} (${value.low.toFixed(3)}–${value.high.toFixed(3)})` : '–';
}

function verdictOf({ verdict, passed }: TrendPoint): string {
  return [verdict?.replaceAll('_', ' '), passed ? undefined : 'FAILED'].filter((word) => word !== undefined).join(', ');
}

function changesOf({ changed }: TrendPoint): string {
  if (changed.length === 0) return '';
  return `${changed.join(', ')} changed here`;
}

/** From the first to the last, where there is a way to go. */
function sparklines({ measures, points }: Trend): readonly string[] {
  return measures.flatMap((name) => {
    const values = points.flatMap(({ values: all }) => (all[name] ? [all[name].mean] : []));
    const [first, last] = [values[0], values.at(-1)];
    if (values.length < 3 || first === undefined || last === undefined) return [];
    return [`${name}  ${sparkline(values)}  ${first.toFixed(3)} → ${last.toFixed(3)}`];
  });
}

/** Values as blocks between their least and their greatest. */
export function sparkline(values: readonly number[]): string {
  const low = Math.min(...values);
  const range = Math.max(Math.max(...values) - low, LEAST_RANGE);
  return values.map((value) => BLOCKS[Math.round(((value - low) / range) * (BLOCKS.length - 1))] ?? '').join('');
}

function leftOut({ earlier, without_retriever, retriever }: Trend): readonly string[] {
  const parts = [
    earlier > 0 ? `${earlier} earlier` : '',
    without_retriever > 0 ? `${without_retriever} without ${retriever} (--retriever shows another)` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : [`Kept and not shown: ${parts.join(', ')}.`];
}
