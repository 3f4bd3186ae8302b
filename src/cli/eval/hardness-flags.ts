/** The options of `eval` about negatives: how hard they are, and whether they answer after all. */
import type { Command } from 'commander';
import type { CommonOptions } from '../command.js';
import { wholeNumber } from '../options.js';

/** As commander hands them over. */
export interface HardnessOptions extends CommonOptions {
  readonly negatives?: string;
  readonly reviewed?: string;
  readonly pool?: string;
  readonly toReview?: string;
  readonly reviewPairs?: string;
}

const REVIEW_PAIRS = '100';

/** Adds them to a command. */
export function withHardnessFlags(command: Command): Command {
  return command
    .option(
      '--negatives <what>',
      'which negatives say whether the questions are too easy: mined, random, naive, judged (by qrels), none, or a file (default: the suite’s; those that qrels name, where enough; else mined)',
    )
    .option('--reviewed <file>', 'what people said of negatives: JSONL with question_id, passage_id, answers')
    .option(
      '--pool <path>',
      'judge the negatives of a file or dataset alone: mined rows, a RAFT dataset, triplets, lists',
    )
    .option('--to-review <file>', 'write negatives that nobody has judged, for a person to fill in "answers"')
    .option(
      '--review-pairs <n>',
      'to-review: a random part of so many pairs, and half as many suspicious ones',
      REVIEW_PAIRS,
    );
}

/** Sizes of the parts of `--to-review`. */
export function reviewSizes({ reviewPairs = REVIEW_PAIRS }: HardnessOptions) {
  const random = wholeNumber('--review-pairs', reviewPairs);
  return { random, suspicious: Math.ceil(random / 2) };
}
