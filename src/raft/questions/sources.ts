/** All that the grounded generator can ask of a corpus. A new kind of question is one line here. */
import type { StageCounts } from '../../core/stage.js';
import { newCounts } from '../../core/stage.js';
import type { ViewIndex } from '../../verify/view-index.js';
import type { LineageGroups } from '../lineage-groups.js';
import type { CandidateScope, Candidates } from './candidate.js';
import { prepareCatalog } from './catalog/candidates.js';
import type { FactLabels } from './catalog/fact-intents.js';
import { preparePolicies } from './policy/candidates.js';
import type { Style } from './style/style.js';

/** Types that the grounded generator writes. */
export const GENERATED_TYPES = ['fact', 'policy', 'comparison', 'multi_hop', 'temporal', 'unanswerable'] as const;

export interface SourceOptions {
  readonly index: ViewIndex;
  readonly groups: LineageGroups;
  readonly labels: FactLabels;
  /** Whether refusals may offer a person. */
  readonly handOver: boolean;
  /** Registers, typos and short forms of catalog questions, where they differ from the defaults. */
  readonly style?: Partial<Style>;
}

/** Looks through the corpus once; what it returns draws the candidates of one split. */
export interface QuestionSources {
  /** What was looked at and dropped, by stage. */
  readonly counts: readonly StageCounts[];
  draw(scope: CandidateScope): Candidates;
}

/** Prepares every kind of question. */
export function prepareSources(options: SourceOptions): QuestionSources {
  const counts = { facts: newCounts('facts'), policies: newCounts('policy_sentences') };
  const catalog = prepareCatalog({ ...options, counts: counts.facts });
  const policies = preparePolicies({ ...options, counts: counts.policies });
  return {
    counts: [counts.facts, counts.policies],
    draw: (scope) => ({ ...catalog(scope), ...policies(scope) }),
  };
}
