/** A document as it reads now, prepared for the question whether something that was quoted from it still stands there. */
import { containment } from '../../corpus/drift/containment.js';
import { keysOf } from '../../corpus/drift/prose.js';
import { readSentences, type Sentence } from '../../corpus/drift/sentences.js';
import { plainText, wordingKey } from '../../corpus/drift/wording.js';
import type { ViewPassage } from '../../corpus/view.js';
import type { DocumentRow } from '../../store/rows.js';
import { documentKey, type ViewIndex } from '../view-index.js';

/** Reads each document once, when it is first asked about: rows that rest on what did not change never ask. */
export class CorpusNow {
  private readonly documents = new Map<string, DocumentNow | null>();

  constructor(readonly index: ViewIndex) {}

  /** The document as it is now; null when its source no longer has it. */
  document(sourceId: string, docId: string): DocumentNow | null {
    const key = documentKey(sourceId, docId);
    const known = this.documents.get(key);
    if (known !== undefined) return known;
    const row = this.index.document(sourceId, docId);
    const found = row ? new DocumentNow(row, this.index.passagesOf(sourceId, docId)) : null;
    this.documents.set(key, found);
    return found;
  }
}

/** The version of a document that holds now. */
export class DocumentNow {
  /** Passages of this version, current or not. */
  readonly passages: readonly ViewPassage[];
  private reading: Reading | undefined;

  constructor(
    readonly row: DocumentRow,
    passages: readonly ViewPassage[],
  ) {
    this.passages = passages.filter(({ verdict }) => verdict !== 'superseded' && verdict !== 'removed');
  }

  /** Whether the text stands in it word for word, spacing and width aside, as a whole. */
  holds(text: string): boolean {
    return this.read().holds(text);
  }

  /** Whether it has the words of a text in their order, whatever the markup, punctuation and case; a text without words says nothing. */
  hasWording(text: string): boolean {
    const wording = wordingOf(text);
    return wording === '' || this.read().holdsWording(wording);
  }

  /** Whether one of its sentences says the same with the same values, in whatever notation. */
  says(sentence: Sentence): boolean {
    return this.read().keys().has(sentence.key);
  }

  sentences(): readonly Sentence[] {
    return this.read().sentences();
  }

  /** The passages that hold a text; none where it stands across a cut, or in what is left out of retrieval. */
  holders(text: string): readonly ViewPassage[] {
    return this.passages.filter((passage) => containment(passage.text)(text));
  }

  private read(): Reading {
    this.reading ??= readingOf(this.row.text);
    return this.reading;
  }
}

interface Reading {
  readonly holds: (text: string) => boolean;
  readonly holdsWording: (wording: string) => boolean;
  readonly sentences: () => readonly Sentence[];
  readonly keys: () => ReadonlySet<string>;
}

function readingOf(text: string): Reading {
  let sentences: readonly Sentence[] | undefined;
  let keys: ReadonlySet<string> | undefined;
  let wording: ((text: string) => boolean) | undefined;
  const read = (): readonly Sentence[] => {
    sentences ??= readSentences(text);
    return sentences;
  };
  return {
    holds: containment(text),
    holdsWording: (wanted) => {
      wording ??= containment(wordingOf(text));
      return wording(wanted);
    },
    sentences: read,
    keys: () => {
      keys ??= keysOf(read());
      return keys;
    },
  };
}

function wordingOf(text: string): string {
  return wordingKey(plainText(text));
}
