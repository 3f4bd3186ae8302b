/** The options of `eval` about negatives: how hard they are, and whether they answer after all. */
import type { Command } from 'commander';
import { RaftCorpusError } from '../core/errors.js';
import { POOL_KINDS, type PoolKind } from '../evals/hardness/pools/pool-kinds.js';
import type { EvalSuite } from '../evals/suite/schema.js';
import type { CommonOptions } from './command.js';
import { wholeNumber } from './options.js';

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
      'which negatives say whether the questions are too easy: mined, random, naive, none, or a file (default: the suite’s, else mined)',
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

/** Where negatives come from. */
export type NegativesChoice =
  | { readonly kind: 'made'; readonly from: PoolKind; readonly isDefault: boolean }
  | { readonly kind: 'file'; readonly path: string; readonly relativeTo: 'user' | 'suite' }
  | { readonly kind: 'none' };

/** What is asked for, else what the suite says, else mined ones. */
export function negativesChoice({ negatives }: HardnessOptions, suite: Pick<EvalSuite, 'negatives'>): NegativesChoice {
  if (negatives === undefined) {
    const { from, file } = suite.negatives;
    if (file !== undefined) return { kind: 'file', path: file, relativeTo: 'suite' };
    if (from === 'none') return { kind: 'none' };
    return { kind: 'made', from: from ?? 'mined', isDefault: from === undefined };
  }
  if (negatives === 'none') return { kind: 'none' };
  const from = POOL_KINDS.find((kind) => kind === negatives);
  if (from === 'judged') {
    throw new RaftCorpusError('--negatives judged: a suite names what answers, and judges nothing as no answer', {
      fix: 'Use mined, random, naive or none, or a file of negatives.',
    });
  }
  if (from !== undefined) return { kind: 'made', from, isDefault: false };
  if (/[./\\]/.test(negatives)) return { kind: 'file', path: negatives, relativeTo: 'user' };
  throw new RaftCorpusError(`--negatives cannot be ${JSON.stringify(negatives)}`, {
    fix: 'It is mined, random, naive or none, or a file: ./negatives.jsonl.',
  });
}

/** Whether the negatives need vectors of the corpus; those that nobody asked for never open a model. */
export function negativesNeedVectors(options: HardnessOptions, suite: Pick<EvalSuite, 'negatives'>): boolean {
  const choice = negativesChoice(options, suite);
  return choice.kind === 'made' && !choice.isDefault && choice.from !== 'random';
}

/** Sizes of the parts of `--to-review`. */
export function reviewSizes({ reviewPairs = REVIEW_PAIRS }: HardnessOptions) {
  const random = wholeNumber('--review-pairs', reviewPairs);
  return { random, suspicious: Math.ceil(random / 2) };
}
