/** An audit for a person. */
import type { AuditReport } from '../../audit/event.js';
import { oneLine, table } from './table.js';

export function renderAudit({ event, checks }: AuditReport, run: { readonly log: string | null }): string {
  const examples = checks
    .filter((check) => check.status !== 'pass')
    .flatMap((check) => check.examples.map((example) => `  ${check.id}: ${oneLine(example, 150)}`));
  // What did not pass is told in full, where the table had to cut it short.
  const cut = checks
    .filter(({ status, message }) => status !== 'pass' && oneLine(message) !== message)
    .map(({ id, message }) => `  ${id}: ${oneLine(message, 500)}`);
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
    ...(cut.length > 0 ? ['', ...cut] : []),
    ...(examples.length > 0 ? ['', ...examples] : []),
    ...(run.log === null ? [] : ['', `recorded in ${run.log}`]),
  ].join('\n');
}
