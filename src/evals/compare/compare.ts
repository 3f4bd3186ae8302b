/** Two evals of the same questions held against each other: paired differences, and which questions moved. */
import { RaftCorpusError } from '../../core/errors.js';
import { compareText } from '../../core/order.js';
import { comparedMeasures, sliceMeasures } from './choose-measures.js';
import { type SideDifference, sideDifferences } from './comparable.js';
import { type Difference, pairedDifferences, type TestOptions } from './differences.js';
import { checkFailOn, type FailOn, type FailOnResult } from './fail-on.js';
import { type Moved, movedQueries } from './moved.js';
import { type ExcludedQuery, sharedQueries } from './shared-queries.js';
import type { Side, SideFacts, SidePair } from './side.js';

export interface CompareOptions {
  readonly pairs: readonly SidePair[];
  readonly seed: number | string;
  /** Measures to compare; default all that both sides have. The first one ranks the queries that moved. */
  readonly measures?: readonly string[];
  readonly failOn?: readonly FailOn[];
  /** Queries listed for each direction; default 5. */
  readonly moved?: number;
  /** Rounds of the randomisation test; default 10,000. */
  readonly rounds?: number;
}

/** One side, as the report names it. */
export interface SideLabel extends SideFacts {
  readonly name: string;
  readonly retriever: string;
  /** Queries that it has values for. */
  readonly queries: number;
}

export interface SliceComparison {
  /** `lang=ja`, as the newer side sorts questions. */
  readonly slice: string;
  readonly queries: number;
  readonly differences: readonly Difference[];
}

/** One retriever of one report against one of another. */
export interface PairComparison {
  readonly a: SideLabel;
  readonly b: SideLabel;
  /** Queries that both sides have. */
  readonly shared: number;
  readonly excluded: readonly ExcludedQuery[];
  /** What is other about the sides: {@link SideDifference.doubtful} ones are warnings. */
  readonly differs: readonly SideDifference[];
  /** Over all shared queries; one family of tests. */
  readonly differences: readonly Difference[];
  /** By slice, for the measures that tell most; another family. */
  readonly slices: readonly SliceComparison[];
  readonly moved: Moved | null;
}

/** The `compare --json` document. */
export interface Comparison {
  readonly schema: 1;
  readonly seed: string;
  readonly rounds: number;
  readonly pairs: readonly PairComparison[];
  readonly gates: readonly FailOnResult[];
  readonly passed: boolean;
}

const ROUNDS = 10_000;
/** Rounds of the bootstrap: the ends of an interval are then good to a sixtieth of its width. */
const RESAMPLES = 2_000;
/** Rounds for each test of a family, so that a clear difference can still be told after Holm. */
const ROUNDS_PER_TEST = 200;

/**
 * Compares each pair, B minus A, on the queries that both sides have.
 *
 * @throws RaftCorpusError where a pair shares no query or no measure, or a gate is about a retriever that is not compared
 */
export function compareSides(options: CompareOptions): Comparison {
  const { seed, failOn = [], rounds = ROUNDS } = options;
  checkGateNames(options);
  const compared = options.pairs.map((pair) => comparePair(pair, { ...options, failOn, rounds }));
  const gates = compared.flatMap((pair) =>
    failOn
      .filter(({ retriever }) => retriever === null || retriever === pair.b.retriever)
      .map((gate) => checkFailOn(gate, { retriever: pair.b.retriever, ...differenceFor(gate, pair) })),
  );
  return { schema: 1, seed: String(seed), rounds, pairs: compared, gates, passed: gates.every(({ passed }) => passed) };
}

type PairOptions = CompareOptions & Required<Pick<CompareOptions, 'failOn' | 'rounds'>>;

function comparePair(pair: SidePair, options: PairOptions): PairComparison {
  const { ids, excluded } = sharedQueries(pair);
  if (ids.length === 0) throw nothingShared(pair);
  const measures = comparedMeasures(pair, ids, options);
  const lead = sliceMeasures(measures, options);
  const test: TestOptions = { seed: `${options.seed}/compare`, rounds: options.rounds, resamples: RESAMPLES };
  const [differences = []] = pairedDifferences(pair, [{ queries: ids, measures }], test);
  if (differences.length === 0) throw nothingShared(pair);
  return {
    a: labelOf(pair.a),
    b: labelOf(pair.b),
    shared: ids.length,
    excluded,
    differs: sideDifferences(pair),
    differences,
    slices: compareSlices(pair, { ids, measures: lead, test }),
    moved: movedQueries(pair, { ids, measure: measures[0] ?? '', count: options.moved ?? 5 }),
  };
}

function compareSlices(
  pair: SidePair,
  {
    ids,
    measures,
    test,
  }: { readonly ids: readonly string[]; readonly measures: readonly string[]; readonly test: TestOptions },
): readonly SliceComparison[] {
  const slices = new Map<string, string[]>();
  for (const id of ids) {
    for (const slice of new Set((pair.b.asked.get(id) ?? pair.a.asked.get(id))?.slices)) {
      const inside = slices.get(slice);
      if (inside) inside.push(id);
      else slices.set(slice, [id]);
    }
  }
  const sorted = [...slices].sort(([a], [b]) => compareText(a, b));
  const rounds = Math.max(test.rounds, ROUNDS_PER_TEST * sorted.length * measures.length);
  const differences = pairedDifferences(
    pair,
    sorted.map(([, queries]) => ({ queries, measures })),
    { ...test, rounds },
  );
  return sorted.map(([slice, queries], i) => ({ slice, queries: queries.length, differences: differences[i] ?? [] }));
}

function labelOf({ name, retriever, values, about }: Side): SideLabel {
  return { name, retriever, queries: values.size, ...about };
}

function differenceFor({ measure, slice }: FailOn, pair: PairComparison): { difference?: Difference } {
  const among = slice === null ? pair.differences : pair.slices.find((one) => one.slice === slice)?.differences;
  const difference = among?.find((one) => one.measure === measure);
  return difference ? { difference } : {};
}

function checkGateNames({ pairs, failOn = [] }: CompareOptions): void {
  const compared = pairs.map(({ b }) => b.retriever);
  for (const { retriever, text } of failOn) {
    if (retriever === null || compared.includes(retriever)) continue;
    throw new RaftCorpusError(`--fail-on ${JSON.stringify(text)} is about a retriever that is not compared`, {
      fix: `Compared: ${compared.join(', ')}.`,
    });
  }
}

function nothingShared({ a, b }: SidePair): RaftCorpusError {
  const example = (side: Side): string => [...side.values.keys()].slice(0, 3).join(', ') || 'no questions';
  return new RaftCorpusError('the two share no question with a value on both sides: there is nothing to compare', {
    where: `${a.name} (${a.retriever}) has ${example(a)} …; ${b.name} (${b.retriever}) has ${example(b)} …`,
    fix: 'Compare evals of the same suite, or runs for the same queries.',
  });
}
