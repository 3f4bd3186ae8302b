/** Titles of the catalog, to find what a model says of documents that it was not shown. */
import type { ViewPassage } from '../../corpus/view.js';
import { foldText, normalizeText } from '../../text/normalize.js';
import { mentionsFolded } from '../../verify/value-forms.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { subjectOf } from '../questions/catalog/subjects.js';

export interface OtherTitles {
  /** A title in `text` that neither stands in `own` nor belongs to the passage's series; undefined when there is none. */
  find(text: string, own: string, passage: ViewPassage): string | undefined;
}

/** Shorter ones are words of every day. */
const SHORTEST = { latin: 5, other: 3 };

/** Collects the titles of the current catalog entries once, in time linear in the documents. */
export function collectTitles(index: ViewIndex): OtherTitles {
  const titles = new Map<string, { readonly folded: string; readonly group: string | null }>();
  const seen = new Set<string>();
  for (const passage of index.view.passages) {
    if (passage.verdict !== null || passage.kind !== 'catalog' || seen.has(passage.doc_key)) continue;
    seen.add(passage.doc_key);
    const { names, titles: bare } = subjectOf(passage, index);
    for (const name of [names.en, names.ja, bare.en, bare.ja]) {
      const title = normalizeText(name ?? '');
      if (isTelling(title)) titles.set(title, { folded: foldText(title), group: passage.group });
    }
  }
  return {
    find: (text, own, passage) => {
      // With its capitals: "moss garden" in a sentence is a garden.
      const plain = normalizeText(text);
      const folded = { text: foldText(text), own: foldText(own) };
      for (const [title, other] of titles) {
        if (!plain.includes(title) || (other.group !== null && other.group === passage.group)) continue;
        if (mentionsFolded(folded.text, other.folded) && !mentionsFolded(folded.own, other.folded)) return title;
      }
      return undefined;
    },
  };
}

function isTelling(title: string): boolean {
  const isLatin = /^[\p{Script=Latin}\P{L}]*$/u.test(title);
  return title.length >= (isLatin ? SHORTEST.latin : SHORTEST.other);
}
