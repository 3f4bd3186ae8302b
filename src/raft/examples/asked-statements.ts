/**
 * What a passage says of the thing that is asked for. Beside the oracle, nothing may say the same as it; in a context
 * whose oracle is left out, nothing may state any value of what is asked, since it would look like the answer.
 */
import { readSentences, type Sentence } from '../../corpus/drift/sentences.js';
import { bagSimilarity } from '../../corpus/drift/wording.js';
import type { ViewPassage } from '../../corpus/view.js';
import type { QueryGuard } from '../../negatives/answers/guard.js';
import { comparableKind } from '../../negatives/answers/text-answer.js';
import type { PassageTexts } from '../../negatives/passage-texts.js';
import type { GoldFact, MiningQuery } from '../../negatives/types.js';
import { extractValues } from '../../text/values.js';
import type { Question } from '../questions/question.js';

/** Likeness of wording from which two sentences say the same of a thing, be it with other values; as the miner's guards have it. */
const ALIKE = 0.6;

export interface Asked {
  readonly question: Question;
  /** The guard of a query with the question's text. */
  guardOf(about: Pick<MiningQuery, 'gold' | 'unknown'>): QueryGuard;
}

/**
 * Looks for statements about what one question asks; guards are made when they are first needed. What the answer rests
 * on is typed facts, of which other entities may have values of their own, and sentences of pages, which have no entity.
 */
export class AskedStatements {
  private readonly facts: readonly GoldFact[];
  private fields: readonly QueryGuard[] | null = null;
  private values: readonly QueryGuard[] | null = null;
  private entities: QueryGuard | null = null;
  private read: readonly Sentence[] | null = null;

  constructor(
    private readonly asked: Asked,
    private readonly texts: PassageTexts,
  ) {
    this.facts = factsOf(asked.question);
  }

  /** Whether a sentence of the passage has the wording and the values of one that the oracle answers with: an FAQ that repeats a policy. */
  repeatsOracle(row: number): boolean {
    if (this.sentences.length === 0) return false;
    const said = this.texts.sentences(row);
    return this.sentences.some((wanted) =>
      said.some((sentence) => isAlike(wanted, sentence) && holds(sentence, wanted)),
    );
  }

  /**
   * Whether the passage states any value of what is asked. Of a typed fact: typed or labelled, or in prose beside the
   * entity's name. Of a page: in a sentence like the oracle's.
   */
  states(row: number): boolean {
    return this.knowsField(row) || this.namesValue(row) || this.saysOtherwise(row);
  }

  /**
   * Whether a page that is not current said something else about what is asked. Of a typed fact: it names the entity, and
   * the fact changed or a value of its kind stands there. Of a page: a value of the answer's kind changed in it; and where
   * nothing but words leads from one to the other, it changed in a sentence like the oracle's.
   */
  saidOtherwise(row: number, stale: { readonly drift: ViewPassage['drift']; readonly isLinked: boolean }): boolean {
    const { drift, isLinked } = stale;
    if (this.isAbout(row) && this.facts.some(({ field }) => drift.some((entry) => entry.field === field))) return true;
    if (this.namesValue(row)) return true;
    const asked = new Set(this.sentences.flatMap((wanted) => [...kindsOf(wanted)]));
    const gone = new Set(drift.flatMap(({ old }) => extractValues(String(old)).map(({ canonical }) => canonical)));
    if (![...gone].some((canonical) => asked.has(comparableKind(canonical) ?? ''))) return false;
    const stated = this.texts
      .sentences(row)
      .filter(({ values }) => values.some(({ canonical }) => gone.has(canonical)));
    return isLinked || this.sentences.some((wanted) => stated.some((sentence) => isAlike(wanted, sentence)));
  }

  /** A passage that knows the asked field of the asked entity states a value of it, whichever. */
  private knowsField(row: number): boolean {
    this.fields ??= this.facts.map(({ field, subjects }) => this.asked.guardOf({ unknown: { field, subjects } }));
    return this.fields.some((field) => field.answers(row));
  }

  /** A value of the kind that is asked for, in a passage that names the entity. */
  private namesValue(row: number): boolean {
    if (!this.isAbout(row)) return false;
    const { guardOf } = this.asked;
    this.values ??= this.facts.map(({ value }) => guardOf({ gold: { text: written(value) } }));
    return this.values.some((value) => value.statesLikeValue(row));
  }

  private isAbout(row: number): boolean {
    if (this.facts.length === 0) return false;
    this.entities ??= this.asked.guardOf({ gold: { text: '', facts: this.facts } });
    return this.entities.isAbout(row);
  }

  /** In a sentence like the oracle's, with a value where that has its own. */
  private saysOtherwise(row: number): boolean {
    if (this.sentences.length === 0) return false;
    const said = this.texts.sentences(row);
    return this.sentences.some((wanted) => {
      const kinds = kindsOf(wanted);
      return said.some(
        (sentence) => [...kindsOf(sentence)].some((kind) => kinds.has(kind)) && isAlike(wanted, sentence),
      );
    });
  }

  /** The sentences that the oracles answer with, but for those that state a typed fact. */
  private get sentences(): readonly Sentence[] {
    const { evidence, facts } = this.asked.question;
    this.read ??= evidence
      .filter(({ passage }) => facts.every((fact) => fact.passage.passage_id !== passage.passage_id))
      .flatMap(({ passage, span }) => readSentences(passage.text.slice(span.start, span.end)));
    return this.read;
  }
}

/** The facts that a question rests on; those that its gold answer does not name belong to the document that states them. */
function factsOf({ gold, facts }: Question): readonly GoldFact[] {
  const named = gold?.facts ?? [];
  const others = facts.filter(({ field, value }) => named.every((one) => one.field !== field || one.value !== value));
  return [...named, ...others.map(({ passage, field, value }) => ({ field, value, subjects: [passage.title] }))];
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
