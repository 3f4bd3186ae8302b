/**
 * What a passage says of the thing that is asked for. Beside the oracle, nothing may say the same as it; in a context
 * whose oracle is left out, nothing may state any value of what is asked, since it would look like the answer.
 */
import { readSentences, type Sentence } from '../../corpus/drift/sentences.js';
import { bagSimilarity } from '../../corpus/drift/wording.js';
import type { QueryGuard } from '../../negatives/answers/guard.js';
import { comparableKind } from '../../negatives/answers/text-answer.js';
import type { PassageTexts } from '../../negatives/passage-texts.js';
import type { GoldAnswer, GoldFact, MiningQuery } from '../../negatives/types.js';
import type { Evidence } from '../questions/question.js';

/** Likeness of wording from which two sentences say the same of a thing, be it with other values; as the miner's guards have it. */
const ALIKE = 0.6;

export interface Asked {
  readonly gold: GoldAnswer | undefined;
  readonly evidence: readonly Evidence[];
  /** The guard of the question itself. */
  readonly answer: QueryGuard;
  /** The guard of another query with the question's text. */
  guardOf(about: Pick<MiningQuery, 'gold' | 'unknown'>): QueryGuard;
}

/** Looks for statements about what one question asks; its guards are made when they are first needed. */
export class AskedStatements {
  private fields: readonly QueryGuard[] | null = null;
  private values: readonly QueryGuard[] | null = null;
  private sentences: readonly Sentence[] | null = null;

  constructor(
    private readonly asked: Asked,
    private readonly texts: PassageTexts,
  ) {}

  /**
   * Whether a sentence of the passage has the wording of one that the oracle answers with, and its values: an FAQ that
   * repeats a policy. A typed fact is stated by its value, whatever the wording: that is for the guard to say.
   */
  repeatsOracle(row: number): boolean {
    if (this.facts.length > 0) return false;
    const said = this.texts.sentences(row);
    return this.wanted.some((wanted) => said.some((sentence) => isAlike(wanted, sentence) && holds(sentence, wanted)));
  }

  /**
   * Whether the passage states any value of what is asked. Of a typed fact: typed or labelled, or in prose beside the
   * entity's name; values of other entities are none. Of a policy: in a sentence like the oracle's.
   */
  states(row: number): boolean {
    return this.facts.length > 0 ? this.knowsField(row) || this.namesValue(row) : this.saysOtherwise(row);
  }

  /**
   * Whether a page that is not current once said something else about what is asked: of a typed fact, beside its entity's
   * name; of a policy, in a sentence like the oracle's, or, where the oracle is known to contradict the page, anywhere.
   */
  saidOtherwise(row: number, { isContradicted }: { readonly isContradicted: boolean }): boolean {
    if (this.facts.length > 0) return this.namesValue(row);
    return isContradicted ? this.asked.answer.statesLikeValue(row) : this.saysOtherwise(row);
  }

  /** In a sentence like the oracle's, with a value where that has its own. */
  private saysOtherwise(row: number): boolean {
    const said = this.texts.sentences(row);
    return this.wanted.some((wanted) => {
      const kinds = kindsOf(wanted);
      return said.some(
        (sentence) => [...kindsOf(sentence)].some((kind) => kinds.has(kind)) && isAlike(wanted, sentence),
      );
    });
  }

  /** The sentences that the oracles answer with. */
  private get wanted(): readonly Sentence[] {
    this.sentences ??= this.asked.evidence.flatMap(({ passage, span }) =>
      readSentences(passage.text.slice(span.start, span.end)),
    );
    return this.sentences;
  }

  /** A value of the kind that is asked for, in a passage that names the entity. */
  private namesValue(row: number): boolean {
    const { answer, guardOf } = this.asked;
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

function isAlike(wanted: Sentence, sentence: Sentence): boolean {
  return bagSimilarity(wanted.terms, sentence.terms) >= ALIKE;
}

/** Whether a sentence has the values and modals of another: who may is not who must. */
function holds(sentence: Sentence, wanted: Sentence): boolean {
  const values = new Set(sentence.values.map(({ canonical }) => canonical));
  const modals = new Set(sentence.modality.map(({ modality }) => modality));
  return (
    wanted.values.every(({ canonical }) => values.has(canonical)) &&
    wanted.modality.every(({ modality }) => modals.has(modality))
  );
}

/** What the sentence's values can be compared with. */
function kindsOf({ values }: Sentence): ReadonlySet<string> {
  return new Set(values.flatMap(({ canonical }) => comparableKind(canonical) ?? []));
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
