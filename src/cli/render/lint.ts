/** Lint findings for a person: one line each, as editors understand them, then a table by rule. */
import type { LintSummary } from '../../raft/lint/lint.js';
import { type LintFinding, RULES, type RuleId } from '../../raft/lint/rules.js';
import { oneLine, table } from './table.js';

export function renderLint(summary: LintSummary, findings: readonly LintFinding[]): string {
  const files = summary.files.length;
  const read = `${count(summary.rows, 'row')} in ${count(files, 'file')}`;
  if (summary.findings === 0) return `${read}: nothing found`;
  const rules = Object.entries(summary.by_rule) as [RuleId, number][];
  const left = summary.findings - findings.length;
  return [
    ...findings.map(({ file, line, rule, message }) => `${place(file, line)}: ${rule}: ${oneLine(message, 200)}`),
    ...(left > 0 ? [`… and ${left.toLocaleString('en')} more (--max lists more of each rule)`] : []),
    '',
    table(
      ['rule', 'findings', 'what to do'],
      rules.map(([rule, n]) => [rule, n, oneLine(RULES[rule].fix, 120)]),
    ),
    '',
    `${read}: ${count(summary.findings, 'finding')}`,
  ].join('\n');
}

export function renderRules(
  rules: readonly { readonly id: string; readonly says: string; readonly fix: string }[],
): string {
  return rules.map(({ id, says, fix }) => `${id}\n  ${says}\n  ${fix}`).join('\n\n');
}

function place(file: string, line: number | null): string {
  return line === null ? oneLine(file, 200) : `${oneLine(file, 200)}:${line}`;
}

function count(n: number, what: string): string {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
}
