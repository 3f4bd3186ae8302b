/** Aligned sentences: the same sentence in two sources, but for one value of one unit. */
import type { ValueMention } from '../../../text/values.js';
import type { StatementReader } from '../../drift/statements.js';
import { differs, isComparable } from './compare.js';
import type { Comparison, ValueSentence } from './read.js';
import { contradiction, fieldsIn } from './statement-rule.js';
import { templateOf } from './template.js';
import type { Contradiction } from './types.js';

/** Templates in more sentences than this are forms (`Section 3: 5 points`), not statements. */
const MOST_COPIES = 50;

/**
 * Sentences whose template equals one of a more authoritative source, and that differ from it in exactly
 * one value. Nothing is claimed when any higher source has the sentence with this value, or when the
 * authority has it with several. Sentences about the past or with examples count as well: both are the same.
 */
export function contradictedCopies({ sentences, authorities, read }: Comparison): readonly Contradiction[] {
  const standing = new Set(authorities);
  const byTemplate = new Map<string, ValueSentence[]>();
  for (const sentence of sentences) {
    const template = templateOf(sentence);
    if (template === null) continue;
    const copies = byTemplate.get(template) ?? [];
    copies.push(sentence);
    byTemplate.set(template, copies);
  }
  return [...byTemplate.values()]
    .filter((copies) => copies.length > 1 && copies.length <= MOST_COPIES)
    .flatMap((copies) => {
      const authority = copies.filter((copy) => standing.has(copy));
      return copies.flatMap((low) => claim(low, authority, read));
    });
}

function claim(low: ValueSentence, copies: readonly ValueSentence[], read: StatementReader): readonly Contradiction[] {
  const higher = copies.filter(({ passage }) => passage.authority > low.passage.authority);
  if (higher.some((other) => sayings(other) === sayings(low))) return [];
  const top = higher.reduce((most, { passage }) => Math.max(most, passage.authority), Number.NEGATIVE_INFINITY);
  const authority = higher.filter(({ passage }) => passage.authority === top);
  const by = authority.find(({ passage }) => passage.lang === low.passage.lang) ?? authority[0];
  if (by === undefined || new Set(authority.map(sayings)).size !== 1) return [];
  const at = onlyDifference(low.values, by.values);
  const [old, now] = [low.values[at ?? -1], by.values[at ?? -1]];
  if (old === undefined || now === undefined) return [];
  const field = fieldsIn(by, read).get(now) ?? fieldsIn(low, read).get(old) ?? old.kind;
  return [
    contradiction({ rule: 'aligned', field, low: { sentence: low, value: old }, high: { sentence: by, value: now } }),
  ];
}

function sayings({ values }: ValueSentence): string {
  return values.map(({ canonical }) => canonical).join(' | ');
}

/** The one position at which two lists of values differ comparably; null when there is none or more. */
function onlyDifference(a: readonly ValueMention[], b: readonly ValueMention[]): number | null {
  if (a.length !== b.length) return null;
  const unequal = a.flatMap((value, i) => (value.canonical === b[i]?.canonical ? [] : [i]));
  const at = unequal[0];
  if (at === undefined || unequal.length !== 1) return null;
  const [left, right] = [a[at], b[at]];
  return left !== undefined && right !== undefined && isComparable(left, right) && differs(left, right) ? at : null;
}
