/** What a chat model will cost, and what it did, for a person. */

import type { LlmRun } from '../../raft/llm/open-llm.js';
import type { Estimate, LlmPreview } from '../../raft/llm/preview.js';
import { table } from './table.js';

export function renderLlmPreview({ tasks, likely, most, currency, how }: LlmPreview): string {
  const row = (name: string, estimate: Estimate): string[] => [
    name,
    count(estimate.calls),
    count(estimate.prompt_tokens),
    count(estimate.completion_tokens),
    ...(currency === null ? [] : [money(estimate.cost, currency)]),
  ];
  return [
    'The chat model will be asked (estimated):',
    table(
      ['', 'calls', 'prompt tokens', 'answer tokens', ...(currency === null ? [] : ['cost'])],
      [...tasks.map((task) => row(task.task, task)), row('together', likely), row('at most', most)],
    ),
    ...how,
    ...(currency === null ? ['Without raft.llm.price no cost is known.'] : []),
  ].join('\n');
}

export function renderLlmRun(run: LlmRun): string {
  const failures = Object.entries(run.failures).map(([kind, n]) => `${n} ${kind}`);
  const estimated =
    run.estimated_calls === 0 ? '' : ` (${count(run.estimated_calls)} calls estimated: the server gave no count)`;
  const cost = run.cost === null || run.currency === null ? '' : `, ${money(run.cost, run.currency)}`;
  return [
    `chat model: ${count(run.calls)} calls, ${count(run.prompt_tokens)} prompt and ${count(run.completion_tokens)} answer tokens${estimated}${cost}; ${count(run.cache_hits)} answers from the cache`,
    ...(failures.length === 0 ? [] : [`  answers that did not fit or did not come: ${failures.join(', ')}`]),
    ...(run.stopped_by === null ? [] : [`  stopped by its budget: ${run.stopped_by}`]),
  ].join('\n');
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function money(cost: number | null, currency: string): string {
  return cost === null ? '' : `${cost.toFixed(cost < 1 ? 4 : 2)} ${currency}`;
}
