/** Drift as people say it: `volumes 107 → 110`. */
import type { DriftEntry, Scalar, Verdict } from '../../store/rows.js';
import { oneLine } from './table.js';

/** All differences of a passage on one line. */
export function driftText(drift: readonly DriftEntry[], limit = 4): string {
  const shown = drift
    .slice(0, limit)
    .map(({ field, old, new: now }) => `${field} ${scalarText(old, field)} → ${scalarText(now, field)}`);
  const rest = drift.length - shown.length;
  return rest > 0 ? `${shown.join(' · ')} · and ${rest} more` : shown.join(' · ');
}

/** Drift of prose, where null means that the text says nothing of the kind; a fact's null is an unknown value. */
const OF_PROSE = new Set(['text', 'number', 'count', 'duration', 'date', 'money', 'percent', 'modality', 'name']);

/** A value for reading; what is not there is said, not left blank. */
function scalarText(value: Scalar, field: string): string {
  if (value === null) return OF_PROSE.has(field) ? '(nothing)' : 'unknown';
  if (Array.isArray(value)) return oneLine(value.join(', '), 60);
  return oneLine(String(value), 60);
}

/** `34 superseded, 2 removed`, or `none`. */
export function verdictCounts(counts: Readonly<Partial<Record<Verdict, number>>>): string {
  const parts = Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([verdict, n]) => `${n.toLocaleString('en')} ${verdict}`);
  return parts.length > 0 ? parts.join(', ') : 'none';
}
