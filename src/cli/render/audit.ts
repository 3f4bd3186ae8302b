/** An audit for a person. */
import type { AuditReport } from '../../audit/event.js';
import { oneLine, table } from './table.js';

export function renderAudit({ event, checks }: AuditReport, run: { readonly log: string | null }): string {
  const examples = checks
    .filter((check) => check.status !== 'pass')
    .flatMap((check) => check.examples.map((example) => `  ${check.id}: ${oneLine(example, 150)}`));
  return [
    `${event.dataset}: ${event.decision} (${event.total_examples.toLocaleString('en')} examples)`,
    '',
    table(
      ['check', 'status', 'value', 'threshold', ''],
      checks.map((check) => [
        check.id,
        check.status,
        check.value === null ? 'not measured' : String(Number(check.value.toFixed(4))),
        String(check.threshold),
        check.message,
      ]),
    ),
    ...(examples.length > 0 ? ['', ...examples] : []),
    ...(run.log === null ? [] : ['', `recorded in ${run.log}`]),
  ].join('\n');
}
