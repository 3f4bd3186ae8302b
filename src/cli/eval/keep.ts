/** Evals are kept in the store, for later ones to be compared with. */
import { RaftCorpusError } from '../../core/errors.js';
import { recordEval } from '../../evals/history/record-eval.js';
import { type Trend, trendOf } from '../../evals/history/trend.js';
import type { Store } from '../../store/store.js';
import type { CommonOptions, Run } from '../command.js';

/** Keeps a report and gives the trend that it is part of; null where it cannot be kept: it is an eval all the same. */
export async function keepEval(
  { io, progress }: Run<CommonOptions>,
  store: Store,
  report: { readonly suite: string },
): Promise<Trend | null> {
  try {
    await recordEval(store, report, { createdAt: io.clock.now().toISOString() });
    return await trendOf(store, { suite: report.suite });
  } catch (error) {
    if (!(error instanceof RaftCorpusError)) throw error;
    progress.warn(`the eval is not kept in the store: ${error.message}`);
    return null;
  }
}
