/** What kinds of pools there are; apart from what makes them, which loads a search engine: flags name the kinds. */

/** Kinds of pools that are made from questions and a corpus. */
export const POOL_KINDS = ['mined', 'random', 'naive', 'judged'] as const;
/**
 * `mined`: the miner's, with its filters; `naive`: the passages nearest to the question, whatever they say; `random`: any
 * passages; `judged`: those that a judge found not to answer.
 */
export type PoolKind = (typeof POOL_KINDS)[number];
