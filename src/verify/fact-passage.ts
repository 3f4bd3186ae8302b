/** Which passage of a document states one of its typed facts, and where: so that a fact can be quoted. */
import type { FactValue } from '../corpus/document.js';
import type { ViewPassage } from '../corpus/view.js';
import { foldText } from '../text/normalize.js';
import { type Span, trimSpan } from '../text/spans.js';
import { findValue } from './value-forms.js';

/** A passage and the span of the line or sentence in it that states the fact. */
export interface FactPlace {
  readonly passage: ViewPassage;
  readonly span: Span;
}

/**
 * Finds the line of a document's passages that states `value` under one of `labels` (any of a field's names in the
 * record: `Volumes`, `巻数`, `volumes`). Without a labelled line, a line that alone holds the value will do.
 *
 * @returns null when no line states it, or several do and none is labelled
 */
export function placeOfFact(
  passages: readonly ViewPassage[],
  value: FactValue,
  labels: readonly string[],
): FactPlace | null {
  const lines = passages.flatMap((passage) => linesWith(passage, value));
  const folded = labels.map(foldText).filter((label) => label !== '');
  const labelled = lines.filter(({ passage, span }) =>
    startsWithLabel(passage.text.slice(span.start, span.end), folded),
  );
  if (labelled[0]) return labelled[0];
  return lines.length === 1 ? (lines[0] ?? null) : null;
}

function linesWith(passage: ViewPassage, value: FactValue): FactPlace[] {
  const places = new Map<number, FactPlace>();
  for (const { start, end } of findValue(passage.text, value)) {
    const from = passage.text.lastIndexOf('\n', start - 1) + 1;
    const stop = passage.text.indexOf('\n', end);
    places.set(from, {
      passage,
      span: trimSpan(passage.text, { start: from, end: stop < 0 ? passage.text.length : stop }),
    });
  }
  return [...places.values()];
}

function startsWithLabel(line: string, labels: readonly string[]): boolean {
  const folded = foldText(line);
  return labels.some((label) => folded.startsWith(label));
}
