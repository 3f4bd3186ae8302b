/**
 * Values of a field that records know: a record without a `colour` whose title says "Black" has one all the same, and a
 * question for it is not unanswerable.
 */
import type { Fact } from '../../../corpus/document.js';
import type { ViewPassage } from '../../../corpus/view.js';
import { foldText } from '../../../text/normalize.js';
import type { ViewIndex } from '../../../verify/view-index.js';

export interface KnownValues {
  /** Whether title or text name a value that another record of the source has in this field. */
  mentionsValue(passages: readonly ViewPassage[], field: string): boolean;
}

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** Words that a value may have to be looked for. */
const MAX_WORDS = 3;
/** Shorter ones stand in any text. */
const MIN_LENGTH = 3;

/** Gathers the words that are values of text and list fields. */
export function knownValues(index: ViewIndex): KnownValues {
  const values = new Map<string, { readonly words: Set<string>; readonly japanese: Set<string> }>();
  for (const document of index.view.documents.values()) {
    for (const { field, value } of document.facts as readonly Fact[]) {
      const texts = value?.type === 'text' ? [value.value] : value?.type === 'list' ? value.value : [];
      for (const text of texts.flatMap((part) => part.split(/[,、/]/)).map(foldText)) {
        const key = keyOf(document.source_id, field);
        const known = values.get(key) ?? { words: new Set<string>(), japanese: new Set<string>() };
        values.set(key, known);
        if (JAPANESE.test(text)) known.japanese.add(text);
        else if (text.length >= MIN_LENGTH && text.split(' ').length <= MAX_WORDS) known.words.add(text);
      }
    }
  }
  return {
    mentionsValue: (passages, field) => {
      const [first] = passages;
      const known = first && values.get(keyOf(first.source_id, field));
      if (!known) return false;
      const text = foldText([first.title, ...passages.map((passage) => passage.text)].join(' '));
      if (JAPANESE.test(text) && [...known.japanese].some((value) => text.includes(value))) return true;
      return runsOfWords(text).some((run) => known.words.has(run));
    },
  };
}

function keyOf(sourceId: string, field: string): string {
  return JSON.stringify([sourceId, field]);
}

/** Every run of one to three words. */
function runsOfWords(text: string): readonly string[] {
  const words = text.split(' ');
  return words.flatMap((_, at) =>
    Array.from({ length: MAX_WORDS }, (_, length) => words.slice(at, at + length + 1).join(' ')),
  );
}
