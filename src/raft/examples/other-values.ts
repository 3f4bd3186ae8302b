/**
 * What a passage says of the thing that is asked for, be it the answer or another value: nothing of that kind may stand in
 * a context whose oracle is left out, since it would look like the answer.
 */
import { readSentences, type Sentence } from '../../corpus/drift/sentences.js';
import { bagSimilarity } from '../../corpus/drift/wording.js';
import type { QueryGuard } from '../../negatives/answers/guard.js';
import { comparableKind } from '../../negatives/answers/text-answer.js';
import type { PassageTexts } from '../../negatives/passage-texts.js';
import type { GoldAnswer, GoldFact, MiningQuery } from '../../negatives/types.js';
import type { Evidence } from '../questions/question.js';

/** Likeness of wording from which a sentence says the same thing with another value; as the miner's guards have it. */
const ALIKE = 0.6;

export interface Asked {
  readonly gold: GoldAnswer | undefined;
  readonly evidence: readonly Evidence[];
  /** The guard of the question itself. */
  readonly answer: QueryGuard;
  /** The guard of another query with the question's text. */
  guardOf(about: Pick<MiningQuery, 'gold' | 'unknown'>): QueryGuard;
}

/** Looks for values of what one question asks; its guards are made when they are first needed. */
export class OtherValues {
  private fields: readonly QueryGuard[] | null = null;
  private values: readonly QueryGuard[] | null = null;
  private sentences: readonly Sentence[] | null = null;

  constructor(
    private readonly asked: Asked,
    private readonly texts: PassageTexts,
  ) {}

  /**
   * Whether the passage states any value of what is asked. Of a typed fact: typed or labelled, or in prose beside the
   * entity's name; values of other entities are none. Of a policy: in a sentence like the oracle's.
   */
  states(row: number): boolean {
    if (this.facts.length > 0) return this.knowsField(row) || this.statesLike(row);
    this.sentences ??= this.asked.evidence.flatMap(({ passage, span }) =>
      readSentences(passage.text.slice(span.start, span.end)),
    );
    return this.sentences.some((wanted) => saysLike(wanted, this.texts.sentences(row)));
  }

  /** Whether the passage states a value of the kind that is asked for; of a typed fact, and names its entity. */
  statesLike(row: number): boolean {
    const { answer, guardOf } = this.asked;
    if (this.facts.length === 0) return answer.statesLikeValue(row);
    if (!answer.isAbout(row)) return false;
    this.values ??= this.facts.map(({ value }) => guardOf({ gold: { text: written(value) } }));
    return this.values.some((value) => value.statesLikeValue(row));
  }

  /** A passage that knows the asked field of the asked entity states a value of it, whichever. */
  private knowsField(row: number): boolean {
    this.fields ??= this.facts.map(({ field, subjects }) => this.asked.guardOf({ unknown: { field, subjects } }));
    return this.fields.some((field) => field.answers(row));
  }

  private get facts(): readonly GoldFact[] {
    return this.asked.gold?.facts ?? [];
  }
}

/** Whether a sentence has nearly the wording, and a value where the wanted one has its own. */
function saysLike(wanted: Sentence, sentences: readonly Sentence[]): boolean {
  const kinds = new Set(wanted.values.flatMap(({ canonical }) => comparableKind(canonical) ?? []));
  if (kinds.size === 0) return false;
  return sentences.some(
    (sentence) =>
      sentence.values.some(({ canonical }) => kinds.has(comparableKind(canonical) ?? '')) &&
      bagSimilarity(wanted.terms, sentence.terms) >= ALIKE,
  );
}

/** As prose would write the value, with its unit. */
function written(value: GoldFact['value']): string {
  switch (value.type) {
    case 'number':
      return value.unit === undefined ? String(value.value) : `${value.value} ${value.unit}`;
    case 'money':
      return `${value.currency} ${value.value}`;
    case 'list':
      return value.value.join(', ');
    default:
      return String(value.value);
  }
}
