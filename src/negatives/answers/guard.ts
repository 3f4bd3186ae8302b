/**
 * The guard against false negatives: does a passage answer the query? Typed facts are compared as (entity, field, value);
 * answers that are only known as text are looked for in the text. `strict` drops every passage that states the answer;
 * `context` keeps one that holds a text answer by chance, without speaking of what was asked.
 */
import { once } from '../../core/once.js';
import type { MiningCorpus } from '../corpus.js';
import type { GuardLevel } from '../options.js';
import type { PassageTexts } from '../passage-texts.js';
import type { GoldFact, MiningQuery } from '../types.js';
import { FactReader, type Statement } from './fact-answer.js';
import { isAboutQuestion, readAnswer, statesAnswer, statesLikeValue, type TextAnswer } from './text-answer.js';

/** The guard of one query. */
export interface QueryGuard {
  /** Whether anything is known that would tell an answer from what is none. */
  readonly isInformed: boolean;
  /** Whether the passage answers. */
  answers(row: number): boolean;
  /** What the passage, a version or relative of the oracle, says about the asked fields; null when no fact is asked for. */
  ownStatement(row: number): Statement | null;
  /** The parts of the answer as text; none without one, or where typed facts stand for it. */
  readonly parts: readonly TextAnswer[];
  /** Whether the passage names an entity of which a fact is asked. */
  isAbout(row: number): boolean;
  /** Whether the passage, of the lineage of what is asked, holds the gold number in whatever sense: `Vol. 17`, `vols. 1–9`. */
  holdsNumber(row: number): boolean;
  /** Whether the passage states a value of the kind that the answer has: `within 7 days`, where the answer is 14 days. */
  statesLikeValue(row: number): boolean;
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
    const stated = gold && facts.length === 0 ? [gold.text, ...(gold.also ?? [])] : [];
    const parts = once(() => stated.map((text) => readAnswer(text, query.text)));
    const knowsUnknown = (row: number): boolean =>
      unknown !== undefined && this.facts.knows(unknown.field, unknown.subjects, row);
    return {
      isInformed: gold !== undefined,
      get parts() {
        return parts();
      },
      isAbout: (row) => facts.some((fact) => this.facts.isAbout(fact, row)),
      holdsNumber: (row) => facts.some((fact) => this.facts.holdsNumber(fact, row)),
      statesLikeValue: (row) => parts().some((part) => statesLikeValue(part, row, this.texts)),
      answers: (row) => {
        if (this.level === 'off') return false;
        if (knowsUnknown(row)) return true;
        if (parts().some((part) => this.statesText(part, row))) return true;
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
