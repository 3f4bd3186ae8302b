/** In which order two compared documents are cited: that of the question, so that the order does not tell the winner. */
import { compareText } from '../../core/order.js';
import { foldText } from '../../text/normalize.js';
import type { Evidence, Question } from '../questions/question.js';

/**
 * Evidence in the order in which the question names what it is about. Questions shorten names (`Salt Road v2`), so the
 * longest beginning of a name that the question holds tells its place; where that tells nothing, ids decide.
 */
export function inOrderOfQuestion({ text, evidence, gold }: Question): readonly Evidence[] {
  const folded = foldText(text);
  const facts = gold?.facts ?? [];
  const placed = evidence.map((one, i) => {
    const names = facts.length === evidence.length ? (facts[i]?.subjects ?? []) : [];
    return { one, ...placeOf([one.passage.title, ...names], folded) };
  });
  const byPlace = placed.sort((a, b) => a.at - b.at || compareText(a.one.passage.passage_id, b.one.passage.passage_id));
  return byPlace.map(({ one }) => one);
}

/** A shorter beginning is a word that any name may have. */
const LEAST = 4;

function placeOf(names: readonly string[], text: string): { readonly at: number } {
  let [at, longest] = [Number.MAX_SAFE_INTEGER, LEAST - 1];
  for (const name of names.map(foldText)) {
    for (let length = name.length; length > longest; length--) {
      const found = text.indexOf(name.slice(0, length));
      if (found < 0) continue;
      [at, longest] = [found, length];
      break;
    }
  }
  return { at };
}
