/** `If C, M`: questions about what follows from a condition that a sentence states. */
import { ANAPHORA, lowerFirst, swapPerson, upperFirst } from './english-grammar.js';

/** A sentence in two. */
export interface Condition {
  /** `if something arrives dented`, in the customer's words. */
  readonly condition: string;
  /** The rest of the sentence, with a capital. */
  readonly main: string;
}

/** The comma before the main clause, not one of a list. */
const MAIN =
  /, (?=(?:we|you|your|our|the|please|it|they|an?|each|all|any|no|nothing|let|contact|write|ask|send|use|see|go)\b|[A-Z])/;

/** `If C, M` in two; null for any other sentence. */
export function splitCondition(text: string): Condition | null {
  const at = text.search(MAIN);
  if (at < 0 || !/^(?:If|When|Once) /.test(text)) return null;
  const condition = text.slice(0, at);
  if (condition.length > 120) return null;
  return { condition: swapPerson(lowerFirst(condition)), main: upperFirst(text.slice(at + 2)) };
}

/** No clause after `if` (`if applicable`, `when creating …`), a definition, or a subject with a second verb form. */
const NO_CONDITION =
  /^\w+ (?:applicable|relevant|necessary|possible|needed|asked|required|appropriate|not|so|in|at|on|by|for|during|under|after|within|doing|you ever|\w+ing|\w+ed)\b|\b(?:say|mean|see|note|agree|acknowledge|believe)\b|\bI\b.* (?:and|but|or) (?:are|were|do)\b|“/;

/** What can be asked about a condition, with what follows from it as the answer; empty where it cannot stand alone. */
export function askConditions({ condition, main }: Condition): readonly string[] {
  const isEmpty = main.split(' ').length < 4 || /^Thank/.test(main);
  const isContract = /\b(?:agree|agreeing|acknowledge|represent|warrant|consent)\b/.test(main);
  if (isEmpty || isContract || ANAPHORA.test(condition) || NO_CONDITION.test(condition)) return [];
  return askAbout(condition, main);
}

function askAbout(condition: string, main: string): string[] {
  if (/^You (?:can|could|may (?!lose|be|have|need|not|see|find|receive))\b/.test(main))
    return [`What can I do ${condition}?`, `What are my options ${condition}?`];
  if (/^(?:You (?:must|need to|have to|should)|Please|Let|Contact|Write|Ask|Send|Use|See|Go)\b/.test(main)) {
    return [`What should I do ${condition}?`, `What do I have to do ${condition}?`];
  }
  const asks = [`What happens ${condition}?`];
  if (/^We\b/.test(main)) asks.push(`What do you do ${condition}?`);
  if (/^if\b/.test(condition)) asks.push(`What ${condition}?`);
  return asks;
}
