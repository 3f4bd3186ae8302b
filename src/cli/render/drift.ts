/** Drift as people say it: `volumes 107 → 110`. */
import type { DriftEntry, Scalar, Verdict } from '../../store/rows.js';
import { oneLine } from './table.js';

/** All differences of a passage on one line. */
export function driftText(drift: readonly DriftEntry[], limit = 4): string {
  const shown = drift
    .slice(0, limit)
    .map((entry) => `${entry.field} ${scalarText(entry.old)} → ${scalarText(entry.new)}`);
  const rest = drift.length - shown.length;
  return rest > 0 ? `${shown.join(' · ')} · and ${rest} more` : shown.join(' · ');
}

/** A value for reading; unknown is said, not left blank. */
export function scalarText(value: Scalar): string {
  if (value === null) return 'unknown';
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
