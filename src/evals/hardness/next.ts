/** What to do about a verdict. */
import type { Findings } from './findings.js';
import { leastPools } from './least-pools.js';
import type { HardnessGate, HardnessVerdict } from './report.js';
import type { Thresholds } from './thresholds.js';

export interface NextInput {
  readonly findings: Findings;
  readonly verdict: HardnessVerdict;
  readonly failed: readonly HardnessGate[];
  readonly thresholds: Thresholds;
}

/** So many judged negatives, none of which answers, show that fewer than 5 % do. */
const ENOUGH_REVIEWED = 75;

export function nextStep({ findings, verdict, failed, thresholds }: NextInput): string {
  const { queries, false_negatives, negatives } = findings;
  const giveaway = failed.find(({ id }) => /:(?:longest|shortest|first|last|highest_id|lowest_id)$/.test(id));
  if (verdict === 'too_noisy') {
    return 'mine again with a guard that knows the answers: raft-corpus mine --relative-margin auto --guard strict, and take out the negatives that were found to answer';
  }
  if (verdict === 'too_easy' && giveaway === undefined) {
    return 'mine harder negatives: raft-corpus mine -n 8 -o negatives.jsonl, then raft-corpus eval --negatives negatives.jsonl';
  }
  if (giveaway !== undefined) return remedies[giveaway.id.split(':')[1] ?? ''] ?? '';
  if (verdict === 'unmeasured') {
    const least = leastPools(thresholds.hitAt1);
    return queries < least
      ? `add questions: ${least} pools can show that a set is too easy, there are ${queries}`
      : 'measure with a scorer that took no part in mining: a cross-encoder, or another embedder';
  }
  if (false_negatives === null) {
    return `read ${Math.min(ENOUGH_REVIEWED, negatives)} of the negatives and note which answer, as JSON lines for \`reviewed:\` of the suite`;
  }
  return 'trust the figure, and measure again after the next refresh';
}

const byLength = 'take negatives of the same kind and length as the right passages, or cut long passages alike';
const byPosition = 'shuffle the candidates of each pool before they are written';
const byId = 'name passages by their content, not by whether they answer';
const remedies: Readonly<Record<string, string>> = {
  longest: byLength,
  shortest: byLength,
  first: byPosition,
  last: byPosition,
  highest_id: byId,
  lowest_id: byId,
};
