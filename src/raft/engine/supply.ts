/**
 * Questions with their distractors, on demand: drawn, taken through the stages and mined a batch at a time, ahead of
 * those who ask. Working ahead changes nothing that can be seen: each cell's questions come in their own order, and a
 * question is counted when it is asked for, not when it was prepared.
 */
import type { MinedRow } from '../../negatives/types.js';
import type { Question } from '../questions/question.js';
import type { QuestionStage } from '../questions/stage.js';
import { cellName, type PlannedCell } from './cells.js';
import type { Draw } from './draw.js';
import type { QuestionMiner } from './question-miner.js';

/** What became of a question on its way: mined, or dropped by a stage. `passed` names the stages it went through. */
export interface Supplied {
  readonly passed: readonly string[];
  readonly outcome:
    | { readonly question: Question; readonly mined: MinedRow }
    | { readonly stage: string; readonly reason: string };
}

export interface SupplyOptions {
  readonly draw: Draw;
  readonly stages: readonly QuestionStage[];
  readonly miner: QuestionMiner;
  /** Questions prepared at once. It changes no result. */
  readonly batch: number;
  /** Questions prepared beyond those wanted, since some fall out: a factor, and so many more. It changes no result. */
  readonly spare?: Spare | undefined;
  /** What is still to be filled, in order, with the rows still wanted: what is worth preparing. */
  ahead(): Iterable<PlannedCell>;
}

export interface Spare {
  readonly share: number;
  readonly more: number;
}

interface Queue {
  readonly questions: AsyncIterator<Question, undefined>;
  readonly ready: Supplied[];
  isDry: boolean;
}

const SPARE: Spare = { share: 1.15, more: 4 };

export class Supply {
  private readonly queues = new Map<string, Queue>();

  constructor(private readonly options: SupplyOptions) {}

  /** The next question of a cell; null when it has run dry. */
  async next(cell: PlannedCell): Promise<Supplied | null> {
    const queue = this.queueOf(cell);
    if (queue.ready.length === 0 && !queue.isDry) await this.prepare(cell);
    return queue.ready.shift() ?? null;
  }

  private async prepare(cell: PlannedCell): Promise<void> {
    const batch: { readonly queue: Queue; readonly question: Question }[] = [];
    const cells = [cell, ...this.options.ahead()];
    const { share, more } = this.options.spare ?? SPARE;
    for (const [i, asked] of cells.entries()) {
      const queue = this.queueOf(asked);
      const isAhead = i > 0;
      if (isAhead && (queue.ready.length > 0 || batch.some((item) => item.queue === queue))) continue;
      const room = this.options.batch - batch.length;
      if (room <= 0) break;
      const wanted = Math.min(room, Math.ceil(asked.count * share) + more);
      for (const question of await take(queue, wanted)) batch.push({ queue, question });
    }
    const supplied = await this.supply(batch.map(({ question }) => question));
    for (const [i, { queue }] of batch.entries()) queue.ready.push(supplied[i] as Supplied);
  }

  /** Stages and mining for a batch; outcomes in its order. */
  private async supply(questions: readonly Question[]): Promise<readonly Supplied[]> {
    const outcomes = new Array<Supplied>(questions.length);
    let alive = questions.map((question, at) => ({ at, question }));
    const passed: string[] = [];
    for (const stage of this.options.stages) {
      const said = alive.length === 0 ? [] : await stage.run(alive.map(({ question }) => question));
      alive = alive.flatMap(({ at }, i) => {
        const outcome = said[i];
        if (outcome === undefined) throw new Error(`stage ${stage.name} gave ${said.length} outcomes too few`);
        if ('question' in outcome) return [{ at, question: outcome.question }];
        outcomes[at] = { passed: [...passed], outcome: { stage: stage.name, reason: outcome.reason } };
        return [];
      });
      passed.push(stage.name);
    }
    const mined = alive.length === 0 ? [] : await this.options.miner.mine(alive.map(({ question }) => question));
    for (const [i, { at, question }] of alive.entries()) {
      outcomes[at] = { passed, outcome: { question, mined: mined[i] as MinedRow } };
    }
    return outcomes;
  }

  private queueOf(cell: PlannedCell): Queue {
    const name = cellName(cell);
    let queue = this.queues.get(name);
    if (queue === undefined) {
      queue = { questions: this.options.draw.questions(cell), ready: [], isDry: false };
      this.queues.set(name, queue);
    }
    return queue;
  }
}

async function take(queue: Queue, wanted: number): Promise<Question[]> {
  const taken: Question[] = [];
  while (!queue.isDry && taken.length < wanted) {
    const next = await queue.questions.next();
    if (next.done) queue.isDry = true;
    else taken.push(next.value);
  }
  return taken;
}
