/** Everything that could be counted differently, as options that every result states. */
import { z } from 'zod';
import type { Measure } from './measures/measure.js';

/**
 * - `ties`: among equal scores, `trec_eval`: id descending by bytes; `input`: as the retriever gave them; `best` and `worst`:
 *   higher grades first, or last: the bounds between which measures of relevance lie whatever the order
 * - `missing`: queries with judgements that the run lacks; `zero`: trec_eval -c; `drop`: bare trec_eval
 * - `noRelevant`: queries without any relevant document; `zero`: trec_eval; `drop`: no value, as others do
 * - `unjudged`: `not-relevant`, or `drop`ped from the ranking before it is measured (trec_eval -J; condensed lists, Sakai 2007)
 * - `gains`: what a grade g is worth to a plain `nDCG@k`: `linear` g (trec_eval), `exponential` 2^g − 1 (Burges et al. 2005)
 */
export const policiesSchema = z.strictObject({
  ties: z.enum(['trec_eval', 'input', 'best', 'worst']).default('trec_eval'),
  missing: z.enum(['zero', 'drop']).default('zero'),
  noRelevant: z.enum(['zero', 'drop']).default('zero'),
  unjudged: z.enum(['not-relevant', 'drop']).default('not-relevant'),
  gains: z.enum(['linear', 'exponential']).default('linear'),
});

export type Policies = z.infer<typeof policiesSchema>;

/** What is done unless somebody asks for something else: trec_eval -c. */
export const DEFAULT_POLICIES: Policies = policiesSchema.parse({});

/** Policies as reports state them. */
export type StatedPolicies = Readonly<Record<'ties' | 'missing' | 'no_relevant' | 'unjudged' | 'gains', string>>;

const SAYINGS: { readonly [P in keyof Policies]: Readonly<Record<Policies[P], string>> } = {
  ties: {
    trec_eval: 'trec_eval: score descending, then id descending by bytes',
    input: 'input: score descending, then as they came',
    best: 'best: score descending, then higher grades first (an upper bound)',
    worst: 'worst: score descending, then higher grades last (a lower bound)',
  },
  missing: {
    zero: 'zero: a judged query without results counts as 0 (trec_eval -c)',
    drop: 'drop: judged queries without results are left out (trec_eval without -c)',
  },
  noRelevant: {
    zero: 'zero: a query without relevant documents counts as 0 (trec_eval)',
    drop: 'drop: queries without relevant documents are left out where a measure needs one',
  },
  unjudged: {
    'not-relevant': 'not-relevant: an unjudged document is not relevant (trec_eval)',
    drop: 'drop: unjudged documents are taken out of the ranking first (trec_eval -J)',
  },
  gains: {
    linear: 'linear: a grade g gains g (trec_eval)',
    exponential: 'exponential: a grade g gains 2^g − 1',
  },
};

/** The words of each policy. */
export const POLICY_WORDS: { readonly [P in keyof Policies]: readonly Policies[P][] } = {
  ties: policiesSchema.shape.ties.unwrap().options,
  missing: policiesSchema.shape.missing.unwrap().options,
  noRelevant: policiesSchema.shape.noRelevant.unwrap().options,
  unjudged: policiesSchema.shape.unjudged.unwrap().options,
  gains: policiesSchema.shape.gains.unwrap().options,
};

/** Each policy with what it means, for the output of whatever follows it. */
export function statePolicies(policies: Policies): StatedPolicies {
  return {
    ties: SAYINGS.ties[policies.ties],
    missing: SAYINGS.missing[policies.missing],
    no_relevant: SAYINGS.noRelevant[policies.noRelevant],
    unjudged: SAYINGS.unjudged[policies.unjudged],
    gains: SAYINGS.gains[policies.gains],
  };
}

/** What a measure without a value is worth: 0 where it lacked a relevant document and the policy says so. */
export function valueUnder(
  policies: Pick<Policies, 'noRelevant'>,
  measure: Pick<Measure, 'needs'>,
  value: number | null,
): number | null {
  return value ?? (measure.needs === 'relevant' && policies.noRelevant === 'zero' ? 0 : null);
}
