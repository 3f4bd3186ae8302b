/** What `eval` is told beside what it evaluates, read before anything costs time. */

import { resolve } from 'node:path';
import type { EvaluateCollectionOptions } from '../../evals/collection/evaluate-collection.js';
import { parseGate } from '../../evals/collection/parse-gate.js';
import { UNKNOWN_POLICIES, type UnknownPolicy } from '../../evals/collection/unknown.js';
import { parseMeasure } from '../../evals/measures/parse-measure.js';
import type { Policies } from '../../evals/policies.js';
import type { Gate } from '../../evals/suite/suite.js';
import type { Run } from '../command.js';
import { choice, wholeNumber } from '../options.js';
import type { EvalCollectionOptions } from './flags.js';
import { policyFlags } from './policy-flags.js';
import { runWriter, writeEvalQrels } from './runs.js';

/** Settings of an evaluation of questions that no suite describes. */
export interface EvalSettings {
  readonly policies: Policies;
  readonly gates: readonly Gate[];
  /** Canonical names; undefined: the default ones. */
  readonly measures: readonly string[] | undefined;
  /** null: nobody chose. */
  readonly unknown: UnknownPolicy | null;
  readonly seed: string;
  /** Documents asked for per question; undefined: as deep as the measures look. */
  readonly depth: number | undefined;
}

/**
 * @param retrievers that will be asked: what gates can be about
 * @param base policies where nobody says otherwise
 * @throws RaftCorpusError for a measure, policy or gate that is none
 */
export function evalSettings(
  options: EvalCollectionOptions,
  retrievers: readonly string[],
  base: Partial<Policies> = {},
): EvalSettings {
  const policies = policyFlags(options.policy, base);
  return {
    policies,
    gates: (options.gate ?? []).flatMap((gate) => parseGate(gate, retrievers)),
    measures: options.measure?.map((name) => parseMeasure(name, policies).name),
    unknown: options.unknown === undefined ? null : choice('--unknown', options.unknown, UNKNOWN_POLICIES),
    seed: options.seed ?? '0',
    depth: options.depth === undefined ? undefined : wholeNumber('--depth', options.depth),
  };
}

/** Writes runs and judgements below `--runs` as they are found, for `evaluateCollection`; nothing without it. */
export function runFiles({ options, io }: Run<EvalCollectionOptions>): Pick<EvaluateCollectionOptions, 'onRun'> {
  if (options.runs === undefined) return {};
  const folder = resolve(io.cwd, options.runs);
  const write = runWriter(folder);
  let judged: Promise<void> | undefined;
  return {
    onRun: async (retriever, runs, queries) => {
      judged ??= writeEvalQrels(folder, queries);
      await judged;
      await write(retriever, runs, queries);
    },
  };
}
