/**
 * What may stand beside, or in place of, an oracle: the miner's guards once more, when the context is put together.
 * Questions may have been rewritten since they were mined, and a context without the oracle asks for more than mining does.
 */

import { readSentences, type Sentence } from '../../corpus/drift/sentences.js';
import { bagSimilarity } from '../../corpus/drift/wording.js';
import type { ViewPassage } from '../../corpus/view.js';
import { dayOf } from '../../dataset/raft-formats/document.js';
import { AnswerGuard, type QueryGuard } from '../../negatives/answers/guard.js';
import { comparableKind } from '../../negatives/answers/text-answer.js';
import { familyOf, type MiningCorpus } from '../../negatives/corpus.js';
import { PassageTexts } from '../../negatives/passage-texts.js';
import type { GoldAnswer, MinedNegative, MiningQuery } from '../../negatives/types.js';
import type { Question } from '../questions/question.js';

/** Why a mined passage may not stand in a context. */
export type Unfit =
  | 'unknown_passage'
  | 'oracle'
  | 'not_current'
  | 'answers'
  | 'same_document'
  | 'stale_without_oracle'
  | 'stale_not_older'
  | 'stale_elsewhere'
  | 'other_value_without_oracle'
  | 'near_duplicate';

/** Jaccard similarity of two texts from which one of them is enough, as in mining. */
const NEAR_DUPLICATE = 0.8;
/** Likeness of wording from which a sentence says the same thing with another value; as the miner's guards have it. */
const ALIKE = 0.6;

/** Guards the contexts of one build; texts are read once, within a bound. */
export class ContextGuard {
  private readonly texts: PassageTexts;
  private readonly guard: AnswerGuard;

  constructor(private readonly corpus: MiningCorpus) {
    this.texts = new PassageTexts(corpus);
    this.guard = new AnswerGuard(corpus, this.texts, 'strict');
  }

  /** The guard of one question's context. */
  of(question: Question, withOracle: boolean): QuestionContext {
    const oracles = [...new Set(question.evidence.map(({ passage }) => passage))];
    const { text } = question;
    const guardOf = (about: Pick<MiningQuery, 'gold' | 'unknown'>): QueryGuard =>
      this.guard.of({ query_id: '', text, oracle_ids: [], ...about });
    const gold = goldOf(question);
    const { unknown } = question;
    return new QuestionContext(this.corpus, this.texts, {
      question,
      withOracle,
      oracles,
      answer: guardOf({ ...(gold ? { gold } : {}), ...(unknown ? { unknown } : {}) }),
      // A passage that knows the asked field of the asked entity states a value of it, whichever.
      fields: (gold?.facts ?? []).map(({ field, subjects }) => guardOf({ unknown: { field, subjects } })),
      values: (gold?.facts ?? []).map((fact) => guardOf({ gold: { text: written(fact.value) } })),
    });
  }
}

interface Guarded {
  readonly question: Question;
  readonly withOracle: boolean;
  readonly oracles: readonly ViewPassage[];
  readonly answer: QueryGuard;
  readonly fields: readonly QueryGuard[];
  readonly values: readonly QueryGuard[];
}

/** Decides, passage by passage, what may stand in one context. */
export class QuestionContext {
  private readonly stated: readonly Sentence[];
  private readonly families: ReadonlySet<string>;

  constructor(
    private readonly corpus: MiningCorpus,
    private readonly texts: PassageTexts,
    private readonly guarded: Guarded,
  ) {
    this.families = new Set(guarded.oracles.map(familyOf));
    this.stated = guarded.question.evidence.flatMap(({ passage, span }) =>
      readSentences(passage.text.slice(span.start, span.end)),
    );
  }

  /** Why a mined negative may not stand in this context; null when it may. */
  unfit(negative: MinedNegative): Unfit | null {
    const row = this.corpus.rowOf(negative.passage_id);
    if (row === undefined) return 'unknown_passage';
    const { oracles, withOracle } = this.guarded;
    if (oracles.some(({ passage_id }) => passage_id === negative.passage_id)) return 'oracle';
    const passage = this.texts.passage(row) as ViewPassage;
    if (passage.verdict !== null) {
      if (negative.origin !== 'stale') return 'not_current';
      if (!withOracle) return 'stale_without_oracle';
      if (!this.isOlder(passage)) return 'stale_not_older';
      if (negative.relation !== 'version' && !this.statesLike(row)) return 'stale_elsewhere';
    } else if (this.families.has(familyOf(passage))) return 'same_document';
    if (this.answers(row, negative)) return 'answers';
    // A version differs from its oracle by a token: that is the lesson. Two current pages so alike are none.
    if (passage.verdict === null && oracles.some((oracle) => this.isAlike(row, this.corpus.rowOf(oracle.passage_id)))) {
      return 'near_duplicate';
    }
    return !withOracle && this.statesOtherValue(row) ? 'other_value_without_oracle' : null;
  }

  /** Whether a passage is nearly the text of one that was chosen, or another version of its document. */
  repeats(passageId: string, chosen: readonly string[]): boolean {
    const row = this.corpus.rowOf(passageId);
    if (row === undefined) return false;
    const { doc_key, verdict } = this.texts.passage(row);
    return chosen.some((id) => {
      const other = this.corpus.rowOf(id);
      if (other === undefined) return false;
      const chosenOne = this.texts.passage(other);
      const isVersion = chosenOne.doc_key === doc_key && (chosenOne.verdict === null) !== (verdict === null);
      return isVersion || this.isAlike(row, other);
    });
  }

  /** Of the oracle's lineage the same value answers, whatever the edition is called; of another entity it does not. */
  private answers(row: number, { origin, relation }: MinedNegative): boolean {
    const { answer } = this.guarded;
    if (answer.answers(row)) return true;
    const isKin = origin === 'stale' || relation === 'group';
    return isKin && (answer.ownStatement(row) === 'same' || (relation === 'group' && answer.holdsNumber(row)));
  }

  /** A yesterday without a date, or of today, cannot be told from the truth. */
  private isOlder(passage: ViewPassage): boolean {
    const day = dayOf(passage.source_updated_at);
    return day !== '' && this.guarded.oracles.every((oracle) => dayOf(oracle.source_updated_at) > day);
  }

  private isAlike(row: number, other: number | undefined): boolean {
    if (other === undefined) return false;
    return (
      this.texts.folded(row) === this.texts.folded(other) ||
      this.texts.similarity(row, other, NEAR_DUPLICATE) >= NEAR_DUPLICATE
    );
  }

  /** Whether a page states a value of the kind that is asked for; of a typed fact, and names its entity. */
  private statesLike(row: number): boolean {
    const { answer, values } = this.guarded;
    if (values.length === 0) return answer.statesLikeValue(row);
    return answer.isAbout(row) && values.some((value) => value.statesLikeValue(row));
  }

  /**
   * Any value of what is asked. Of a typed fact: typed or labelled, or in prose beside the entity's name; values of other
   * entities are none. Of a policy: in a sentence like the oracle's.
   */
  private statesOtherValue(row: number): boolean {
    const { fields } = this.guarded;
    if (fields.length > 0) return fields.some((field) => field.answers(row)) || this.statesLike(row);
    return this.stated.some((wanted) => saysLike(wanted, this.texts.sentences(row)));
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

/** What the guards look for: the question's own gold answer; without one, the sentences that it quotes. */
export function goldOf({ gold, evidence }: Question): GoldAnswer | undefined {
  if (gold) return gold;
  const [text, ...also] = evidence.map(({ passage, span }) => passage.text.slice(span.start, span.end));
  return text === undefined ? undefined : { text, ...(also.length > 0 ? { also } : {}) };
}

function written(value: NonNullable<GoldAnswer['facts']>[number]['value']): string {
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
