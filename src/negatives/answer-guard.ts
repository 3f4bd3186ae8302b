/**
 * Does a passage answer the query? The guard against false negatives. Typed facts are compared as (entity, field,
 * value) and never as strings: `107 volumes` of another series is no answer. Other answers are looked for in the text,
 * also as the same value written differently (`two weeks` for `14 days`).
 */
import type { ViewPassage } from '../corpus/view.js';
import { foldText } from '../text/normalize.js';
import { extractValues } from '../text/values.js';
import { mentions, mentionsFolded, sameValue, valueForms } from '../verify/value-forms.js';
import type { ViewIndex } from '../verify/view-index.js';
import type { GoldFact, MiningQuery, Origin } from './types.js';

/** Reads texts once per passage, however many queries ask about it. */
export class AnswerGuard {
  private readonly folded = new Map<string, string>();
  private readonly values = new Map<string, ReadonlySet<string>>();

  constructor(private readonly index: ViewIndex) {}

  /** The passage's text, folded for comparison. */
  foldedText(passage: ViewPassage): string {
    let folded = this.folded.get(passage.content_hash);
    if (folded === undefined) {
      folded = foldText(passage.text);
      this.folded.set(passage.content_hash, folded);
    }
    return folded;
  }

  /**
   * Whether `passage` answers the query.
   *
   * @param origin stale versions and siblings belong to the oracle's own lineage: for them, stating the asked field with
   *   the gold value answers, whatever the entity is called
   */
  answers(query: MiningQuery, passage: ViewPassage, origin: Origin): boolean {
    if (query.unknown && this.statesUnknown(query.unknown, passage)) return true;
    if (!query.gold) return false;
    const { facts, text } = query.gold;
    if (!facts) return this.statesText(text, passage);
    return facts.some((fact) => this.statesFact(fact, passage, origin));
  }

  private statesUnknown(unknown: NonNullable<MiningQuery['unknown']>, passage: ViewPassage): boolean {
    return this.index.factValue(passage, unknown.field) !== null && this.isAbout(unknown.subjects, passage);
  }

  private statesFact(fact: GoldFact, passage: ViewPassage, origin: Origin): boolean {
    if (origin === 'stale') {
      const drift = passage.drift.find((entry) => entry.field === fact.field);
      if (drift) return valueForms(fact.value).some((form) => mentions(String(drift.old ?? ''), form));
      return this.showsValue(fact, passage);
    }
    const value = this.index.factValue(passage, fact.field);
    if (origin === 'dense' && !this.isAbout(fact.subjects, passage)) return false;
    if (value !== null) return sameValue(value, fact.value.value);
    return this.showsValue(fact, passage);
  }

  private showsValue(fact: GoldFact, passage: ViewPassage): boolean {
    const folded = this.foldedText(passage);
    return valueForms(fact.value).some((form) => mentionsFolded(folded, foldText(form)));
  }

  private isAbout(subjects: readonly string[], passage: ViewPassage): boolean {
    const title = foldText(passage.title);
    const folded = this.foldedText(passage);
    return subjects.map(foldText).some((subject) => title === subject || mentionsFolded(folded, subject));
  }

  private statesText(answer: string, passage: ViewPassage): boolean {
    if (mentionsFolded(this.foldedText(passage), foldText(answer))) return true;
    const wanted = extractValues(answer);
    if (wanted.length === 0) return false;
    const stated = this.valuesOf(passage);
    return wanted.every((value) => stated.has(value.canonical));
  }

  private valuesOf(passage: ViewPassage): ReadonlySet<string> {
    let values = this.values.get(passage.content_hash);
    if (values === undefined) {
      values = new Set(extractValues(passage.text).map((value) => value.canonical));
      this.values.set(passage.content_hash, values);
    }
    return values;
  }
}
