/** What `eval` is told beside what it evaluates, read before anything costs time. */

import { parseGate } from '../evals/collection/parse-gate.js';
import { UNKNOWN_POLICIES, type UnknownPolicy } from '../evals/collection/unknown.js';
import { parseMeasure } from '../evals/measures/parse-measure.js';
import type { Policies } from '../evals/policies.js';
import type { Gate } from '../evals/suite/suite.js';
import type { EvalCollectionOptions } from './eval-flags.js';
import { choice } from './options.js';
import { policyFlags } from './policy-flags.js';

/** Settings of an evaluation of questions that no suite describes. */
export interface EvalSettings {
  readonly policies: Policies;
  readonly gates: readonly Gate[];
  /** Canonical names; undefined: the default ones. */
  readonly measures: readonly string[] | undefined;
  /** null: nobody chose. */
  readonly unknown: UnknownPolicy | null;
  readonly seed: string;
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
  };
}
