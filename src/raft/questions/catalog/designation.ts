/**
 * How much of a document's name a question has to say so that it has one answer: the title; with the volume; with the
 * edition. `Sword of Dawn` may be forty volumes in three editions, all of one publisher and each with a date of its own.
 */
import type { FactValue } from '../../../corpus/document.js';
import { sameValue } from '../../../verify/value-forms.js';
import type { SubjectIndex } from './subject-index.js';
import type { Subject, SubjectNames } from './subjects.js';

/** What a question says of its subject, beside the title. */
export interface Designation {
  readonly subject: Subject;
  readonly volume: string | null;
  readonly edition: Subject['edition'];
  /** The titles that are told apart from others so; null where the title of that language does not do. */
  readonly titles: SubjectNames;
  /** Whether other documents are meant too, which all give the same answer. */
  readonly isShared: boolean;
}

/**
 * The shortest designation under which no other document of the corpus gives another answer.
 *
 * @param asked the field, and its value here; null for a question that nobody can answer: then no bearer may know the field
 * @returns null where even title, volume and edition leave several answers
 */
export function designate(
  subject: Subject,
  asked: { readonly field: string; readonly value: FactValue | null },
  index: SubjectIndex,
): Designation | null {
  const said = {
    volume: subject.saysVolume ? subject.volume : null,
    edition: subject.saysEdition ? subject.edition : null,
  };
  for (const level of levelsOf(subject, said)) {
    if (level.edition !== null && isFormat(asked.field)) continue;
    const meant = (side: 'en' | 'ja') =>
      othersMeant(subject.titles[side] === null ? null : subject.folded[side], { ...level, subject, index, asked });
    const [en, ja] = [meant('en'), meant('ja')];
    const titles = {
      en: en === 'disagree' ? null : subject.titles.en,
      ja: ja === 'disagree' ? null : subject.titles.ja,
    };
    if (titles.en === null && titles.ja === null) continue;
    const isWhole = titles.en === subject.titles.en && titles.ja === subject.titles.ja;
    const { volume, edition } = level;
    return {
      subject,
      volume,
      edition,
      titles: isWhole ? subject.titles : titles,
      isShared: en === 'agree' || ja === 'agree',
    };
  }
  return null;
}

/** From the shortest to the fullest; never less than the names say themselves. */
function* levelsOf(
  subject: Subject,
  said: Pick<Designation, 'volume' | 'edition'>,
): Generator<Pick<Designation, 'volume' | 'edition'>> {
  yield said;
  if (said.edition === null && subject.edition !== null && said.volume !== null)
    yield { ...said, edition: subject.edition };
  if (said.volume === null && subject.volume !== null) {
    yield { ...said, volume: subject.volume };
    if (said.edition === null && subject.edition !== null) yield { volume: subject.volume, edition: subject.edition };
  }
}

/** Whether the same words mean other documents, and whether those give the same answer. */
function othersMeant(
  folded: string | null,
  at: Pick<Designation, 'subject' | 'volume' | 'edition'> & {
    readonly index: SubjectIndex;
    readonly asked: { readonly field: string; readonly value: FactValue | null };
  },
): 'none' | 'agree' | 'disagree' {
  let found: 'none' | 'agree' = 'none';
  for (const other of folded === null ? [] : at.index.bearers(folded, at.volume)) {
    if (other.family === at.subject.family) continue;
    if (at.edition !== null && other.edition !== null && other.edition.id !== at.edition.id) continue;
    if (!agrees(other, at.asked)) return 'disagree';
    found = 'agree';
  }
  return found;
}

/** Whether another document would give the same answer, or none. `value: null` is a question that must have no answer. */
export function agrees(other: Subject, asked: { readonly field: string; readonly value: FactValue | null }): boolean {
  const value = other.facts.find(({ field }) => field === asked.field)?.value ?? null;
  if (value === null) return true;
  return asked.value !== null && sameValue(value, asked.value.value);
}

/** A question for the format cannot name it. */
function isFormat(field: string): boolean {
  return /^(?:format|binding|edition|media)$/.test(field);
}
