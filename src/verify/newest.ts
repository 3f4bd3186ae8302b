/**
 * Which document of a context is the newest. Compared are days, as readers of the prompt see them: a tie, or a document
 * without a date, is not newer than another.
 */
import { compareText } from '../core/order.js';
import { dayOf } from '../dataset/raft-formats/document.js';
import type { RaftRow } from '../dataset/raft-row.js';

interface Dated {
  readonly source_updated_at: string | null;
}

/** The newest day among documents, `YYYY-MM-DD`; empty where none has a date. */
export function newestDay(documents: readonly Dated[]): string {
  const days = documents.map(({ source_updated_at }) => dayOf(source_updated_at));
  return days.toSorted(compareText).at(-1) ?? '';
}

/** Whether `document` is newer than the day; false where either is unknown. */
export function isNewerThan({ source_updated_at }: Dated, day: string): boolean {
  return day !== '' && dayOf(source_updated_at) > day;
}

/** Whether a distractor of the row is newer than each of its oracles; null where the context holds no oracle. */
export function isDistractorNewest({ context }: Pick<RaftRow, 'context'>): boolean | null {
  const oracles = context.filter(({ role }) => role === 'oracle');
  if (oracles.length === 0) return null;
  const day = newestDay(oracles);
  return context.some((entry) => entry.role === 'distractor' && isNewerThan(entry, day));
}
