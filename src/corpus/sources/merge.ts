/**
 * `onDuplicate: merge`: records with one id become one entry. Unknown fields are filled from the others, lists are
 * united, texts of different columns stand side by side. Where two records know different values, the newer record
 * (by its timestamp) wins, and the earlier one in the file when they are equally old or have no timestamp.
 */
import type { Fact } from '../document.js';
import type { Entry, EntryText } from './entry.js';

/** Merges entries of one id, in the order of their records; at least one. */
export function mergeEntries(entries: readonly [Entry, ...Entry[]]): Entry {
  const [first, ...rest] = [...entries].sort(newestFirst) as [Entry, ...Entry[]];
  return rest.reduce(fill, first);
}

/** Stable: equally old entries stay in the order of their records. */
function newestFirst(a: Entry, b: Entry): number {
  const left = a.updatedAt ?? '';
  const right = b.updatedAt ?? '';
  return left === right ? 0 : left < right ? 1 : -1;
}

function fill(winner: Entry, other: Entry): Entry {
  return {
    ...winner,
    lang: winner.lang ?? other.lang,
    url: winner.url ?? other.url,
    texts: fillTexts(winner.texts, other.texts),
    facts: winner.facts.map((fact) =>
      fillFact(
        fact,
        other.facts.find((each) => each.field === fact.field),
      ),
    ),
    updatedAt: winner.updatedAt ?? other.updatedAt,
    // A span of validity is one value: half of each record would hold at a time that neither names.
    ...(winner.validFrom === null && winner.validTo === null
      ? { validFrom: other.validFrom, validTo: other.validTo }
      : {}),
    translationOf: winner.translationOf ?? other.translationOf,
    group: winner.group ?? other.group,
  };
}

function fillTexts(winner: readonly EntryText[], other: readonly EntryText[]): EntryText[] {
  const missing = other.filter(({ column }) => winner.every((each) => each.column !== column));
  return [...winner, ...missing];
}

function fillFact(fact: Fact, other: Fact | undefined): Fact {
  if (fact.value === null) return other ?? fact;
  if (fact.value.type !== 'list' || other?.value?.type !== 'list') return fact;
  const value = [...new Set([...fact.value.value, ...other.value.value])];
  return { field: fact.field, value: { type: 'list', value } };
}
