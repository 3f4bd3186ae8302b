/** Drift as people say it: `volumes 107 → 110`, and of prose the words that differ. */
import type { DriftEntry, Scalar, Verdict } from '../../store/rows.js';
import { oneLine } from './table.js';

/** Widest line of drift in a table, in characters. */
const WIDEST = 90;
/** An entry that would get less room than this is counted and not shown. */
const NARROWEST = 24;
/** What stands around differing words, to say where they are. */
const AROUND = 14;

/** The differences of a passage on one line of at most `width` characters; values come before wording. */
export function driftLine(drift: readonly DriftEntry[], width = WIDEST): string {
  const entries = [...drift].sort((a, b) => rank(a) - rank(b));
  let line = '';
  for (const [i, entry] of entries.entries()) {
    const rest = entries.length - i;
    const more = `${i === 0 ? '' : ' · '}and ${rest} more`;
    const separator = i === 0 ? '' : ' · ';
    const tail = rest > 1 ? ` · and ${rest - 1} more`.length : 0;
    const room = width - line.length - separator.length - tail;
    const whole = entryText(entry, Number.POSITIVE_INFINITY);
    if (i > 0 && whole.length > room && room < NARROWEST) return `${line}${more}`;
    line += `${separator}${whole.length <= room ? whole : entryText(entry, room)}`;
  }
  return line;
}

/** Values tell most, then what is allowed and who is meant, then wording. */
function rank({ field }: DriftEntry): number {
  return field === 'text' ? 2 : field === 'modality' || field === 'name' ? 1 : 0;
}

/** All differences of a passage, for files: nothing is shortened. */
export function driftText(drift: readonly DriftEntry[]): string {
  return drift
    .map(({ field, old, new: now }) => `${field} ${scalarText(old, field)} → ${scalarText(now, field)}`)
    .join(' · ');
}

/** One difference in about `room` characters. */
function entryText({ field, old, new: now }: DriftEntry, room: number): string {
  const left = Math.max(room - field.length - 1, NARROWEST);
  if (field === 'text' && typeof old === 'string' && typeof now === 'string')
    return `${field} ${differing(old, now, left)}`;
  if (field === 'text' && now === null) return oneLine(`no longer says: ${scalarText(old, field)}`, room);
  if (field === 'text' && old === null) return oneLine(`now also says: ${scalarText(now, field)}`, room);
  const [before, after] = [scalarText(old, field), scalarText(now, field)];
  return `${field} ${inRoom(before, after, left)}`;
}

/** Two texts as `old → new` cut around the words in which they differ. */
function differing(old: string, now: string, room: number): string {
  const [a, b] = [[...old], [...now]];
  const shortest = Math.min(a.length, b.length);
  let prefix = 0;
  while (prefix < shortest && a[prefix] === b[prefix]) prefix += 1;
  let suffix = 0;
  while (suffix < shortest - prefix && a[a.length - 1 - suffix] === b[b.length - 1 - suffix]) suffix += 1;
  const from = wordStart(a, prefix);
  const until = (text: readonly string[]): number => wordEnd(text, text.length - suffix);
  const part = (text: readonly string[]): string => {
    const [start, end] = [from > 3 ? from : 0, until(text)];
    const shown = text.slice(start, end).join('').trim();
    return `${start > 0 && !shown.startsWith('…') ? '…' : ''}${shown}${end < text.length && !shown.endsWith('…') ? '…' : ''}`;
  };
  return inRoom(part(a), part(b), room);
}

/** Where the words around `at` begin: up to {@link AROUND} characters before it. */
function wordStart(text: readonly string[], at: number): number {
  const earliest = Math.max(0, at - AROUND);
  for (let i = earliest; i < at; i++) if (i === 0 || text[i - 1] === ' ') return i;
  return earliest;
}

function wordEnd(text: readonly string[], at: number): number {
  const latest = Math.min(text.length, at + AROUND);
  for (let i = latest; i > at; i--) if (i === text.length || text[i] === ' ') return i;
  return latest;
}

/** `old → new` in `room` characters; a short side leaves its room to the other. */
function inRoom(old: string, now: string, room: number): string {
  const both = Math.max(room - 3, 2);
  const half = Math.floor(both / 2);
  const [a, b] = [[...old].length, [...now].length];
  const forOld = a + b <= both ? a : Math.max(half, both - b);
  return `${oneLine(old, forOld)} → ${oneLine(now, a + b <= both ? b : both - Math.min(a, forOld))}`;
}

/** Drift of prose, where null means that the text says nothing of the kind; a fact's null is an unknown value. */
const OF_PROSE = new Set(['text', 'number', 'count', 'duration', 'date', 'money', 'percent', 'modality', 'name']);

/** A value for reading; what is not there is said, not left blank. */
function scalarText(value: Scalar, field: string): string {
  if (value === null) return OF_PROSE.has(field) ? '(nothing)' : 'unknown';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** `34 superseded, 2 removed`, or `none`. */
export function verdictCounts(counts: Readonly<Partial<Record<Verdict, number>>>): string {
  const parts = Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([verdict, n]) => `${n.toLocaleString('en')} ${verdict}`);
  return parts.length > 0 ? parts.join(', ') : 'none';
}
