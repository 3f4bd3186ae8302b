/**
 * Which answerable rows hold their oracle: an exact share, not a coin. Rows come one by one and cells may run dry at any
 * time, so one row of each cell is held back. The others keep a running quota, `floor((m + 1) × share)` of the first m,
 * so that whatever the held row becomes, its cell ends within one of its share; and which held rows get an oracle is
 * settled over all cells when their sizes are known, by largest remainder.
 */
import { compareText } from '../../core/order.js';

interface CellState {
  /** Rows made, the held one apart. */
  made: number;
  withOracle: number;
  held: boolean;
}

/** What a settled cell becomes. */
export interface Settlement {
  readonly cell: string;
  /** Whether its held row gets the oracle. */
  readonly withOracle: boolean;
}

/** Counts rows by cell, and says what the next one has to be. */
export class OracleQuota {
  private readonly cells = new Map<string, CellState>();

  /** @param share P, the share of answerable rows whose context holds the oracle, 0 … 1 */
  constructor(private readonly share: number) {}

  /** Whether the next row of a cell, other than its held one, must hold the oracle. */
  wants(cell: string): boolean {
    const { made, withOracle } = this.at(cell);
    return withOracle < Math.min(made + 1, floor((made + 2) * this.share));
  }

  record(cell: string, withOracle: boolean): void {
    const state = this.at(cell);
    state.made += 1;
    if (withOracle) state.withOracle += 1;
  }

  /** Whether the cell has no held row yet. */
  needsHeld(cell: string): boolean {
    return !this.at(cell).held;
  }

  /** A row of the cell is held back, or (`false`) turned out not to be had after all. */
  hold(cell: string, held = true): void {
    this.at(cell).held = held;
  }

  /**
   * What the held rows must become, given all that was made: of all n rows, held ones included, round(n × share) hold the
   * oracle. Cells that are farthest below their share come first, ties by name.
   */
  settle(): readonly Settlement[] {
    const open = [...this.cells].filter(([, state]) => state.held).sort((a, b) => compareText(a[0], b[0]));
    const lacking = open.map(([cell, { made, withOracle }]) => ({ cell, lack: (made + 1) * this.share - withOracle }));
    const wanted = this.missing(open.length);
    const first = new Set(
      [...lacking]
        .sort((a, b) => b.lack - a.lack)
        .slice(0, Math.max(0, wanted))
        .map(({ cell }) => cell),
    );
    return open.map(([cell]) => ({ cell, withOracle: first.has(cell) }));
  }

  /**
   * Oracles by which the rows made so far, and `more` to come, miss round(n × share); negative: there are too many.
   * Between 0 and `more` the rows to come can settle it.
   */
  missing(more = 0): number {
    const states = [...this.cells.values()];
    const rows = states.reduce((sum, { made }) => sum + made, 0) + more;
    return Math.round(rows * this.share) - states.reduce((sum, { withOracle }) => sum + withOracle, 0);
  }

  private at(cell: string): CellState {
    let state = this.cells.get(cell);
    if (state === undefined) {
      state = { made: 0, withOracle: 0, held: false };
      this.cells.set(cell, state);
    }
    return state;
  }
}

/** Floor of a product that rounding may have put just below a whole number: 5 × 0.6 is 3. */
function floor(product: number): number {
  return Math.floor(product + 1e-9);
}
