/** What no distractor can make fit is not mined for. */

import type { ResolvedExamples } from '../examples/options.js';
import { oraclesOf, toEntry } from '../examples/to-row.js';
import { TokenBudget } from '../examples/token-budget.js';
import type { QuestionStage } from '../questions/stage.js';

/** Drops questions that with their oracles alone are over the budget of a prompt. */
export function budgetStage(options: Pick<ResolvedExamples, 'budget' | 'docHeader'>): QuestionStage {
  const budget = new TokenBudget({ ...options, minDistractors: 0 });
  return {
    name: 'token_budget',
    run: async (batch) =>
      batch.map((question) => {
        const oracles = oraclesOf(question).map((passage) =>
          toEntry(passage, { role: 'oracle', origin: 'oracle', score: 0 }),
        );
        const fits = budget.fit({ question: question.text, oracles, distractors: [] }) !== null;
        return fits ? { question } : { reason: 'over_token_budget' };
      }),
  };
}
