/** One retriever against one, for a person: every measure, the slices where something can be told, the questions that moved. */
import type { PairComparison } from '../../evals/compare/compare.js';
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

/** What is other about the sides, a line each; what makes figures doubtful is marked. */
export function differsOf({ differs }: PairComparison): readonly string[] {
  return differs.map(({ doubtful, message }) => `${doubtful ? 'CAUTION  ' : '  '}${message}`);
}

/** All of one pair. */
export function renderPair(pair: PairComparison): string {
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

/** Questions that are in no figure, by reason. */
export function excluded(queries: readonly ExcludedQuery[]): string {
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
    ...all.filter((one, i) => i === 0 || isSaid(one)).map((one) => differenceSentence(one, all.length)),
    ...oneSided.map(
      ({ measure, one_sided }) => `${measure}: ${one_sided} more have it on one side only, and are left out`,
    ),
  ].join('\n');
}

/** What is said in a sentence too, beside the first: the measures that tell most, and where nothing can be told. */
function isSaid(difference: Difference): boolean {
  return difference.finding === 'unclear' || isLead(difference);
}

/** Whether a measure is one of those that tell most. */
export function isLead({ measure }: Difference): boolean {
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

/** What can be told, in a word; empty where nothing can. */
export function verdict({ finding }: Difference): string {
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

/** `1 question`, `1,200 questions`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
