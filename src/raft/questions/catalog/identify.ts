/**
 * Two checks that every question passes, whoever wrote it: it says what it is about, and the current corpus has one
 * answer to it. "How many volumes does it have?" fails the first; a price that two editions give differently the second.
 */
import { foldText, normalizeText } from '../../../text/normalize.js';
import { mentions, mentionsFolded } from '../../../verify/value-forms.js';
import type { Question } from '../question.js';
import { agrees } from './designation.js';
import { volumeOf } from './name-parts.js';
import { shortNames } from './short-names.js';
import type { SubjectIndex } from './subject-index.js';
import type { Subject } from './subjects.js';

/** What the checks look at. */
export type Checked = Pick<Question, 'text' | 'subjects' | 'facts' | 'evidence'>;

/**
 * Whether a question names what it is about: every document whose fact or catalog entry it rests on, by a title or a short
 * name that is no one else's; a question on pages alone, or on nothing that the corpus has, by each of its `subjects`.
 */
export function identifiesSubject(question: Checked, index: SubjectIndex): boolean {
  const documents = subjectsOf(question, index);
  if (documents.length > 0) return documents.every((subject) => titlesIn(question.text, subject, index).length > 0);
  if (question.subjects.length === 0) return question.evidence.length > 0;
  return question.subjects.every((name) =>
    volumeOf(name) === name ? saysVolume(question.text, name) : mentions(question.text, name),
  );
}

/** Whether a current document that the question's words may mean as well gives another value for an asked field. */
export function ambiguousAnswer(question: Checked, index: SubjectIndex): boolean {
  return question.facts.some((fact) => {
    const subject = index.ofDocument(fact.passage.doc_key);
    if (!subject) return false;
    const titles = titlesIn(question.text, subject, index);
    const asked = { field: fact.field, value: fact.value };
    return titles.every((title) =>
      index.bearers(foldText(title)).some((other) => {
        const isMeant =
          other.family !== subject.family && !isToldApart(withoutTitle(question.text, title), subject, other);
        return isMeant && !agrees(other, asked);
      }),
    );
  });
}

/** Subjects of the documents that a question rests on, each once. */
function subjectsOf(question: Checked, index: SubjectIndex): readonly Subject[] {
  const passages = [...question.facts, ...question.evidence].map(({ passage }) => passage);
  const catalog = passages.filter(({ kind }) => kind === 'catalog');
  const subjects = catalog.map(({ doc_key }) => index.ofDocument(doc_key));
  return [...new Set(subjects.filter((subject) => subject !== undefined))];
}

/** The subject's titles that the text says, in full or by a short name. */
function titlesIn(text: string, { titles, folded }: Subject, index: SubjectIndex): readonly string[] {
  const said = foldText(text);
  const says = (title: string | null, folded: string | null): title is string =>
    title !== null && folded !== null && mentionsFolded(said, folded);
  const full = [says(titles.en, folded.en) ? titles.en : null, says(titles.ja, folded.ja) ? titles.ja : null];
  const found = full.filter((title) => title !== null);
  if (found.length > 0) return found;
  return [titles.en, titles.ja]
    .filter((title) => title !== null)
    .filter((title) => shortNames(title, titles, index).some((name) => mentionsFolded(said, foldText(name))));
}

/** Whether what the text says beside the title is true of one subject and not of the other. */
function isToldApart(rest: string, subject: Subject, other: Subject): boolean {
  if (subject.volume !== null && subject.volume !== other.volume && saysVolume(rest, subject.volume)) return true;
  const { edition } = subject;
  if (edition === null || other.edition === null || other.edition.id === edition.id) return false;
  return edition.said.test(rest) && !other.edition.said.test(rest);
}

/** `6` in `vol 6`, `v6`, `#6`, `6巻`; not in `16` or `6.5`. */
function saysVolume(rest: string, volume: string): boolean {
  const number = volume.replaceAll('.', '\\.').replace('-', '\\s*[-–〜～~]\\s*');
  return new RegExp(`(?<!\\d)(?<!\\d\\.)${number}(?!\\.?\\d)`).test(rest);
}

/** Numbers in the title are no volume: `Room 204`. */
function withoutTitle(text: string, title: string): string {
  const [plain, name] = [normalizeText(text), normalizeText(title)];
  const at = plain.toLowerCase().indexOf(name.toLowerCase());
  return at < 0 ? plain : `${plain.slice(0, at)} ${plain.slice(at + name.length)}`;
}
