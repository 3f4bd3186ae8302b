/** Which queries moved most, in both directions. */
import { compareText } from '../../core/order.js';
import { betterOf } from './differences.js';
import { textOf } from './shared-queries.js';
import type { SidePair } from './side.js';

export interface MovedQuery {
  readonly id: string;
  readonly text: string | null;
  readonly from: number;
  readonly to: number;
}

export interface Moved {
  readonly measure: string;
  /** The largest moves for the better, and for the worse; largest first. */
  readonly better: readonly MovedQuery[];
  readonly worse: readonly MovedQuery[];
  /** How many moved at all, for the better and for the worse. */
  readonly all: { readonly better: number; readonly worse: number };
}

/** Moves that differ by less are equal but for rounding. */
const ROUNDING = 1e-9;

/** Queries by how far a measure of theirs went; equal moves in the order of their ids. Null where none has it twice. */
export function movedQueries(
  pair: SidePair,
  { ids, measure, count }: { readonly ids: readonly string[]; readonly measure: string; readonly count: number },
): Moved | null {
  const both = ids.flatMap((id): MovedQuery[] => {
    const [from, to] = [pair.a, pair.b].map(({ values }) => values.get(id)?.[measure]);
    return from === undefined || to === undefined ? [] : [{ id, text: textOf(pair, id), from, to }];
  });
  if (both.length === 0) return null;
  const way = betterOf(measure) === 'higher' ? 1 : -1;
  const gain = ({ from, to }: MovedQuery): number => Math.round((way * (to - from)) / ROUNDING);
  const sorted = [...both].sort((a, b) => gain(b) - gain(a) || compareText(a.id, b.id));
  const better = sorted.filter((query) => gain(query) > 0);
  const worse = sorted.filter((query) => gain(query) < 0).sort((a, b) => gain(a) - gain(b) || compareText(a.id, b.id));
  return {
    measure,
    better: better.slice(0, count),
    worse: worse.slice(0, count),
    all: { better: better.length, worse: worse.length },
  };
}
