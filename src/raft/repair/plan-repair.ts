/** What a repair has to do: which lines of a dataset are dead, what stood there, and what the rest keeps others from asking. */
import type { RaftRow, Split } from '../../dataset/raft-row.js';
import { isRotten, type RotVerdict } from '../../verify/claims/finding.js';
import type { AskedQuestion, ExplicitCell } from '../build.js';
import { checkDataset } from '../check/check-dataset.js';
import type { RowJudge } from '../check/check-row.js';

/** A line that goes, and the cell whose rows may stand in its place; null for a line that was no row. */
export interface DeadLine {
  readonly line: number;
  readonly cell: string | null;
}

export interface RepairPlan {
  /** Dead lines by split, in the order of the file. */
  readonly dead: ReadonlyMap<Split, readonly DeadLine[]>;
  /** Rows wanted in their place, by {@link cellKey}. */
  readonly cells: ReadonlyMap<string, ExplicitCell>;
  readonly dropped: Readonly<Partial<Record<RotVerdict, number>>>;
  readonly kept: number;
  /** Questions of the rows that stay. */
  readonly asked: readonly AskedQuestion[];
}

/**
 * Judges every row; what is rotten is to go.
 *
 * @param seen told of each row, dead or not, with its split
 */
export async function planRepair(
  folder: string,
  judge: RowJudge,
  seen: (row: RaftRow, at: { readonly split: Split; readonly isDead: boolean }) => void,
): Promise<RepairPlan> {
  const dead = new Map<Split, DeadLine[]>();
  const cells = new Map<string, ExplicitCell>();
  const dropped: Partial<Record<RotVerdict, number>> = {};
  const asked: AskedQuestion[] = [];
  let kept = 0;
  for await (const { row, split, line, verdict } of checkDataset(folder, judge)) {
    const isDead = isRotten(verdict);
    if (row !== null) seen(row, { split, isDead });
    if (!isDead) {
      kept += 1;
      if (row !== null) asked.push({ text: row.question, split });
      continue;
    }
    dropped[verdict] = (dropped[verdict] ?? 0) + 1;
    const lines = dead.get(split) ?? [];
    lines.push({ line, cell: row && cellKey(row, split) });
    dead.set(split, lines);
    if (row !== null && row.twin_of === undefined) addTo(cells, row, split);
  }
  return { dead, cells, dropped, kept, asked };
}

/** Rows of one key can stand in each other's place: same split, type, language, and oracle in the context or not. */
export function cellKey(
  { type, lang, oracle_present }: Pick<RaftRow, 'type' | 'lang' | 'oracle_present'>,
  split: Split,
): string {
  return `${split}/${type}/${lang}/${oracle_present ? 'oracle' : 'none'}`;
}

function addTo(cells: Map<string, ExplicitCell>, row: RaftRow, split: Split): void {
  const key = cellKey(row, split);
  const { type, lang, oracle_present } = row;
  const count = (cells.get(key)?.count ?? 0) + 1;
  cells.set(key, { split, type, lang, withOracle: oracle_present, count });
}
