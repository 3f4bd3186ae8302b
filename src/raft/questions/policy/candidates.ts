/** What can be asked of policies, guides and FAQs. */
import type { StageCounts } from '../../../core/stage.js';
import type { Candidate, CandidateScope, Candidates } from '../candidate.js';
import type { Question } from '../question.js';
import type { SourceOptions } from '../sources.js';
import { findPolicyQuestions } from './policy-questions.js';

/** Finds the questions once; what it returns draws those of one split. */
export function preparePolicies(
  options: SourceOptions & { readonly counts: StageCounts },
): (scope: CandidateScope) => Candidates {
  const questions = findPolicyQuestions(options.index, options);
  return ({ isInside }) => ({ policy: questions.filter(({ group }) => isInside(group)).map(policyCandidate) });
}

function policyCandidate(question: Question): Candidate {
  return { group: question.group, bucket: question.group, word: (lang) => (lang === question.lang ? question : null) };
}
