/** Catalog entries that a policy may be about: their names, typed facts and the lines that state them. */
import type { Fact, FactValue } from '../../../../corpus/document.js';
import type { ViewPassage } from '../../../../corpus/view.js';
import { foldText } from '../../../../text/normalize.js';
import { placeOfFact } from '../../../../verify/fact-passage.js';
import { familyOf, type ViewIndex } from '../../../../verify/view-index.js';
import type { LineageGroups } from '../../../lineage-groups.js';
import type { FactLabels } from '../../catalog/fact-intents.js';
import { namesOf, type SubjectNames } from '../../catalog/subjects.js';
import type { Evidence } from '../../question.js';

/** A current catalog entry that its name tells from all others. */
export interface Entry {
  readonly passage: ViewPassage;
  readonly names: SubjectNames;
  readonly group: string;
  readonly facts: readonly Fact[];
}

/** The current, spoiler-free entries of all catalogs, without those whose name another one bears too. */
export function catalogEntries(index: ViewIndex, groups: LineageGroups): readonly Entry[] {
  const seen = new Set<string>();
  const entries: Entry[] = [];
  for (const passage of index.view.passages) {
    if (passage.verdict !== null || passage.spoiler || passage.kind !== 'catalog' || seen.has(passage.doc_key))
      continue;
    seen.add(passage.doc_key);
    const group = groups.ofDocument.get(passage.doc_key) ?? passage.doc_key;
    entries.push({ passage, names: namesOf(passage, index), group, facts: index.factsOf(passage) });
  }
  const bearers = new Map<string, Set<string>>();
  for (const { passage, names } of entries) {
    for (const name of [names.en, names.ja]) {
      if (name === null) continue;
      const key = foldText(name);
      bearers.set(key, (bearers.get(key) ?? new Set()).add(familyOf(passage)));
    }
  }
  const isOwn = (name: string | null): boolean => name === null || bearers.get(foldText(name))?.size === 1;
  return entries.filter(({ names }) => (names.en ?? names.ja) !== null && isOwn(names.en) && isOwn(names.ja));
}

/** What an entry's field holds; null where it is unknown. */
export function factOf({ facts }: Entry, field: string): FactValue | null {
  return facts.find((fact) => fact.field === field)?.value ?? null;
}

/** The line of an entry that states one of its facts; null where none does. */
export function evidenceOf(
  entry: Entry,
  field: string,
  context: { readonly index: ViewIndex; readonly labels: FactLabels },
): Evidence | null {
  const value = factOf(entry, field);
  if (value === null) return null;
  const { source_id, doc_id } = entry.passage;
  const open = context.index.currentPassages(source_id, doc_id).filter(({ spoiler }) => !spoiler);
  const label = context.labels(source_id, field);
  const names = [label?.en, label?.ja, field, field.replaceAll('_', ' ')].filter((name) => name !== undefined);
  return placeOfFact(open, value, names);
}
