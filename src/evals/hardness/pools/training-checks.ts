/** A training set's hardness as checks of its audit: what is poison fails, what teaches little warns. */
import { type AuditCheck, type CheckStatus, MAX_EXAMPLES } from '../../../audit/check.js';
import { foldText } from '../../../text/normalize.js';
import type { Grades } from '../evidence/grades.js';
import type { PoolSet } from '../pool.js';
import type { HardnessGate } from '../report.js';
import type { Assessment } from './assess.js';

/** Oracles by question, equal questions together: what a set itself says of a distractor of another row. */
export function ownGrades({ pools }: Pick<PoolSet, 'pools'>): Grades {
  const byQuestion = new Map<string, Map<string, number>>();
  for (const { query, candidates } of pools) {
    const key = foldText(query);
    const oracles = byQuestion.get(key) ?? new Map<string, number>();
    byQuestion.set(key, oracles);
    for (const { id, relevant } of candidates) if (relevant) oracles.set(id, 1);
  }
  return new Map(pools.map(({ query_id, query }) => [query_id, byQuestion.get(foldText(query)) ?? new Map()]));
}

/**
 * The checks, of contexts that hold their oracle. Distractors that answer, and an oracle that its place gives away, teach
 * what is wrong, and fail. Distractors that are easy teach little: they, and lengths that tell, ask for review.
 */
export function trainingChecks(assessment: Assessment): readonly AuditCheck[] {
  if (assessment.queries === 0) {
    const message = 'no context holds both an oracle and a distractor: how hard they are was not measured';
    return [{ id: 'distractor_hardness', value: null, threshold: 0, status: 'warn', message, examples: [] }];
  }
  const { gates } = assessment;
  const solved = gates.filter(({ id }) => isScorerGate(id, assessment));
  const giveaways = gates.filter(({ id }) => id.startsWith('giveaway:'));
  const ofKind = (kinds: readonly string[]) => giveaways.filter(({ id }) => kinds.includes(id.split(':')[1] ?? ''));
  return [
    falseNegatives(assessment),
    worst('independent_hit_at_1', solved, 'warn'),
    worst(
      'share_of_the_way',
      gates.filter(({ id }) => id === 'share_of_the_way'),
      'warn',
    ),
    worst('position_giveaway', ofKind(['first', 'last']), 'fail'),
    worst('length_giveaway', ofKind(['longest', 'shortest']), 'warn'),
  ].filter((check) => check !== null);
}

function falseNegatives({ gates, negatives, evidence }: Assessment): AuditCheck {
  const gate = gates.find(({ id }) => id === 'false_negatives');
  const examples = (evidence?.examples ?? []).map(({ question_id, passage_id }) => `${question_id} ${passage_id}`);
  if (gate === undefined) {
    const message = `no oracle of a question is a distractor of it elsewhere (${negatives.toLocaleString('en')} distractors); nobody has read them: --reviewed`;
    return { id: 'false_negatives', value: 0, threshold: 0.05, status: 'pass', message, examples: [] };
  }
  return { ...checkOf('false_negatives', gate, 'fail'), examples: examples.slice(0, MAX_EXAMPLES) };
}

function isScorerGate(id: string, { scorers }: Assessment): boolean {
  return scorers.some(({ name, independent }) => independent && id === `pool_hit_at_1:${name}`);
}

/** The gate that is furthest over its limit, or nearest to it; null where there is none to check. */
function worst(id: string, gates: readonly HardnessGate[], status: CheckStatus): AuditCheck | null {
  const over = ({ value, threshold, bound }: HardnessGate): number =>
    ((value ?? 0) - threshold) * (bound === 'max' ? 1 : -1);
  const [first] = gates.toSorted((a, b) => over(b) - over(a));
  return first === undefined ? null : checkOf(id, first, status);
}

function checkOf(id: string, { value, threshold, passed, message }: HardnessGate, status: CheckStatus): AuditCheck {
  return { id, value, threshold, status: passed ? 'pass' : status, message, examples: [] };
}
