/** A comparison for a person: what can be told, where, and which questions moved. */
import type { Comparison, PairComparison } from '../../evals/compare/compare.js';
import type { Difference } from '../../evals/compare/differences.js';
import type { MovedQuery } from '../../evals/compare/moved.js';
import { differenceSentence, pValue, signed } from '../../evals/compare/sentence.js';
import type { ExcludedQuery, Exclusion } from '../../evals/compare/shared-queries.js';
import { TREND_MEASURES } from '../../evals/history/trend.js';
import { table } from './table.js';

/** Tests of slices that are shown even where nothing can be told, and that are shown at most; JSON has all. */
const FEW_SLICES = 6;
const MANY_SLICES = 15;
const NAMED_EXCLUDED = 5;

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

function differsOf({ differs }: PairComparison): readonly string[] {
  return differs.map(({ doubtful, message }) => `${doubtful ? 'CAUTION  ' : '  '}${message}`);
}

function renderPair(pair: PairComparison): string {
  const { a, b } = pair;
  const title = a.retriever === b.retriever ? b.retriever : `${a.retriever} → ${b.retriever}`;
  const files = a.name === b.name ? b.name : `${a.name} → ${b.name}`;
  const heading = `${title}: ${files}, ${counted(pair.shared, 'question')} of both`;
  return [
    [heading, ...differsOf(pair)].join('\n'),
    ...(pair.excluded.length > 0 ? [excluded(pair.excluded)] : []),
    differences(pair),
    ...slices(pair),
    ...moved(pair),
  ].join('\n\n');
}

const WHY: Readonly<Record<Exclusion, string>> = {
  only_a: 'only in the first',
  only_b: 'only in the second',
  stale_gold: 'with gold that had drifted on one side',
  reworded: 'asked in other words',
};

function excluded(queries: readonly ExcludedQuery[]): string {
  const reasons = [...new Set(queries.map(({ why }) => why))];
  const lines = reasons.map((why) => {
    const ids = queries.filter((query) => query.why === why).map(({ id }) => id);
    const more = ids.length > NAMED_EXCLUDED ? ` and ${ids.length - NAMED_EXCLUDED} more` : '';
    return `  ${ids.length} ${WHY[why]}: ${ids.slice(0, NAMED_EXCLUDED).join(', ')}${more}`;
  });
  return [`${counted(queries.length, 'question')} left out of every figure:`, ...lines].join('\n');
}

function differences({ differences: all }: PairComparison): string {
  const rows = all.map((one) => [
    one.measure,
    one.a.toFixed(3),
    one.b.toFixed(3),
    signed(one.difference),
    `${signed(one.low)} … ${signed(one.high)}`,
    pValue(one.p),
    pValue(one.p_holm),
    `${one.won} / ${one.lost}`,
    one.queries,
    verdict(one),
  ]);
  const head = [
    'measure',
    'first',
    'second',
    'difference',
    '95 % interval',
    'p',
    'p (Holm)',
    'better / worse',
    'questions',
    '',
  ];
  const oneSided = all.filter(({ one_sided }) => one_sided > 0);
  return [
    table(head, rows),
    '',
    ...all.filter(isSaid).map((one) => differenceSentence(one, all.length)),
    ...oneSided.map(
      ({ measure, one_sided }) => `${measure}: ${one_sided} more have it on one side only, and are left out`,
    ),
  ].join('\n');
}

/** What the table does not say in itself: the measures that tell most, and where nothing can be told. */
function isSaid(difference: Difference): boolean {
  return difference.finding === 'unclear' || isLead(difference);
}

function isLead({ measure }: Difference): boolean {
  return TREND_MEASURES.some((name) => name === measure);
}

/** Slices of which something can be told first; then the smallest p values. */
function slices({ slices: all }: PairComparison): readonly string[] {
  const tests = all.flatMap(({ slice, differences: found }) => found.map((one) => ({ slice, one })));
  if (tests.every(({ one }) => one.finding === 'equal')) return [];
  const sorted = [...tests].sort((a, b) => a.one.p_holm - b.one.p_holm || a.one.p - b.one.p);
  const told = sorted.filter(({ one }) => isTold(one));
  const shown = sorted.slice(0, Math.min(MANY_SLICES, Math.max(told.length, FEW_SLICES)));
  const rows = shown.map(({ slice, one }) => [
    slice,
    one.measure,
    signed(one.difference),
    `${signed(one.low)} … ${signed(one.high)}`,
    pValue(one.p),
    pValue(one.p_holm),
    one.queries,
    verdict(one),
  ]);
  const left = tests.length - shown.length;
  const rest = left > 0 ? [`… and ${left} more; --json has them`] : [];
  return [
    [
      table(
        ['slice', 'measure', 'difference', '95 % interval', 'p', `p (Holm, ${tests.length})`, 'questions', ''],
        rows,
      ),
      ...rest,
    ].join('\n'),
  ];
}

function isTold({ finding }: Difference): boolean {
  return finding === 'better' || finding === 'worse';
}

function verdict({ finding }: Difference): string {
  return finding === 'unclear' || finding === 'equal' ? '' : finding.replace('_', ' ');
}

function moved({ moved: found }: PairComparison): readonly string[] {
  if (found === null || found.all.better + found.all.worse === 0) return [];
  const section = (way: 'better' | 'worse'): readonly string[] => {
    if (found[way].length === 0) return [];
    const heading = `Moved for the ${way} by ${found.measure}: ${counted(found.all[way], 'question')}, the most first`;
    return [`${heading}\n${table(['id', 'from → to', 'question'], found[way].map(movedRow))}`];
  };
  return [...section('better'), ...section('worse')];
}

function movedRow({ id, from, to, text }: MovedQuery): readonly string[] {
  return [id, `${from.toFixed(3)} → ${to.toFixed(3)}`, text ?? ''];
}

function gates({ gates: all }: Comparison): readonly string[] {
  if (all.length === 0) return [];
  return [all.map(({ passed, text, message }) => `${passed ? 'pass' : 'FAIL'}  ${text}: ${message}`).join('\n')];
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
