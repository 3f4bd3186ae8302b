/** A comparison for a person: each retriever whole, or many in a line each; then the gates. */
import type { Comparison, PairComparison } from '../../evals/compare/compare.js';
import { signed } from '../../evals/compare/sentence.js';
import { counted, differsOf, excluded, isLead, renderPair, verdict } from './compare-pair.js';
import { table } from './table.js';

/** More retrievers than these are shown in a table, unless they were asked for by name. */
const FEW_PAIRS = 2;

export interface ComparisonView {
  /** Sentences on what was left out or counted otherwise. */
  readonly notes: readonly string[];
  /** Whether the retrievers were named: then each is shown whole. */
  readonly named: boolean;
}

/** The text of a comparison. */
export function renderComparison(comparison: Comparison, { notes, named }: ComparisonView): string {
  const { pairs } = comparison;
  const isWhole = named || pairs.length <= FEW_PAIRS;
  const parts = [
    ...(isWhole ? pairs.map(renderPair) : overview(pairs)),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
    ...gates(comparison),
  ];
  return parts.join('\n\n');
}

/** Many retrievers: a line each; what differs between the sides, once. */
function overview(pairs: readonly PairComparison[]): readonly string[] {
  const [first] = pairs;
  if (!first) return [];
  const measures = first.differences.filter(isLead).map(({ measure }) => measure);
  const shown = measures.length > 0 ? measures : first.differences.slice(0, 1).map(({ measure }) => measure);
  const rows = pairs.map((pair) => [pair.b.retriever, ...shown.map((measure) => overviewCell(pair, measure))]);
  const lines = [...new Set(pairs.flatMap((pair) => differsOf(pair)))];
  const left = pairs.find(({ excluded: queries }) => queries.length > 0);
  return [
    [`${first.a.name} → ${first.b.name}, ${counted(first.shared, 'question')} of both`, ...lines].join('\n'),
    ...(left ? [excluded(left.excluded)] : []),
    table(['retriever', ...shown], rows),
    `Each with all measures, slices and the questions that moved: add -r ${first.b.retriever}, or --json.`,
  ];
}

function overviewCell({ differences: all }: PairComparison, measure: string): string {
  const found = all.find((one) => one.measure === measure);
  if (!found) return '–';
  const told = verdict(found) || (found.finding === 'equal' ? 'the same' : 'no difference told');
  return `${found.a.toFixed(3)} → ${found.b.toFixed(3)} (${signed(found.difference)}) ${told}`;
}

function gates({ gates: all }: Comparison): readonly string[] {
  if (all.length === 0) return [];
  return [all.map(({ passed, text, message }) => `${passed ? 'pass' : 'FAIL'}  ${text}: ${message}`).join('\n')];
}
