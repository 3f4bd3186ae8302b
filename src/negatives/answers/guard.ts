/**
 * The guard against false negatives: does a passage answer the query? Typed facts are compared as (entity, field, value);
 * answers that are only known as text are looked for in the text. `strict` drops every passage that states the answer;
 * `context` keeps one that holds a text answer by chance, without speaking of what was asked.
 */
import type { MiningCorpus } from '../corpus.js';
import type { GuardLevel } from '../options.js';
import type { PassageTexts } from '../passage-texts.js';
import type { GoldFact, MiningQuery } from '../types.js';
import { FactReader, type Statement } from './fact-answer.js';
import { isAboutQuestion, readAnswer, statesAnswer, type TextAnswer } from './text-answer.js';

/** The guard of one query. */
export interface QueryGuard {
  /** Whether anything is known that would tell an answer from what is none. */
  readonly isInformed: boolean;
  /** Whether the passage answers. */
  answers(row: number): boolean;
  /** What the passage, a version or relative of the oracle, says about the asked fields; null when no fact is asked for. */
  ownStatement(row: number): Statement | null;
  /** The answer as text; null without one, or where typed facts stand for it. */
  readonly text: TextAnswer | null;
}

/** Makes the guards of queries. */
export class AnswerGuard {
  private readonly facts: FactReader;

  constructor(
    corpus: MiningCorpus,
    private readonly texts: PassageTexts,
    private readonly level: GuardLevel,
  ) {
    this.facts = new FactReader(corpus, texts);
  }

  of(query: MiningQuery): QueryGuard {
    const { gold, unknown } = query;
    const facts = gold?.facts ?? [];
    const text = gold && facts.length === 0 ? readAnswer(gold.text, query.text) : null;
    const knowsUnknown = (row: number): boolean =>
      unknown !== undefined && this.facts.knows(unknown.field, unknown.subjects, row);
    return {
      isInformed: gold !== undefined,
      text,
      answers: (row) => {
        if (this.level === 'off') return false;
        if (knowsUnknown(row)) return true;
        if (text !== null) return this.statesText(text, row);
        return facts.some((fact) => this.facts.statesFact(fact, row));
      },
      ownStatement: (row) => (facts.length === 0 ? null : this.ownStatement(facts, row)),
    };
  }

  private statesText(answer: TextAnswer, row: number): boolean {
    if (!statesAnswer(answer, row, this.texts)) return false;
    return this.level === 'strict' || isAboutQuestion(answer, row, this.texts);
  }

  /** One fact that is stated as asked makes it an answer; else one that differs makes it a distractor. */
  private ownStatement(facts: readonly GoldFact[], row: number): Statement {
    const statements = facts.map((fact) => this.facts.ownStatement(fact, row));
    if (statements.includes('same')) return 'same';
    return statements.includes('other') ? 'other' : 'none';
  }
}
