/** Drift of a catalog entry: its title, its typed facts, and the prose beside them. */
import type { DriftEntry, Severity } from '../../store/rows.js';
import type { Fact } from '../document.js';
import { diffFacts } from './facts.js';
import { diffProse } from './prose.js';

/** What is compared of a version of an entry. */
export interface EntryVersion {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** The fields in which two versions of a catalog entry differ. */
export function diffEntry(old: EntryVersion, now: EntryVersion): DriftEntry[] {
  const title: DriftEntry[] = old.title === now.title ? [] : [{ field: 'title', old: old.title, new: now.title }];
  return [...title, ...diffFacts(old.facts, now.facts)];
}

export interface EntryPassageInput {
  /** The stale passage. */
  readonly text: string;
  /** Whether it is the first of its entry: what no passage states (unknown values, titles) is told there. */
  readonly isFirst: boolean;
  /** The version that the passage was cut from, where it is still stored. */
  readonly old: EntryVersion | null;
  readonly now: EntryVersion & { readonly text: string };
  /** Text of the passage that replaces it. */
  readonly successor: string | null;
}

/**
 * Drift of one passage of an entry. A long entry is several passages; each tells the facts whose lines it held, and
 * the prose that changed, and not the lines that facts are rendered as.
 */
export function diffEntryPassage(input: EntryPassageInput): { drift: readonly DriftEntry[]; severity: Severity } {
  const standing = new Set(input.now.text.split('\n'));
  const goneLines = input.text.split('\n').filter((line) => !standing.has(line));
  const entries = input.old ? diffEntry(input.old, input.now) : [];
  const drift = entries.filter(
    (entry) => (input.isFirst && isUnstated(entry)) || goneLines.some((line) => states(line, entry)),
  );
  let cosmetic = false;
  if (input.successor !== null) {
    const titles = [input.old?.title, input.now.title];
    const prose = diffProse(proseOf(input.text, titles), proseOf(input.successor, titles));
    drift.push(...prose.drift);
    cosmetic = prose.severity === 'cosmetic';
  }
  const isMaterial = entries.some((entry) => drift.includes(entry)) || input.successor === null || !cosmetic;
  return { drift, severity: isMaterial ? 'material' : 'cosmetic' };
}

function isUnstated({ field, old }: DriftEntry): boolean {
  return field === 'title' || old === null;
}

/** Whether a line can be the rendering of a fact's old value: it holds every word and number of it. */
function states(line: string, { old }: DriftEntry): boolean {
  const words = String(old).match(/\p{L}+|[\d.]+/gu) ?? [];
  const plain = line.replaceAll(',', '');
  return words.length > 0 && words.every((word) => plain.includes(word) || /^[A-Z]{3}$/.test(word));
}

/** The lines of an entry that are neither its title nor read `Label: value`. */
function proseOf(text: string, titles: readonly (string | undefined)[]): string {
  return text
    .split('\n')
    .filter((line) => !titles.includes(line) && !/^[^:：。.!?]{1,60}[:：]/.test(line))
    .join('\n')
    .trim();
}
