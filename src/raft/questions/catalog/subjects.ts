/** What a question is about: a document's names, taken apart so that a sentence can say them naturally. */
import type { Fact } from '../../../corpus/document.js';
import type { ViewPassage } from '../../../corpus/view.js';
import { foldText } from '../../../text/normalize.js';
import { familyOf, type ViewIndex } from '../../../verify/view-index.js';
import { type Edition, editionOf } from './editions.js';
import { splitName, volumeOf } from './name-parts.js';

/** A document's names by language; at least one is set. */
export interface SubjectNames {
  readonly en: string | null;
  readonly ja: string | null;
}

/** A document as questions name it. */
export interface Subject {
  /** Translations of a document are one subject. */
  readonly family: string;
  readonly sourceId: string;
  readonly docId: string;
  /** Names as the record has them. */
  readonly names: SubjectNames;
  /** The names without volume and edition. */
  readonly titles: SubjectNames;
  /** The titles as they are compared. */
  readonly folded: SubjectNames;
  /** `6`, `4.5`, `1-3`; null where it has none, or one that cannot be said. */
  readonly volume: string | null;
  readonly edition: Edition | null;
  /** Whether the names themselves say the volume. */
  readonly saysVolume: boolean;
  /** Whether the names themselves say the edition, and nothing but it, in an ending that was cut off. */
  readonly saysEdition: boolean;
  readonly facts: readonly Fact[];
}

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const TITLE_FIELD = /^title[_-]?(?:en|ja|jp|english|japanese)?$/i;
const VOLUME_FIELD = /^(?:volume|vol|volume_no|volume_number)$/;
const FORMAT_FIELD = /^(?:format|binding|edition|media)$/;

/** The title, and facts that hold it in the other language (`title_ja`, `title_en`), told apart by script. */
export function namesOf(passage: ViewPassage, index: ViewIndex): SubjectNames {
  const titles = [passage.title];
  for (const { field, value } of index.factsOf(passage)) {
    if (!TITLE_FIELD.test(field)) continue;
    if (value?.type === 'text') titles.push(value.value);
    if (value?.type === 'list') titles.push(...value.value.slice(0, 1));
  }
  const usable = titles.filter((title) => foldText(title) !== '');
  return {
    en: usable.find((title) => !JAPANESE.test(title)) ?? null,
    ja: usable.find((title) => JAPANESE.test(title)) ?? null,
  };
}

/** All names of a subject, each once: as the record has them, and without volume and edition. */
export function allNames({ names, titles }: Pick<Subject, 'names' | 'titles'>): readonly string[] {
  const all = [names.en, names.ja, titles.en, titles.ja].filter((name) => name !== null);
  return [...new Set(all)];
}

/** The subject of a document. */
export function subjectOf(passage: ViewPassage, index: ViewIndex): Subject {
  const facts = index.factsOf(passage);
  const plain = (pattern: RegExp): string | number | undefined => {
    const value = facts.find(({ field }) => pattern.test(field))?.value;
    // A volume in litres is none.
    const isPlain = value?.type === 'text' || (value?.type === 'number' && value.unit === undefined);
    return isPlain ? value.value : undefined;
  };
  const edition = editionOf(String(plain(FORMAT_FIELD) ?? ''));
  const names = namesOf(passage, index);
  const known = { volume: volumeOf(plain(VOLUME_FIELD)), edition };
  const parts = { en: split(names.en, known), ja: split(names.ja, known) };
  const said = parts.en?.volume ?? parts.ja?.volume ?? null;
  // Where one name says the volume and the other has it in its words, no name is taken apart.
  const isSplit = [parts.en, parts.ja].every((part) => part === null || part.volume === said);
  const titles = isSplit ? { en: parts.en?.title ?? null, ja: parts.ja?.title ?? null } : names;
  return {
    family: familyOf(passage),
    sourceId: passage.source_id,
    docId: passage.doc_id,
    names,
    titles,
    folded: { en: fold(titles.en), ja: fold(titles.ja) },
    volume: isSplit ? (said ?? known.volume) : null,
    edition,
    saysVolume: isSplit && said !== null,
    saysEdition: isSplit && edition?.suffix.test(names.en ?? names.ja ?? '') === true,
    facts,
  };
}

function fold(title: string | null): string | null {
  return title === null ? null : foldText(title);
}

function split(name: string | null, known: Parameters<typeof splitName>[1]): ReturnType<typeof splitName> | null {
  return name === null ? null : splitName(name, known);
}
