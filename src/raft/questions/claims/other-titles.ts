/** Titles of the catalog, to find what a model says of documents that it was not shown. */
import type { ViewPassage } from '../../../corpus/view.js';
import { foldText, normalizeText } from '../../../text/normalize.js';
import { mentionsFolded } from '../../../verify/value-forms.js';
import type { ViewIndex } from '../../../verify/view-index.js';
import { allNames, subjectOf } from '../catalog/subjects.js';

export interface OtherTitles {
  /** A title in `text` that neither stands in `own` nor belongs to the passage's series; undefined when there is none. */
  find(text: string, own: string, passage: ViewPassage): string | undefined;
}

/** Shorter ones are words of every day. */
const SHORTEST = { latin: 5, other: 3 };
/** Code units by which titles are found: no more than the shortest title has. */
const START = 3;

interface Title {
  readonly title: string;
  readonly folded: string;
  readonly group: string | null;
}

/** Collects the titles of the current catalog entries once; looking through a text then does not depend on how many they are. */
export function collectTitles(index: ViewIndex): OtherTitles {
  const titles = new Map<string, Title>();
  const seen = new Set<string>();
  for (const passage of index.view.passages) {
    if (passage.verdict !== null || passage.kind !== 'catalog' || seen.has(passage.doc_key)) continue;
    seen.add(passage.doc_key);
    for (const name of allNames(subjectOf(passage, index))) {
      const title = normalizeText(name);
      if (isTelling(title)) titles.set(title, { title, folded: foldText(title), group: passage.group });
    }
  }
  const byStart = new Map<string, Title[]>();
  for (const title of titles.values()) {
    const start = title.title.slice(0, START);
    const list = byStart.get(start);
    if (list) list.push(title);
    else byStart.set(start, [title]);
  }
  return {
    find: (text, own, passage) => {
      // With its capitals: "moss garden" in a sentence is a garden.
      const plain = normalizeText(text);
      const folded = { text: foldText(text), own: foldText(own) };
      for (let at = 0; at < plain.length; at++) {
        for (const other of byStart.get(plain.slice(at, at + START)) ?? []) {
          if (!plain.startsWith(other.title, at) || (other.group !== null && other.group === passage.group)) continue;
          if (mentionsFolded(folded.text, other.folded) && !mentionsFolded(folded.own, other.folded))
            return other.title;
        }
      }
      return undefined;
    },
  };
}

function isTelling(title: string): boolean {
  const isLatin = /^[\p{Script=Latin}\P{L}]*$/u.test(title);
  return title.length >= (isLatin ? SHORTEST.latin : SHORTEST.other);
}
