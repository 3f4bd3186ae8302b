/** Runs of blocks that may share a passage: one heading, nothing hidden between them, spoilers apart. */
import type { Block } from '../document.js';

/** Blocks below one heading, in order; never empty. */
export interface Section {
  readonly blocks: readonly Block[];
  readonly headingPath: readonly string[];
  readonly spoiler: boolean;
}

/**
 * Cuts a document into sections. A passage is one contiguous span, so whatever must not be shown (a
 * block that `isLeftOut`, a comment, a rule, a template tag) ends a section where it stands.
 */
export function sectionsOf(
  document: { readonly text: string; readonly blocks: readonly Block[] },
  isLeftOut: (block: Block) => boolean,
): readonly Section[] {
  const sections: Section[] = [];
  let run: Block[] = [];
  const close = (): void => {
    const [first] = run;
    if (first !== undefined) {
      sections.push({ blocks: run, headingPath: first.headingPath, spoiler: first.spoiler === true });
    }
    run = [];
  };
  for (const block of document.blocks) {
    if (block.kind === 'heading' || isLeftOut(block)) {
      close();
      continue;
    }
    const before = run.at(-1);
    if (before !== undefined && !mayShare(document.text, before, block)) close();
    run.push(block);
  }
  close();
  return sections;
}

function mayShare(text: string, before: Block, block: Block): boolean {
  if ((before.spoiler === true) !== (block.spoiler === true)) return false;
  if (!samePath(before.headingPath, block.headingPath)) return false;
  return text.slice(before.end, block.start).trim() === '';
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((heading, index) => heading === b[index]));
}
