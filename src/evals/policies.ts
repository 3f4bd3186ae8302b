/** Everything that could be counted differently, as options that every result states. */
import { z } from 'zod';

/**
 * - `ties`: among equal scores, `trec_eval`: id descending by bytes; `input`: as the retriever gave them; `best` and `worst`:
 *   relevant ones first, or last: the bounds between which any order lies
 * - `missing`: queries with judgements that the run lacks; `zero`: trec_eval -c; `drop`: bare trec_eval
 * - `noRelevant`: queries without any relevant document; `zero`: trec_eval; `drop`: no value, as others do
 * - `unjudged`: `not-relevant`, or `drop`ped from the ranking before it is measured (condensed lists, Sakai 2007)
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
