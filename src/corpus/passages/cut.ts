/**
 * Where a section that is too long is cut. Packing parts greedily would make every later passage depend
 * on every earlier word: one inserted sentence, and all that follows gets new ids and new vectors. Here
 * each cut is chosen by what stands beside it, so that an edit changes the passages around it and no
 * others: a range is cut at the most natural boundary well inside it, among equals at the one whose
 * following text hashes lowest (content-defined, like a treap's root), and both sides again until they
 * fit.
 */
import type { Atom, Ruler } from './atoms.js';

/** Consecutive atoms that make a passage. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly tokens: number;
}

/** Atoms `from` (inclusive) to `to` (exclusive). */
interface Range {
  readonly from: number;
  readonly to: number;
}

interface FittingRange extends Range {
  readonly tokens: number;
}

/** Neither side of a cut should be smaller than this share of the budget, where the text allows it. */
const SMALLEST_SHARE = 0.25;

/** Cuts atoms into pieces that fit the ruler, in order; every atom is in exactly one piece. */
export function cutAtoms(atoms: readonly Atom[], ruler: Ruler): readonly Piece[] {
  const sums = prefixSums(atoms);
  const fitting: FittingRange[] = [];
  const open: Range[] = [{ from: 0, to: atoms.length }];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const tokens = fitRange(atoms, sums, range, ruler);
    if (tokens !== null) {
      fitting.push({ ...range, tokens });
      continue;
    }
    const cut = chooseCut(atoms, sums, range, ruler.maxTokens * SMALLEST_SHARE);
    open.push({ from: cut, to: range.to }, { from: range.from, to: cut });
  }
  return mergeTiny(atoms, sums, fitting, ruler).map((range) => ({ ...spanOf(atoms, range), tokens: range.tokens }));
}

function prefixSums(atoms: readonly Atom[]): Float64Array {
  const sums = new Float64Array(atoms.length + 1);
  atoms.forEach((atom, index) => {
    sums[index + 1] = (sums[index] ?? 0) + atom.tokens;
  });
  return sums;
}

function sumOf(sums: Float64Array, from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}

function spanOf(atoms: readonly Atom[], { from, to }: Range): { readonly start: number; readonly end: number } {
  return { start: atoms[from]?.start ?? 0, end: atoms[to - 1]?.end ?? 0 };
}

function fitRange(atoms: readonly Atom[], sums: Float64Array, range: Range, ruler: Ruler): number | null {
  if (range.to - range.from === 1) return atoms[range.from]?.tokens ?? 0;
  const { start, end } = spanOf(atoms, range);
  return ruler.fit(start, end, sumOf(sums, range.from, range.to));
}

/** The atom before which a range of two or more is cut. */
function chooseCut(atoms: readonly Atom[], sums: Float64Array, { from, to }: Range, smallest: number): number {
  let best = from + 1;
  let bestSide = -1;
  for (let at = from + 1; at < to; at++) {
    const side = Math.min(sumOf(sums, from, at), sumOf(sums, at, to));
    if (isBetter(atoms, { at, side }, { at: best, side: bestSide }, smallest)) {
      best = at;
      bestSide = side;
    }
  }
  return best;
}

/** A cut before atom `at`, whose smaller side has `side` tokens. */
interface Cut {
  readonly at: number;
  readonly side: number;
}

/** Natural cuts that leave two sizeable sides come first; where there is none, the most even one. */
function isBetter(atoms: readonly Atom[], cut: Cut, best: Cut, smallest: number): boolean {
  if (cut.side < smallest || best.side < smallest) return cut.side > best.side;
  const a = atoms[cut.at];
  const b = atoms[best.at];
  if (a === undefined || b === undefined) return false;
  if (a.joint !== b.joint) return a.joint < b.joint;
  return a.hash === b.hash ? cut.side > best.side : a.hash < b.hash;
}

/** Joins a range far below the budget with the neighbour it belongs to more, if both fit together. */
function mergeTiny(
  atoms: readonly Atom[],
  sums: Float64Array,
  ranges: readonly FittingRange[],
  ruler: Ruler,
): readonly FittingRange[] {
  const smallest = ruler.maxTokens * SMALLEST_SHARE;
  const merged: FittingRange[] = [];
  const waiting = [...ranges].reverse();
  for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
    const before = merged.at(-1);
    const after = waiting.at(-1);
    const join = (a: FittingRange | undefined, b: FittingRange | undefined): FittingRange | null => {
      if (a === undefined || b === undefined) return null;
      const whole = { from: a.from, to: b.to };
      const tokens = fitRange(atoms, sums, whole, ruler);
      return tokens === null ? null : { ...whole, tokens };
    };
    if (range.tokens >= smallest) {
      merged.push(range);
      continue;
    }
    const back = join(before, range);
    const forth = join(range, after);
    const goesForth =
      forth !== null && (back === null || (atoms[range.to]?.joint ?? 0) > (atoms[range.from]?.joint ?? 0));
    if (goesForth) {
      waiting.pop();
      waiting.push(forth);
    } else if (back !== null) merged[merged.length - 1] = back;
    else merged.push(range);
  }
  return merged;
}
