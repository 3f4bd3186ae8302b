/** Findings kept for the output: the first of each rule, so that a file of a million defects does not fill the memory. */
import type { LintFinding, RuleId } from '../../raft/lint/rules.js';

/** Keeps up to `most` findings of each rule. */
export function gatherFindings(most: number) {
  const kept: LintFinding[] = [];
  const counts = new Map<RuleId, number>();
  return {
    add: (finding: LintFinding): void => {
      const seen = counts.get(finding.rule) ?? 0;
      counts.set(finding.rule, seen + 1);
      if (seen < most) kept.push(finding);
    },
    /** By file in the order of their first finding, then line; what concerns a whole file comes first. */
    sorted: (): readonly LintFinding[] => {
      const files = [...new Set(kept.map(({ file }) => file))];
      return kept.sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0));
    },
  };
}
