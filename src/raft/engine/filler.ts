/** Cells become rows: questions are taken in turn until a cell is full or dry, and each that fails says why. */
import { addCounts, drop, KEEP, newCounts, type StageCounts, tally } from '../../core/stage.js';
import type { RaftRow, Split } from '../../dataset/raft-row.js';
import { recallAt10 } from '../../negatives/teacher.js';
import type { MinedRow } from '../../negatives/types.js';
import type { ExampleMaker, MadeExample } from '../examples/make-example.js';
import type { Question } from '../questions/question.js';
import type { Cell, PlannedCell } from './cells.js';
import type { QuestionGate } from './question-gate.js';
import type { Supplied, Supply } from './supply.js';

/** An example: its row, and the same documents in other orders where those are asked for. */
export interface Made {
  readonly cell: PlannedCell;
  readonly item: Item;
  readonly withOracle: boolean;
  readonly rows: readonly RaftRow[];
}

/** A question that may become a row. */
export interface Item {
  readonly question: Question;
  readonly mined: MinedRow;
}

export interface FillerOptions {
  readonly supply: Supply;
  readonly maker: ExampleMaker;
  readonly gate: QuestionGate;
  /** Split of the lineage of a passage's document; undefined where none is known. */
  splitOfDocument(docKey: string): Split | undefined;
  /** Names of the stages before mining, in their order. */
  readonly stages: readonly string[];
}

/** Counts of a build; complete when it has ended. */
export interface FillCounts {
  readonly stages: readonly StageCounts[];
  readonly questions: StageCounts;
  readonly negatives: StageCounts;
  readonly examples: StageCounts;
  /** Recall@10 by question with a positive. */
  readonly recall: { sum: number; count: number };
}

/** Questions of one cell that failed one way and may yet do the other; more are not worth waiting for. */
const MOST_WAITING = 8;

/** What a cell's rows have to be: asked before each row. */
export type Wants = () => boolean;

/** Fills cells one after another. It holds what is counted and nothing of the rows. */
export class Filler {
  readonly counts: FillCounts;

  constructor(private readonly options: FillerOptions) {
    this.counts = {
      stages: options.stages.map(newCounts),
      questions: newCounts('questions'),
      negatives: newCounts('negatives'),
      examples: newCounts('examples'),
      recall: { sum: 0, count: 0 },
    };
  }

  /** The next question of a cell that passed every gate; null when the cell is dry. */
  async next(cell: PlannedCell): Promise<Item | null> {
    for (;;) {
      const supplied = await this.options.supply.next(cell);
      if (supplied === null) return null;
      const item = this.admit(supplied, cell);
      if (item !== null) return item;
    }
  }

  /** Makes a row of an item. @returns the row, or why there is none; counting is the caller's, who may try again */
  make(cell: Cell, item: Item, withOracle: boolean): MadeExample {
    return this.options.maker.make({ split: cell.split, ...item, withOracle });
  }

  /** Counts a row that was made, or a question that is given up. */
  count(reason: string | null): void {
    tally(this.counts.examples, reason === null ? KEEP : drop(reason));
  }

  /**
   * Up to `cell.count` rows. A question that cannot have its context with the oracle may have one without, and the other
   * way round: it waits until such a row is wanted.
   *
   * @param wants whether the next row must hold its oracle
   */
  async *fill(cell: PlannedCell, wants: Wants): AsyncGenerator<Made> {
    const waiting = { true: [] as Waiting[], false: [] as Waiting[] };
    let made = 0;
    while (made < cell.count) {
      const withOracle = wants();
      const item = waiting[`${withOracle}`].shift() ?? (await this.next({ ...cell, count: cell.count - made }));
      if (item === null) break;
      const outcome = this.make(cell, item, withOracle);
      if ('row' in outcome) {
        this.count(null);
        made += 1;
        yield { cell, item, withOracle, rows: [outcome.row, ...outcome.twins] };
        continue;
      }
      const others = waiting[`${!withOracle}`];
      const isTriedBoth = 'reason' in item;
      if (isTriedBoth || cell.type === 'unanswerable' || others.length >= MOST_WAITING) this.count(outcome.reason);
      else others.push({ ...item, reason: outcome.reason });
    }
    for (const { reason } of [...waiting.true, ...waiting.false]) this.count(reason);
  }

  private admit({ passed, outcome }: Supplied, cell: Cell): Item | null {
    const { counts } = this;
    const stage = (name: string): StageCounts | undefined => counts.stages.find((one) => one.name === name);
    for (const name of passed) tally(stage(name) ?? newCounts(name), KEEP);
    if ('reason' in outcome) {
      tally(stage(outcome.stage) ?? newCounts(outcome.stage), drop(outcome.reason));
      return null;
    }
    const reason = this.leakOf(outcome.question, cell) ?? this.options.gate.check(outcome.question.text, cell.split);
    if (!tally(counts.questions, reason === null ? KEEP : drop(reason))) return null;
    this.options.gate.add(outcome.question.text, cell.split);
    this.countMined(outcome.mined);
    return outcome;
  }

  private leakOf({ evidence }: Question, { split }: Cell): string | null {
    const isElsewhere = evidence.some(({ passage }) => this.options.splitOfDocument(passage.doc_key) !== split);
    return isElsewhere ? 'evidence_in_another_split' : null;
  }

  private countMined(mined: MinedRow): void {
    const dropped = Object.values(mined.dropped).reduce((sum, count) => sum + count, 0);
    const { negatives, recall } = this.counts;
    addCounts(negatives, {
      name: negatives.name,
      in: mined.found + dropped,
      out: mined.found,
      dropped: { ...mined.dropped },
    });
    const found = recallAt10(mined);
    if (found === null) return;
    recall.sum += found;
    recall.count += 1;
  }
}

/** An item that failed once. */
type Waiting = Item & { readonly reason: string };
