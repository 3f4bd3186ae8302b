/** `--policy ties=worst noRelevant=drop`: how everything is counted that could be counted differently. */
import { RaftCorpusError } from '../../core/errors.js';
import { type Policies, policiesSchema } from '../../evals/policies.js';
import { choice } from '../options.js';

/**
 * @param base what holds for policies that are not named
 * @throws RaftCorpusError for what is no policy or no value of it, with those there are
 */
export function policyFlags(words: readonly string[] | undefined, base: Partial<Policies> = {}): Policies {
  const { shape } = policiesSchema;
  const said: Record<string, string> = {};
  for (const word of (words ?? []).flatMap((text) => text.split(','))) {
    const [name = '', value = '', more] = word.split('=');
    if (more !== undefined || value === '') {
      throw new RaftCorpusError(`--policy cannot be ${JSON.stringify(word)}`, {
        fix: `Write NAME=VALUE, e.g. ties=worst. Policies: ${Object.keys(shape).join(', ')}.`,
      });
    }
    // As reports (no_relevant) and the options of `score` (--no-relevant) spell it, too.
    const spelt = name.trim().replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const policy = choice('--policy', spelt, Object.keys(shape) as (keyof Policies)[]);
    said[policy] = choice(`--policy ${policy}`, value.trim(), shape[policy].unwrap().options);
  }
  return policiesSchema.parse({ ...base, ...said });
}
