/** What examples may be asked to be, and what they are when nothing is said. */
import { RaftCorpusError } from '../../core/errors.js';
import type { DocHeader } from '../../dataset/raft-formats/document.js';
import type { MiningCorpus } from '../../negatives/corpus.js';
import { corpusOfView } from '../../negatives/corpus.js';
import type { Origin } from '../../negatives/types.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { handOverOffered } from './hand-over.js';

/** What the assistant learns to say when a context does not hold the oracle of an answerable question. */
export const ABSENT_MODES = ['refuse', 'memorise', 'split'] as const;
export type AbsentMode = (typeof ABSENT_MODES)[number];

/**
 * Distractors of a context by origin: how many on average (`0.5`: in every second context), or `rest`, what the others
 * leave. Where the numbers do not come to the distractors wanted and there is no rest, they are shares.
 */
export type OriginQuotas = Readonly<Partial<Record<Origin, number | 'rest'>>>;

export interface ExampleOptions {
  /** The corpus with documents. */
  readonly index: ViewIndex;
  /** The same corpus as the miner sees it, with the labels of its sources; default: made from `index` without labels. */
  readonly corpus?: MiningCorpus;
  readonly seed: number | string;
  /** Distractors beside the oracles; default 4. */
  readonly distractors?: number;
  /** Default: one stale version, one sibling, the rest dense. */
  readonly quotas?: OriginQuotas;
  /** Default `refuse`. */
  readonly absent?: AbsentMode;
  /** `split`: the share of answerable contexts without oracle whose answer is memorised; default 0.5. */
  readonly memoriseShare?: number;
  /** A fact that changed in the last so many refreshes is not memorised; default 3. */
  readonly stableRefreshes?: number;
  /** Whether refusals offer a person; default: where a current policy passage does. */
  readonly handOver?: boolean;
  /** Least share of the contexts with oracle in which a distractor was updated after every oracle; default 0.3. */
  readonly newestShare?: number;
  /** Rows with the same documents in another order, beside each row; default 0. */
  readonly twins?: number;
  /** Most tokens of the documents, as `docHeader` renders them, and the question together; default: any number. */
  readonly maxTokens?: number;
  /** Counts them; needed with `maxTokens`. */
  readonly countTokens?: (text: string) => number;
  /** What stands first in each document of the prompt; default its title and date. */
  readonly docHeader?: DocHeader;
  /** `maxTokens` leaves at least so many distractors, or the row is dropped; default 1. */
  readonly minDistractors?: number;
}

/** {@link ExampleOptions} with every default filled in. */
export type ResolvedExamples = Required<Omit<ExampleOptions, 'maxTokens' | 'countTokens'>> & {
  readonly budget: { readonly maxTokens: number; readonly countTokens: (text: string) => number } | null;
};

/** Fills in defaults. @throws RaftCorpusError for numbers out of range, or a token budget that nothing counts */
export function resolveExamples(options: ExampleOptions): ResolvedExamples {
  const { maxTokens, countTokens, ...rest } = options;
  const distractors = options.distractors ?? 4;
  const resolved = {
    distractors,
    quotas: defaultQuotas(distractors),
    absent: 'refuse',
    memoriseShare: 0.5,
    stableRefreshes: 3,
    newestShare: 0.3,
    twins: 0,
    docHeader: 'title',
    minDistractors: Math.min(1, distractors),
    ...defined(rest),
    corpus: options.corpus ?? corpusOfView(options.index),
    handOver: options.handOver ?? handOverOffered(options.index.view) !== null,
  } as const;
  check(resolved);
  if (maxTokens === undefined) return { ...resolved, budget: null };
  if (countTokens === undefined || !(maxTokens > 0)) {
    throw new RaftCorpusError('a token budget takes a number above zero, and something that counts tokens', {
      where: `maxTokens ${maxTokens}`,
      fix: "Give the corpus's embedder's countTokens.",
    });
  }
  return { ...resolved, budget: { maxTokens, countTokens } };
}

/** A stale version and a sibling where there is room for them beside what search finds. */
function defaultQuotas(distractors: number): OriginQuotas {
  return distractors >= 3 ? { stale: 1, sibling: 1, dense: 'rest' } : { stale: 0.5, dense: 'rest' };
}

/** Without keys whose value is undefined, so that defaults stand. */
function defined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}

function check(
  options: Pick<ResolvedExamples, 'distractors' | 'quotas' | 'memoriseShare' | 'newestShare'> & Counts,
): void {
  const bad = (name: string, value: unknown, wanted: string): never => {
    throw new RaftCorpusError(`${name} is ${String(value)}`, { fix: `Give ${wanted}.` });
  };
  for (const name of ['distractors', 'minDistractors', 'twins', 'stableRefreshes'] as const) {
    if (!Number.isSafeInteger(options[name]) || options[name] < 0) bad(name, options[name], 'a whole number from 0');
  }
  for (const name of ['memoriseShare', 'newestShare'] as const) {
    if (!(options[name] >= 0 && options[name] <= 1)) bad(name, options[name], 'a share from 0 to 1');
  }
  if (options.minDistractors > options.distractors)
    bad('minDistractors', options.minDistractors, 'at most distractors');
  const quotas = Object.entries(options.quotas);
  for (const [origin, quota] of quotas) {
    if (quota !== 'rest' && !(Number.isFinite(quota) && quota >= 0))
      bad(`the quota of ${origin}`, quota, 'a number from 0, or rest');
  }
  if (!quotas.some(([, quota]) => quota === 'rest' || quota > 0))
    bad('the sum of the quotas', 0, 'at least one origin');
}

type Counts = Pick<ResolvedExamples, 'minDistractors' | 'twins' | 'stableRefreshes'>;
