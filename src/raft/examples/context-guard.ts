/**
 * What may stand beside, or in place of, an oracle: the miner's guards once more, when the context is put together.
 * Questions may have been rewritten since they were mined, and a context without the oracle asks for more than mining does.
 */
import type { ViewPassage } from '../../corpus/view.js';
import { dayOf } from '../../dataset/raft-formats/document.js';
import { AnswerGuard, type QueryGuard } from '../../negatives/answers/guard.js';
import { familyOf, type MiningCorpus } from '../../negatives/corpus.js';
import { PassageTexts } from '../../negatives/passage-texts.js';
import type { GoldAnswer, MinedNegative, MiningQuery } from '../../negatives/types.js';
import type { ViewIndex } from '../../verify/view-index.js';
import type { Question } from '../questions/question.js';
import { AskedStatements } from './asked-statements.js';

/** Why a mined passage may not stand in a context. */
export const UNFIT = {
  unknown_passage: 'the corpus has no such passage',
  oracle: 'it is an oracle',
  not_current: 'it is not current, and was not mined as an older version',
  same_document: "a passage of an oracle's document, or of a translation of it",
  answers: 'it answers the question',
  near_duplicate: 'nearly the text of an oracle',
  stale_without_oracle: 'an older version alone looks like good evidence: refusing it would be the wrong lesson',
  stale_not_older: 'an older version that is not dated before every oracle: nothing tells which one holds',
  stale_elsewhere: 'a page that is not current, and said nothing else about what is asked',
  other_value_without_oracle:
    'it states a value of what is asked, and the oracle that says which one holds is left out',
} as const;

export type Unfit = keyof typeof UNFIT;

/** Jaccard similarity of two texts from which one of them is enough, as in mining. */
const NEAR_DUPLICATE = 0.8;

/** Guards the contexts of one build; texts are read once, within a bound. */
export class ContextGuard {
  private readonly texts: PassageTexts;
  private readonly guard: AnswerGuard;

  constructor(
    private readonly index: ViewIndex,
    private readonly corpus: MiningCorpus,
  ) {
    this.texts = new PassageTexts(corpus);
    this.guard = new AnswerGuard(corpus, this.texts, 'strict');
  }

  /** The guard of one question's context. */
  of(question: Question, withOracle: boolean): QuestionContext {
    const { text, evidence, unknown } = question;
    const gold = goldOf(question);
    const guardOf = (about: Pick<MiningQuery, 'gold' | 'unknown'>): QueryGuard =>
      this.guard.of({ query_id: '', text, oracle_ids: [], ...about });
    const answer = guardOf({ ...(gold ? { gold } : {}), ...(unknown ? { unknown } : {}) });
    return new QuestionContext({
      index: this.index,
      corpus: this.corpus,
      texts: this.texts,
      oracles: [...new Set(evidence.map(({ passage }) => passage))],
      withOracle,
      answer,
      statements: new AskedStatements({ question, guardOf }, this.texts),
    });
  }
}

interface Guarded {
  readonly index: ViewIndex;
  readonly corpus: MiningCorpus;
  readonly texts: PassageTexts;
  readonly oracles: readonly ViewPassage[];
  readonly withOracle: boolean;
  readonly answer: QueryGuard;
  readonly statements: AskedStatements;
}

/** Decides, passage by passage, what may stand in one context. */
export class QuestionContext {
  private readonly families: ReadonlySet<string>;

  constructor(private readonly guarded: Guarded) {
    this.families = new Set(guarded.oracles.map(familyOf));
  }

  /** Why a mined negative may not stand in this context; null when it may. */
  unfit(negative: MinedNegative): Unfit | null {
    const { index, corpus, oracles, withOracle, statements } = this.guarded;
    const passage = index.passage(negative.passage_id);
    const row = corpus.rowOf(negative.passage_id);
    if (passage === undefined || row === undefined) return 'unknown_passage';
    if (oracles.some(({ passage_id }) => passage_id === negative.passage_id)) return 'oracle';
    if (passage.verdict !== null) return this.unfitStale(negative, { passage, row });
    if (this.families.has(familyOf(passage))) return 'same_document';
    if (this.answers(row, negative) || statements.repeatsOracle(row)) return 'answers';
    if (oracles.some((oracle) => this.isAlike(row, oracle.passage_id))) return 'near_duplicate';
    return !withOracle && statements.states(row) ? 'other_value_without_oracle' : null;
  }

  /** A version differs from its oracle by a token, and is no near-duplicate: the difference is the lesson. */
  private unfitStale(
    negative: MinedNegative,
    { passage, row }: { readonly passage: ViewPassage; readonly row: number },
  ): Unfit | null {
    const { oracles, withOracle, statements } = this.guarded;
    if (negative.origin !== 'stale') return 'not_current';
    if (!withOracle) return 'stale_without_oracle';
    if (!this.isOlder(passage)) return 'stale_not_older';
    const isOwn = oracles.some(({ doc_key }) => doc_key === passage.doc_key);
    const isLinked = negative.relation !== 'topic';
    if (!isOwn && !statements.saidOtherwise(row, { drift: passage.drift, isLinked })) return 'stale_elsewhere';
    return this.answers(row, negative) ? 'answers' : null;
  }

  /** Whether a passage is nearly the text of one that was chosen, or another version of its document. */
  repeats(passageId: string, chosen: readonly string[]): boolean {
    const { index, corpus } = this.guarded;
    const row = corpus.rowOf(passageId);
    const passage = index.passage(passageId);
    if (row === undefined || passage === undefined) return false;
    return chosen.some((id) => {
      const other = index.passage(id);
      const isVersion = other?.doc_key === passage.doc_key && (other.verdict === null) !== (passage.verdict === null);
      return isVersion || this.isAlike(row, id);
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

  private isAlike(row: number, passageId: string): boolean {
    const { corpus, texts } = this.guarded;
    const other = corpus.rowOf(passageId);
    if (other === undefined) return false;
    return texts.folded(row) === texts.folded(other) || texts.similarity(row, other, NEAR_DUPLICATE) >= NEAR_DUPLICATE;
  }
}

/** What the guards look for: the question's own gold answer; without one, the sentences that it quotes. */
export function goldOf({ gold, evidence }: Question): GoldAnswer | undefined {
  if (gold) return gold;
  const [text, ...also] = evidence.map(({ passage, span }) => passage.text.slice(span.start, span.end));
  return text === undefined ? undefined : { text, ...(also.length > 0 ? { also } : {}) };
}
