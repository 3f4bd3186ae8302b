/** How questions name documents, and which names would not tell two of them apart. */
import type { ViewPassage } from '../../../corpus/view.js';
import { foldText } from '../../../text/normalize.js';
import { familyOf, type ViewIndex } from '../../../verify/view-index.js';

/** A document's names by language; at least one is set. */
export interface SubjectNames {
  readonly en: string | null;
  readonly ja: string | null;
}

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const TITLE_FIELD = /^title[_-]?(?:en|ja|jp|english|japanese)?$/i;

/** The title, and facts that hold it in the other language (`title_ja`, `title_en`), told apart by script. */
export function namesOf(passage: ViewPassage, index: ViewIndex): SubjectNames {
  const titles = [passage.title];
  for (const fact of index.factsOf(passage)) {
    if (TITLE_FIELD.test(fact.field) && fact.value?.type === 'text') titles.push(fact.value.value);
  }
  const usable = titles.filter((title) => foldText(title) !== '');
  return {
    en: usable.find((title) => !JAPANESE.test(title)) ?? null,
    ja: usable.find((title) => JAPANESE.test(title)) ?? null,
  };
}

/**
 * Finds names that more than one current document bears, translations of one document apart.
 *
 * @returns whether a name is ambiguous, after folding
 */
export function findAmbiguousNames(index: ViewIndex): (name: string) => boolean {
  const bearers = new Map<string, Set<string>>();
  for (const passage of index.view.passages) {
    if (passage.verdict !== null) continue;
    const names = namesOf(passage, index);
    for (const name of [names.en, names.ja]) {
      if (name === null) continue;
      const folded = foldText(name);
      const families = bearers.get(folded) ?? new Set();
      bearers.set(folded, families.add(familyOf(passage)));
    }
  }
  return (name) => (bearers.get(foldText(name))?.size ?? 0) > 1;
}
