/** Figures as the benchmark prints and keeps them. */
import type { RetrieverSummary } from '../../src/evals/evaluate-queries.js';

/** A mean with its interval, rounded, and how many queries have it. */
export type Figure = readonly [mean: number, low: number, high: number, queries: number];

/** By measure. */
export type Figures = Readonly<Record<string, Figure>>;

const round = (value: number): number => Number(value.toFixed(4));

/** The figures of one retriever by measure; measures that no query has are left out. */
export function figuresOf({ mean, interval, queries }: RetrieverSummary, measures: readonly string[]): Figures {
  return Object.fromEntries(
    measures.flatMap((name): [string, Figure][] => {
      const value = mean[name];
      const range = interval[name];
      if (value === undefined || range === undefined) return [];
      return [[name, [round(value), round(range.low), round(range.high), queries[name] ?? 0]]];
    }),
  );
}

/** A Markdown table: rows of figures under the measures. */
export function printTable(head: string, rows: Readonly<Record<string, Figures>>, measures: readonly string[]): void {
  const line = (cells: readonly string[]): void => console.log(`| ${cells.join(' | ')} |`);
  line([head, ...measures]);
  line(['---', ...measures.map(() => '---')]);
  for (const [name, figures] of Object.entries(rows)) {
    line([name, ...measures.map((measure) => shown(figures[measure]))]);
  }
  console.log('');
}

function shown(figure: Figure | undefined): string {
  if (figure === undefined) return '';
  const [mean, low, high] = figure;
  return `${mean.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
}
