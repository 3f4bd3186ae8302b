/**
 * Which verdicts hold at a date. `removed`, `superseded` and `contradicted` follow from the sources and are
 * stored; `expired`, `pending` and `overdue` follow from the calendar and are worked out on reading.
 */
import { differenceInMilliseconds } from 'date-fns';
import { type StoredVerdict, VERDICTS, type Verdict } from '../../store/rows.js';
import { parseDuration } from '../../text/timestamps.js';

/** When a document holds: from `valid_from` (inclusive) to `valid_to` (exclusive), ISO instants. */
export interface Validity {
  readonly valid_from: string | null;
  readonly valid_to: string | null;
}

export interface VerdictInput {
  /** Verdicts of the stored row. */
  readonly stored: readonly StoredVerdict[];
  /** Of the current version of the passage's document; undefined when the document is gone. */
  readonly validity: Validity | undefined;
  /** Whether the passage's source was not verified within its max age: {@link isOverdue}. */
  readonly overdue: boolean;
  /** ISO instant. */
  readonly asOf: string;
}

/** All verdicts that hold, in order of precedence; empty means current. */
export function verdictsAt(input: VerdictInput): Verdict[] {
  const { stored, validity, asOf } = input;
  const holding = new Set<Verdict>(stored);
  // What is no longer in a source is judged by that alone: its dates are those of a version nobody publishes.
  if (!holding.has('removed') && !holding.has('superseded')) {
    if (validity?.valid_to && validity.valid_to <= asOf) holding.add('expired');
    if (validity?.valid_from && validity.valid_from > asOf) holding.add('pending');
    if (input.overdue) holding.add('overdue');
  }
  return VERDICTS.filter((verdict) => holding.has(verdict));
}

/**
 * Whether a source counts as unverified at `asOf`: its last complete read is more than `max_age` back, or there
 * never was one. Sources without a max age are never overdue.
 */
export function isOverdue(
  source: { readonly max_age: string | null; readonly last_verified_at: string | null },
  asOf: string,
): boolean {
  if (source.max_age === null) return false;
  if (source.last_verified_at === null) return true;
  return differenceInMilliseconds(asOf, source.last_verified_at) > parseDuration(source.max_age);
}
