/** What to do about a verdict. */
import type { Findings } from './findings.js';
import { isJudgedAlone } from './judged-alone.js';
import { leastPools } from './least-pools.js';
import type { HardnessGate, HardnessVerdict } from './report.js';
import type { CanaryName } from './scorers/canaries.js';
import type { Thresholds } from './thresholds.js';

export interface NextInput {
  readonly findings: Findings;
  readonly verdict: HardnessVerdict;
  readonly failed: readonly HardnessGate[];
  readonly thresholds: Thresholds;
}

/** One step, the most useful one. */
export function nextStep(input: NextInput): string {
  const { verdict, failed, findings } = input;
  if (verdict === 'too_noisy') {
    return 'take out the negatives that were found to answer, and mine again: raft-corpus mine --relative-margin auto --guard strict -o negatives.jsonl';
  }
  const giveaway = failed
    .map(({ id }) => GIVEAWAYS[id.split(':')[1] as CanaryName])
    .find((found) => found !== undefined);
  if (giveaway !== undefined) return giveaway;
  if (verdict === 'too_easy') return harder(input);
  if (verdict === 'unmeasured') return measurable(input);
  if (findings.false_negatives === null && !isJudgedAlone(findings.origins)) {
    return 'have some of them read by a person: raft-corpus eval --to-review review.jsonl, then raft-corpus eval --reviewed review.jsonl';
  }
  return 'trust the figure, and measure again after the next refresh';
}

const AGAIN = '-o negatives.jsonl, then raft-corpus eval --negatives negatives.jsonl';

/** Where some kinds of negatives are hard and others fill up, more of the former or fewer of all. */
function harder({ findings: { origins }, thresholds, failed }: NextInput): string {
  const hard = Object.entries(origins).filter(([, { median_share_of_the_way: way }]) => {
    return way !== null && way >= thresholds.shareOfTheWay;
  });
  const isFilled = failed.some(({ id }) => id === 'share_of_the_way') && hard.length > 0;
  if (!isFilled) return `mine harder negatives: raft-corpus mine ${AGAIN}`;
  const kinds = hard.map(([name]) => name).join(' and ');
  return `ask for fewer negatives, or for more of the hard kinds (${kinds}): raft-corpus mine -n 4 --stale 2 --siblings 3 ${AGAIN}`;
}

function measurable({ findings: { queries }, thresholds }: NextInput): string {
  const least = leastPools(thresholds.hitAt1);
  return queries < least && Number.isFinite(least)
    ? `add questions: ${least} pools can show that a set is too easy, there are ${queries}`
    : 'measure with a scorer that took no part in mining: a cross-encoder (`reranker:` in the config), or another embedder';
}

const LENGTH = 'take negatives of the same kind and length as the right passages, or cut long passages alike';
const POSITION = 'shuffle the candidates of each pool before they are written';
const ID = 'name passages by their content, not by whether they answer';
const GIVEAWAYS: Partial<Record<CanaryName, string>> = {
  longest: LENGTH,
  shortest: LENGTH,
  first: POSITION,
  last: POSITION,
  highest_id: ID,
  lowest_id: ID,
};
