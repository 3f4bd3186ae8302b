/** Rows with a model's reasoning. Where it does not hold, the row keeps our own, and the reason is counted. */
import type { StageCounts } from '../../core/stage.js';
import { drop, KEEP, tally } from '../../core/stage.js';
import type { SplitRow } from '../../dataset/raft-row.js';
import type { ChatClient } from '../../endpoint/chat/client.js';
import { mapConcurrent } from '../../endpoint/concurrent.js';
import { askUntilItHolds } from './ask.js';
import { checkReasoning } from './check-reasoning.js';
import { reasoningTask } from './reasoning-prompt.js';

export interface ReasonOptions {
  readonly chat: ChatClient;
  readonly corrections: number;
  readonly concurrency: number;
  /** Reasonings: used, or dropped with the reason of the last try. */
  readonly counts: StageCounts;
}

/** Rows held at once, for one that is asked at a time: slow answers then hold up few others. */
const WINDOW = 4;

/** Passes rows on in their order, those that quote something with new reasoning. */
export async function* reasonRows(rows: AsyncIterable<SplitRow>, options: ReasonOptions): AsyncGenerator<SplitRow> {
  let waiting: SplitRow[] = [];
  for await (const item of rows) {
    waiting.push(item);
    if (waiting.length < WINDOW * options.concurrency) continue;
    yield* reasonAll(waiting, options);
    waiting = [];
  }
  yield* reasonAll(waiting, options);
}

async function* reasonAll(items: readonly SplitRow[], options: ReasonOptions): AsyncGenerator<SplitRow> {
  const outcomes = await mapConcurrent(items, { limit: options.concurrency }, ({ row }, { signal }) =>
    row.quotes.length === 0
      ? Promise.resolve(null)
      : askUntilItHolds({
          ...{ chat: options.chat, corrections: options.corrections, signal },
          task: reasoningTask(row),
          check: ({ reasoning }) => checkReasoning(reasoning, row),
        }),
  );
  for (const [i, { split, row }] of items.entries()) {
    const outcome = outcomes[i] ?? null;
    if (outcome !== null) tally(options.counts, 'reason' in outcome ? drop(outcome.reason) : KEEP);
    yield { split, row: outcome !== null && 'value' in outcome ? outcome.value : row };
  }
}
