/** Takes a prompt apart: `<DOCUMENT>d</DOCUMENT>` for each document, then the question. */

const TAG = /<(\/?)DOCUMENT>/g;
/** What templates put between documents: nothing, line ends, a number. */
const BETWEEN = /^\s*(?:[[(#]?\d+[\])}.:]*)?\s*$/;

export interface PromptParts {
  /** As they stand in the prompt, escaped. */
  readonly documents: readonly string[];
  /** What follows the last document. */
  readonly question: string;
  /** Tags that do not pair up, or text between documents: some document holds a tag of its own. */
  readonly isAmbiguous: boolean;
}

/** The documents and the question of a prompt; without any tag, all of it is the question. */
export function partsOfPrompt(prompt: string): PromptParts {
  const tags = [...prompt.matchAll(TAG)].map((match) => ({
    opens: match[1] === '',
    start: match.index,
    end: match.index + match[0].length,
  }));
  const first = tags.find((tag) => tag.opens);
  const last = tags.findLast((tag) => !tag.opens);
  if (!first || !last || last.start < first.end) {
    return { documents: [], question: prompt.trim(), isAmbiguous: tags.length > 0 };
  }
  const isAmbiguous = !alternate(tags, prompt);
  const inner = prompt.slice(first.end, last.start);
  // Where tags do not pair up, documents are taken apart where Gorilla puts them together.
  const documents = isAmbiguous ? inner.split('</DOCUMENT>\n<DOCUMENT>') : inner.split(/<\/DOCUMENT>[^<]*<DOCUMENT>/);
  return { documents, question: prompt.slice(last.end).trim(), isAmbiguous };
}

function alternate(
  tags: readonly { readonly opens: boolean; readonly start: number; readonly end: number }[],
  prompt: string,
): boolean {
  return (
    tags.length % 2 === 0 &&
    tags.every((tag, i) => {
      const before = tags[i - 1];
      if (tag.opens !== (i % 2 === 0)) return false;
      return !tag.opens || !before || BETWEEN.test(prompt.slice(before.end, tag.start));
    })
  );
}
