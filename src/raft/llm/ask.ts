/** Asking a model for something that is checked: what does not hold is asked for again with the reason, a few times. */
import type { ChatClient } from '../../endpoint/chat/client.js';
import { withReason } from '../../endpoint/chat/fitting.js';
import type { ChatTask } from '../../endpoint/chat/types.js';
import type { Checked } from '../questions/claims/checked.js';

export interface AskOptions<T, R> {
  readonly chat: ChatClient;
  readonly task: ChatTask<T>;
  readonly check: (answer: T) => Checked<R>;
  /** Times that it is asked again. */
  readonly corrections: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks until an answer passes its check.
 * @returns what passed, or the reason of the last answer, or the kind of failure where none came
 */
export async function askUntilItHolds<T, R>(options: AskOptions<T, R>): Promise<{ value: R } | { reason: string }> {
  const { chat, task, check, corrections, signal } = options;
  let messages = task.messages;
  const hints: string[] = [];
  for (let again = 0; ; again++) {
    const outcome = await chat.complete({ ...task, messages }, signal);
    if (!outcome.ok) return { reason: outcome.failure.kind };
    const checked = check(outcome.value);
    if ('value' in checked) return checked;
    if (again === corrections) return { reason: checked.rejected.reason };
    // All of them: with the last alone, a third try would be the second one's prompt, and get its answer from the cache.
    hints.push(checked.rejected.hint);
    messages = withReason(task.messages, hints.join('; then: '));
  }
}
