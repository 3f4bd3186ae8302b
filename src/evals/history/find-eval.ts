/** Finds a kept eval by what the user calls it. */
import { RaftCorpusError } from '../../core/errors.js';
import { compareText } from '../../core/order.js';
import type { Store } from '../../store/store.js';
import { evalName, evalNumber } from './eval-name.js';
import { type KeptEval, keptEvals } from './kept-evals.js';

/** Names that depend on when an eval was last run. */
const RECENT = { latest: 1, previous: 2 } as const;

/** Whether `name` can be the name of a kept eval: `e-000003`, `latest`, `previous`. */
export function isEvalName(name: string): boolean {
  return Object.hasOwn(RECENT, name) || evalNumber(name) !== null;
}

/**
 * The eval of that name. `latest` is the one that was run last, again or for the first time, `previous` the one before it;
 * `suite` says of which suite, by default that of the eval that was run last.
 *
 * @throws RaftCorpusError where the store keeps none of that name, naming those it keeps
 */
export async function findEval(
  store: Store,
  name: string,
  options: { readonly suite?: string } = {},
): Promise<KeptEval> {
  const number = evalNumber(name);
  if (number !== null) {
    const all = await keptEvals(store);
    const found = all.find(({ numbers }) => numbers.includes(number));
    if (found) return found;
    throw missing(store, `the store keeps no eval ${evalName(number)}`, all);
  }
  const byRun = [...(await keptEvals(store, options))].sort(
    (a, b) => compareText(b.last_at, a.last_at) || (b.numbers[0] ?? 0) - (a.numbers[0] ?? 0),
  );
  const suite = options.suite ?? byRun[0]?.suite;
  const ofSuite = byRun.filter((kept) => kept.suite === suite);
  const found = ofSuite[RECENT[name as keyof typeof RECENT] - 1];
  if (found) return found;
  const of = suite === undefined ? '' : ` of ${suite}`;
  if (ofSuite.length === 0) throw missing(store, `the store keeps no eval${of}`, byRun);
  throw new RaftCorpusError(`the store keeps one eval${of} alone: there is none before ${ofSuite[0]?.id}`, {
    where: store.uri,
    fix: 'Run another: of another state (--tag), or after a change. The same again is counted, not kept twice.',
  });
}

function missing({ uri }: Store, message: string, kept: readonly KeptEval[]): RaftCorpusError {
  const names = [...kept].sort((a, b) => (a.numbers[0] ?? 0) - (b.numbers[0] ?? 0)).slice(-5);
  const known = names.map(({ id, suite, corpus_tag }) => `${id} (${suite} on ${corpus_tag})`).join(', ');
  return new RaftCorpusError(message, {
    where: uri,
    fix:
      known === ''
        ? 'Run `raft-corpus eval`: every eval of a suite is kept.'
        : `The newest it keeps: ${known}. See raft-corpus eval --trend.`,
  });
}
