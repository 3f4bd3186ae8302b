/** Which negatives an eval judges: what the flags ask for, else what its suite says, else what is at hand. */
import { RaftCorpusError } from '../../core/errors.js';
import { POOL_KINDS, type PoolKind } from '../../evals/hardness/pools/pool-kinds.js';
import type { EvalSuite } from '../../evals/suite/schema.js';
import type { HardnessOptions } from './hardness-flags.js';

/** Where negatives come from. */
export type NegativesChoice =
  | { readonly kind: 'made'; readonly from: PoolKind; readonly isDefault: boolean }
  | { readonly kind: 'file'; readonly path: string; readonly relativeTo: 'user' | 'suite' }
  | { readonly kind: 'none' };

/** What is asked for, else what the suite says, else mined ones. */
export function negativesChoice(options: HardnessOptions, suite: Pick<EvalSuite, 'negatives'>): NegativesChoice {
  const named = namedNegatives(options, ['mined', 'random', 'naive']);
  if (named !== null) return named;
  const { from, file } = suite.negatives;
  if (file !== undefined) return { kind: 'file', path: file, relativeTo: 'suite' };
  if (from === 'none') return { kind: 'none' };
  return { kind: 'made', from: from ?? 'mined', isDefault: from === undefined };
}

/**
 * What `--negatives` asks for; null: nothing.
 *
 * @param kinds that can be made here; judgements of suites name what answers, those of collections what does not too
 * @throws RaftCorpusError for what is none of these and no path
 */
export function namedNegatives(
  { negatives }: HardnessOptions,
  kinds: readonly PoolKind[] = POOL_KINDS,
): NegativesChoice | null {
  if (negatives === undefined) return null;
  if (negatives === 'none') return { kind: 'none' };
  const from = kinds.find((kind) => kind === negatives);
  if (from !== undefined) return { kind: 'made', from, isDefault: false };
  if (negatives === 'judged') {
    throw new RaftCorpusError('--negatives judged: a suite names what answers, and judges nothing as no answer', {
      fix: 'Use mined, random, naive or none, or a file of negatives.',
    });
  }
  if (/[./\\]/.test(negatives)) return { kind: 'file', path: negatives, relativeTo: 'user' };
  throw new RaftCorpusError(`--negatives cannot be ${JSON.stringify(negatives)}`, {
    fix: `It is ${kinds.join(', ')} or none, or a file: ./negatives.jsonl.`,
  });
}

/** Whether negatives need vectors of the corpus; those that nobody asked for never open a model. */
export function needsVectorsToMake(choice: NegativesChoice): boolean {
  return choice.kind === 'made' && !choice.isDefault && (choice.from === 'mined' || choice.from === 'naive');
}

/** {@link needsVectorsToMake} of what a suite is judged by. */
export function negativesNeedVectors(options: HardnessOptions, suite: Pick<EvalSuite, 'negatives'>): boolean {
  return needsVectorsToMake(negativesChoice(options, suite));
}
