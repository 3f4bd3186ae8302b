/** All current documents by title, so that a question can be held against every document it might mean. */
import { foldText } from '../../../text/normalize.js';
import type { ViewIndex } from '../../../verify/view-index.js';
import { type Subject, subjectOf } from './subjects.js';

/** Look-ups over the subjects of a corpus; built once, in time linear in the documents. */
export interface SubjectIndex {
  /** The subject of a current document with typed facts. */
  ofDocument(docKey: string): Subject | undefined;
  /** All subjects that bear this folded title, in either language; those of one volume, where it is given. */
  bearers(folded: string, volume?: string | null): readonly Subject[];
  /** Whether `name` occurs, as words of its own, in a title that is none of `own`. */
  occursElsewhere(name: string, own: readonly (string | null)[]): boolean;
}

/** Between titles in the joined text; folding leaves no line ends. */
const SEPARATOR = '\n';

/** Indexes the documents that have typed facts or are catalog entries. */
export function indexSubjects(index: ViewIndex): SubjectIndex {
  const byDocument = new Map<string, Subject>();
  const byTitle = new Map<string, Subject[]>();
  const byVolume = new Map<string, Subject[]>();
  for (const passage of index.view.passages) {
    if (passage.verdict !== null || byDocument.has(passage.doc_key)) continue;
    if (passage.kind !== 'catalog' && index.factsOf(passage).length === 0) continue;
    const subject = subjectOf(passage, index);
    byDocument.set(passage.doc_key, subject);
    for (const title of titlesOf(subject)) {
      append(byTitle, title, subject);
      append(byVolume, volumeKey(title, subject.volume), subject);
    }
  }
  const joined = SEPARATOR + [...byTitle.keys()].join(SEPARATOR) + SEPARATOR;
  return {
    ofDocument: (docKey) => byDocument.get(docKey),
    bearers: (folded, volume = null) =>
      (volume === null ? byTitle.get(folded) : byVolume.get(volumeKey(folded, volume))) ?? [],
    occursElsewhere: (name, own) => {
      const folded = foldText(name);
      const spared = new Set(own.map((title) => foldText(title ?? '')));
      return occurrencesOf(folded, joined).some((title) => !spared.has(title));
    },
  };
}

function volumeKey(title: string, volume: string | null): string {
  return `${title}${SEPARATOR}${volume ?? ''}`;
}

function append(map: Map<string, Subject[]>, key: string, subject: Subject): void {
  const list = map.get(key);
  if (list) list.push(subject);
  else map.set(key, [subject]);
}

/** Folded titles of a subject, each once; a name is one too where it says more than its title. */
function titlesOf(subject: Subject): ReadonlySet<string> {
  const names = [subject.titles.en, subject.titles.ja, subject.names.en, subject.names.ja];
  return new Set(
    names
      .filter((name) => name !== null)
      .map(foldText)
      .filter((name) => name !== ''),
  );
}

/** The lines of `joined` that hold `name`: whole words, where it begins or ends with a Latin letter or digit. */
function occurrencesOf(name: string, joined: string): readonly string[] {
  const lines: string[] = [];
  if (name === '') return lines;
  for (let at = joined.indexOf(name); at >= 0; at = joined.indexOf(name, at + 1)) {
    if (runsOn(joined[at - 1] ?? '', name[0] ?? '') || runsOn(name.at(-1) ?? '', joined[at + name.length] ?? ''))
      continue;
    const start = joined.lastIndexOf(SEPARATOR, at) + 1;
    const end = joined.indexOf(SEPARATOR, at);
    lines.push(joined.slice(start, end));
    at = end - 1;
  }
  return lines;
}

function runsOn(before: string, after: string): boolean {
  return /[\p{Script=Latin}\d]/u.test(before) && /[\p{Script=Latin}\d]/u.test(after);
}
