/** `--as-of`: a date or an instant. */
import { addHours, subMilliseconds } from 'date-fns';
import { RaftCorpusError } from '../core/errors.js';
import { parseTimestamp } from '../text/timestamps.js';

/**
 * ISO instant of `text`. A date alone is the start of that day in UTC for a refresh (`start`), and its last
 * millisecond for readers (`end`): what was refreshed during a day belongs to that day.
 * @param option names the option in the error
 */
export function parseAsOf(text: string, edge: 'start' | 'end', option = '--as-of'): string {
  const parsed = parseTimestamp(text, { timezone: 'UTC' });
  if (parsed.ok !== true) {
    throw new RaftCorpusError(`${option} ${JSON.stringify(text)} is not a date`, {
      fix: 'Write 2026-07-15, or an instant such as 2026-07-15T09:00:00Z.',
    });
  }
  if (edge === 'start' || parsed.precision !== 'day') return parsed.instant;
  return subMilliseconds(addHours(parsed.instant, 24), 1).toISOString();
}
