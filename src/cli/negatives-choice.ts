/** Which negatives an eval judges: what the flags ask for, else what its suite says. */
import { RaftCorpusError } from '../core/errors.js';
import { POOL_KINDS, type PoolKind } from '../evals/hardness/pools/pool-kinds.js';
import type { EvalSuite } from '../evals/suite/schema.js';
import type { HardnessOptions } from './hardness-flags.js';

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
