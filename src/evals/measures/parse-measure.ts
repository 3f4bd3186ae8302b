/** From a canonical name to its measure. */
import { RaftCorpusError } from '../../core/errors.js';
import { hit } from './hit.js';
import type { Measure } from './measure.js';
import { ndcg } from './ndcg.js';
import { recall } from './recall.js';
import { reciprocalRank } from './reciprocal-rank.js';
import { staleHit } from './stale-hit.js';

const FAMILIES: Readonly<Record<string, (k: number) => Measure>> = {
  nDCG: ndcg,
  RR: reciprocalRank,
  R: recall,
  Hit: hit,
  'stale-hit': staleHit,
};

/** What an eval reports when nothing else is asked for. */
export const DEFAULT_MEASURES = [
  'nDCG@10',
  'RR@10',
  'R@1',
  'R@5',
  'R@10',
  'Hit@1',
  'stale-hit@1',
  'stale-hit@5',
] as const;

/**
 * Parses `nDCG@10`, `RR@10`, `R@5`, `Hit@1`, `stale-hit@5`.
 *
 * @throws RaftCorpusError for an unknown family or a cut-off that is no positive integer
 */
export function parseMeasure(name: string): Measure {
  const match = /^([A-Za-z-]+)@([1-9]\d*)$/.exec(name);
  const family = match?.[1] === undefined ? undefined : FAMILIES[match[1]];
  if (!family || !match) {
    throw new RaftCorpusError(`unknown measure "${name}"`, {
      fix: `Use one of ${Object.keys(FAMILIES)
        .map((known) => `${known}@k`)
        .join(', ')} with k ≥ 1, e.g. nDCG@10.`,
    });
  }
  return family(Number(match[2]));
}
