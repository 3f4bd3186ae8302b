/** Which refresh says what is current, whichever is searched: `--truth`, else the newest at `--as-of`. */
import { RaftCorpusError } from '../../core/errors.js';
import { completedRefreshes, selectRefresh } from '../../corpus/state.js';
import { loadView } from '../../corpus/view.js';
import type { Store } from '../../store/store.js';
import { indexView, type ViewIndex } from '../../verify/view-index.js';
import type { CommonOptions, Run } from '../command.js';
import { withStore } from '../open.js';

/** `--truth`, beside the common options. */
export interface TruthOptions extends CommonOptions {
  readonly truth?: string;
}

/**
 * A run that judges by the date of `--truth`, unless `--as-of` names another: what was current then is judged by that
 * day's calendar, so that an eval replays as it was.
 *
 * @throws RaftCorpusError where there is no such refresh
 */
export async function datedByTruth<Options extends TruthOptions>(run: Run<Options>): Promise<Run<Options>> {
  const { truth: tag, asOf } = run.options;
  if (tag === undefined || asOf !== undefined) return run;
  const now = await run.asOf('end');
  const { as_of } = await withStore(await run.config(), (store) => selectRefresh(store, { asOf: now, tag }));
  return { ...run, asOf: async () => as_of };
}

export interface Truth {
  readonly index: ViewIndex;
  /** Whether no newer refresh is in the store: then what rests on it may be registered for the next one to check. */
  readonly isNewest: boolean;
}

/**
 * The state that judges what is found in `searched`; the same one where it is selected too.
 *
 * @throws RaftCorpusError where there is no such refresh, or it is older than what is searched: what came after it would
 *   all count as stale
 */
export async function openTruth(run: Run<TruthOptions>, store: Store, searched: ViewIndex): Promise<Truth> {
  const { truth: tag } = run.options;
  const asOf = await run.asOf('end');
  const select = tag === undefined ? { asOf } : { asOf, tag };
  const refresh = await selectRefresh(store, select);
  const isNewest = (await completedRefreshes(store)).at(-1)?.tag === refresh.tag;
  if (refresh.tag === searched.view.tag) return { index: searched, isNewest };
  if (refresh.tag < searched.view.tag) {
    throw new RaftCorpusError(
      `${refresh.tag} says what is true, and the index of ${searched.view.tag}, which is newer, is searched`,
      {
        where: tag === undefined ? `--as-of ${asOf.slice(0, 10)}` : `--truth ${tag}`,
        fix: `Give --truth ${searched.view.tag} or a newer one${tag === undefined ? ', or a later --as-of' : ''}.`,
      },
    );
  }
  return { index: indexView(await loadView(store, { ...select, documents: true })), isNewest };
}
