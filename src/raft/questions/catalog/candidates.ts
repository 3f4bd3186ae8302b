/** What can be asked of typed facts: one, two to compare, and those that nobody knows. */
import type { StageCounts } from '../../../core/stage.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import type { Candidate, CandidateScope, Candidates } from '../candidate.js';
import type { SourceOptions } from '../sources.js';
import { pairIntents, wordComparison } from './comparisons.js';
import { type FactIntent, findFactIntents, type UnknownIntent } from './fact-intents.js';
import { findNextVolumes } from './next-volumes.js';
import { currencyOf, prepareWording, type Wording, wordFact, wordUnknown } from './word-fact.js';

/** Finds the intents once; what it returns draws those of one split. */
export function prepareCatalog(
  options: SourceOptions & { readonly counts: StageCounts },
): (scope: CandidateScope) => Candidates {
  const intents = findFactIntents(options.index, options);
  const wording = prepareWording(intents, options);
  const unknown = [...intents.unknown, ...findNextVolumes(options.index, intents.known)];
  return ({ random, isInside }) => {
    const known = intents.known.filter(({ group }) => isInside(group));
    return {
      fact: known.map((intent) => factCandidate(intent, wording)),
      comparison: pairIntents(known, random).map((pair) => comparisonCandidate(pair, wording)),
      unanswerable: unknown.filter(({ group }) => isInside(group)).map((intent) => unknownCandidate(intent, wording)),
    };
  };
}

function factCandidate(intent: FactIntent, wording: Wording): Candidate {
  return {
    group: intent.group,
    bucket: bucketOf(intent),
    word: (lang, random) => wordFact(intent, lang, { wording, random }),
  };
}

function unknownCandidate(intent: UnknownIntent, wording: Wording): Candidate {
  return {
    group: intent.group,
    bucket: bucketOf(intent),
    word: (lang, random) => wordUnknown(intent, lang, { wording, random }),
  };
}

function comparisonCandidate(pair: readonly [FactIntent, FactIntent], wording: Wording): Candidate {
  const [first] = pair;
  const currency = (intent: FactIntent, lang: QuestionLang): string =>
    currencyOf(intent.value, intent.sourceId, { lang, wording });
  return {
    group: first.group,
    bucket: bucketOf(first),
    word: (lang, random) => wordComparison(pair, lang, { random, currency }),
  };
}

function bucketOf({ sourceId, field }: { readonly sourceId: string; readonly field: string }): string {
  return JSON.stringify([sourceId, field]);
}
