/** Rows by a plan of shares: answerable questions first, then refusals in their proportion, then what was held back. */
import { SPLITS, type Split } from '../../dataset/raft-row.js';
import { largestRemainder, quotaWithin } from '../examples/quota.js';
import { cellName, type PlannedCell, type PlanOptions, weightsOf } from './cells.js';
import type { Filler, Item, Made } from './filler.js';
import { OracleQuota } from './oracle-quota.js';
import type { Shortage } from './shortage.js';

export interface SharedRowsOptions extends PlanOptions {
  /** Cells of all splits. */
  readonly plan: readonly PlannedCell[];
  readonly filler: Filler;
  /** P: the share of answerable rows whose context holds the oracle. */
  readonly oracleShare: number;
  readonly shortages: Shortage[];
  /** Told before each cell what is still to be filled. */
  expect(cells: readonly PlannedCell[]): void;
}

/** Splits in the order in which they are filled: train is compared with the others, and gives way. */
export const FILL_ORDER: readonly Split[] = [...SPLITS].reverse();

interface Held {
  readonly cell: PlannedCell;
  readonly item: Item;
}

/** Makes the rows of a plan, cell by cell; what a cell cannot give is asked of facts of its split. */
export async function* sharedRows(options: SharedRowsOptions): AsyncGenerator<Made> {
  yield* new SharedRows(options).rows();
}

class SharedRows {
  private readonly quota: OracleQuota;
  private readonly held = new Map<string, Held>();
  private readonly found = new Map<string, number>();

  constructor(private readonly options: SharedRowsOptions) {
    this.quota = new OracleQuota(options.oracleShare);
  }

  async *rows(): AsyncGenerator<Made> {
    for (const split of FILL_ORDER) {
      const cells = this.options.plan.filter((cell) => cell.split === split);
      const answerable = cells.filter(({ type }) => type !== 'unanswerable');
      for (const cell of answerable) yield* this.fill(cell);
      yield* this.askFacts(answerable, split);
      yield* this.refusals(cells, split);
    }
    yield* this.settle();
    this.report();
  }

  /** Fills a cell, beside what it has; a first row of each type and language is held back. */
  private async *fill(cell: PlannedCell): AsyncGenerator<Made> {
    const key = `${cell.type}/${cell.lang}`;
    let count = cell.count;
    this.expectFrom(cell);
    if (cell.type !== 'unanswerable' && this.quota.needsHeld(key)) {
      const item = await this.options.filler.next(cell);
      if (item === null) return;
      this.quota.hold(key);
      this.held.set(key, { cell, item });
      this.found.set(cellName(cell), (this.found.get(cellName(cell)) ?? 0) + 1);
      count -= 1;
    }
    const wants = (): boolean => cell.type !== 'unanswerable' && this.quota.wants(key);
    for await (const made of this.options.filler.fill({ ...cell, count }, wants)) {
      if (cell.type !== 'unanswerable') this.quota.record(key, made.withOracle);
      this.found.set(cellName(cell), (this.found.get(cellName(cell)) ?? 0) + 1);
      yield made;
    }
  }

  /** Facts are the one type that is plentiful: they take the places of what other types cannot give. */
  private async *askFacts(cells: readonly PlannedCell[], split: Split): AsyncGenerator<Made> {
    const dry = new Set(cells.filter((cell) => this.foundIn(cell) < cell.count).map(cellName));
    for (;;) {
      const missing = sum(cells.map((cell) => cell.count)) - this.answerableIn(split);
      const open = weightsOf(this.options)
        .filter(({ type, lang, weight }) => type === 'fact' && weight > 0 && !dry.has(cellName({ split, type, lang })))
        .map((cell) => ({ ...cell, split }));
      if (missing <= 0 || open.length === 0) return;
      const extra = quotaWithin(
        missing,
        open.map(({ weight }) => weight),
        open.map(() => missing),
      );
      for (const [i, { type, lang }] of open.entries()) {
        const cell = { split, type, lang, count: extra[i] ?? 0 };
        if (cell.count === 0) continue;
        const before = this.foundIn(cell);
        yield* this.fill(cell);
        if (this.foundIn(cell) - before < cell.count) dry.add(cellName(cell));
      }
    }
  }

  /** Refusals keep their share of what there is: a split short of answers is not filled up with them. */
  private async *refusals(cells: readonly PlannedCell[], split: Split): AsyncGenerator<Made> {
    const refusals = cells.filter(({ type }) => type === 'unanswerable');
    const answerable = sum(cells.filter(({ type }) => type !== 'unanswerable').map(({ count }) => count));
    const planned = sum(refusals.map(({ count }) => count));
    const share = answerable === 0 ? 1 : Math.min(1, this.answerableIn(split) / answerable);
    const counts = largestRemainder(
      Math.round(planned * share),
      refusals.map(({ count }) => count),
    );
    for (const [i, cell] of refusals.entries()) {
      const count = Math.min(cell.count, counts[i] ?? 0);
      yield* this.fill({ ...cell, count });
      const found = this.foundIn(cell);
      if (found === count && count < cell.count) this.short(cell, 'share');
      else if (found < cell.count) this.short(cell, 'dry');
    }
  }

  /** Makes the rows held back, so that the share comes out exactly. */
  private async *settle(): AsyncGenerator<Made> {
    for (let next = this.quota.settle()[0]; next !== undefined; next = this.quota.settle()[0]) {
      const { cell: key, withOracle } = next;
      const { cell, item } = this.held.get(key) as Held;
      const made = await this.settleOne(cell, item, withOracle);
      this.quota.hold(key, false);
      if (made === null) {
        this.found.set(cellName(cell), this.foundIn(cell) - 1);
        continue;
      }
      this.quota.record(key, made.withOracle);
      yield made;
    }
  }

  /** The held question, or the next of its cell for which such a row can be made. */
  private async settleOne(cell: PlannedCell, held: Item, withOracle: boolean): Promise<Made | null> {
    const { filler } = this.options;
    const one = { ...cell, count: 1 };
    for (let item: Item | null = held; item !== null; item = await filler.next(one)) {
      const outcome = filler.make(cell, item, withOracle);
      filler.count('row' in outcome ? null : outcome.reason);
      if ('row' in outcome) return { cell, item, withOracle, rows: [outcome.row, ...outcome.twins] };
    }
    return null;
  }

  private report(): void {
    for (const cell of this.options.plan) {
      if (cell.type !== 'unanswerable' && this.foundIn(cell) < cell.count) this.short(cell, 'dry');
    }
  }

  private short({ split, type, lang, count }: PlannedCell, cause: Shortage['cause']): void {
    this.options.shortages.push({
      split,
      type,
      lang,
      wanted: count,
      found: this.foundIn({ split, type, lang, count }),
      cause,
    });
  }

  private foundIn(cell: PlannedCell): number {
    return this.found.get(cellName(cell)) ?? 0;
  }

  private answerableIn(split: Split): number {
    const ofSplit = [...this.found].filter(
      ([name]) => name.startsWith(`${split}/`) && !name.includes('/unanswerable/'),
    );
    return sum(ofSplit.map(([, count]) => count));
  }

  private expectFrom(cell: PlannedCell): void {
    const { plan } = this.options;
    const ordered = FILL_ORDER.flatMap((split) => plan.filter((one) => one.split === split));
    const at = ordered.findIndex((one) => cellName(one) === cellName(cell));
    this.options.expect(ordered.slice(at + 1).filter((one) => this.foundIn(one) < one.count));
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
