/** Who gets the oracle: an exact share, spread over split × type × language by largest remainder. */
import { createRandom } from '../../core/random.js';
import { drop, KEEP, type StageCounts, tally } from '../../core/stage.js';
import type { Split } from '../../dataset/raft-row.js';
import type { MinedRow } from '../../negatives/types.js';
import type { Question } from '../questions/question.js';
import { distractorsNeeded, distractorsOf, type PlannedExample } from './assemble.js';
import { quotaWithin } from './quota.js';

/** A question and what was mined for it. */
export interface MinedQuestion {
  readonly split: Split;
  readonly question: Question;
  readonly mined: MinedRow;
}

/**
 * Decides which contexts hold their oracles: of n answerable questions exactly round(n × share), unless too few have the
 * distractors that a context without oracle takes (its gap is filled by distractors). Questions with too few distractors
 * for either are dropped as `too_few_distractors`.
 */
export function planExamples(
  mined: readonly MinedQuestion[],
  options: {
    readonly distractors: number;
    readonly oracleShare: number;
    readonly seed: number | string;
    readonly counts: StageCounts;
  },
): readonly PlannedExample[] {
  const fits = (item: MinedQuestion, withOracle: boolean): boolean =>
    distractorsOf(item.mined, withOracle).length >= distractorsNeeded(item.question, options.distractors, withOracle);
  const isAnswerable = (item: MinedQuestion): boolean => item.question.type !== 'unanswerable';
  const usable = mined.filter((item) =>
    tally(options.counts, fits(item, isAnswerable(item)) ? KEEP : drop('too_few_distractors')),
  );
  const answerable = usable.filter(isAnswerable);
  const absent = answerable.length - Math.round(answerable.length * options.oracleShare);
  const withheld = chooseWithheld(answerable, { ...options, absent, fits: (item) => fits(item, false) });
  return usable.map((item) => ({ ...item, withOracle: isAnswerable(item) && !withheld.has(item) }));
}

function chooseWithheld(
  answerable: readonly MinedQuestion[],
  options: { readonly absent: number; readonly seed: number | string; fits(item: MinedQuestion): boolean },
): ReadonlySet<MinedQuestion> {
  const cells = new Map<string, MinedQuestion[]>();
  for (const item of answerable) {
    const key = `${item.split}/${item.question.type}/${item.question.lang}`;
    const cell = cells.get(key);
    if (cell) cell.push(item);
    else cells.set(key, [item]);
  }
  const ordered = [...cells].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const eligible = ordered.map(([key, items]) =>
    createRandom(`${options.seed}/absent/${key}`).shuffle(items.filter(options.fits)),
  );
  const quota = quotaWithin(
    options.absent,
    ordered.map(([, items]) => items.length),
    eligible.map((items) => items.length),
  );
  return new Set(eligible.flatMap((items, i) => items.slice(0, quota[i])));
}
