/**
 * What a passage says about a typed field: compared as (entity, field, value), never as strings. `107 volumes` of another
 * series is no answer, `Vol. 107` is no count of volumes.
 */
import type { FactValue } from '../../corpus/document.js';
import { foldText } from '../../text/normalize.js';
import { extractValues } from '../../text/values.js';
import { mentionsFolded, sameValue, valueForms } from '../../verify/value-forms.js';
import type { MiningCorpus, MiningPassage } from '../corpus.js';
import type { PassageTexts } from '../passage-texts.js';
import type { GoldFact } from '../types.js';

/** What a passage says about a field: the gold value, another one, or nothing that could be found. */
export type Statement = 'same' | 'other' | 'none';

/** Reads statements about fields out of the corpus. */
export class FactReader {
  private readonly subjects = new WeakMap<readonly string[], readonly string[]>();

  constructor(
    private readonly corpus: MiningCorpus,
    private readonly texts: PassageTexts,
  ) {}

  /** What the passage says of the field of its *own* entity, whatever that is called. */
  ownStatement(fact: GoldFact, row: number): Statement {
    const passage = this.texts.passage(row);
    const drift = passage.drift.find((entry) => entry.field === fact.field);
    if (drift && passage.verdict !== null) return this.driftStatement(fact, drift.old);
    const line = this.labelledLine(passage, fact.field);
    if (line !== null) return this.shows(fact.value, line) ? 'same' : 'other';
    const typed = this.typedValue(passage, fact.field);
    if (typed !== null) return sameValue(typed, fact.value.value) ? 'same' : 'other';
    // A record with typed fields has no such field: a number in its text counts something else.
    if (this.corpus.factsOf(passage).length > 0) return 'none';
    return this.proseStatement(fact, row);
  }

  /** Whether the passage says that one of the fact's subjects has the gold value. */
  statesFact(fact: GoldFact, row: number): boolean {
    const subjects = this.foldedSubjects(fact.subjects);
    if (this.isTitled(row, subjects)) return this.ownStatement(fact, row) === 'same';
    if (!subjects.some((subject) => mentionsFolded(this.texts.folded(row), subject))) return false;
    // The passage is of something else: its own typed values and labelled lines say nothing of this entity.
    return this.texts.sentences(row).some(({ plain }, i, sentences) => {
      if (!subjects.some((subject) => mentionsFolded(foldText(plain), subject))) return false;
      return this.shows(fact.value, plain) || this.shows(fact.value, sentences[i + 1]?.plain ?? '');
    });
  }

  /** Whether the passage names one of the fact's subjects. */
  isAbout({ subjects }: GoldFact, row: number): boolean {
    const folded = this.texts.folded(row);
    return this.foldedSubjects(subjects).some((subject) => mentionsFolded(folded, subject));
  }

  /**
   * Whether the passage holds the fact's number of the same unit, as an ordinal or an end of a range too. Of the entity's
   * own lineage that may answer: of 17 volumes the newest is volume 17.
   */
  holdsNumber({ value }: GoldFact, row: number): boolean {
    if (value.type !== 'number' || value.unit === undefined) return false;
    const passage = this.texts.passage(row);
    if (this.corpus.factsOf(passage).some((fact) => fact.value?.type === 'number' && fact.value.value === value.value))
      return true;
    const [wanted] = extractValues(`${value.value} ${value.unit}`);
    return extractValues(passage.text).some(
      ({ unit, amount, upper }) => unit === wanted?.unit && (amount === value.value || upper === value.value),
    );
  }

  /** Whether the passage is about one of the names and knows the field. */
  knows(field: string, subjects: readonly string[], row: number): boolean {
    const passage = this.texts.passage(row);
    const known = this.typedValue(passage, field) !== null || this.labelledLine(passage, field) !== null;
    if (!known) return false;
    const names = this.foldedSubjects(subjects);
    return this.isTitled(row, names) || names.some((name) => mentionsFolded(this.texts.folded(row), name));
  }

  /** Every candidate of a query asks for the same ones. */
  private foldedSubjects(subjects: readonly string[]): readonly string[] {
    const known = this.subjects.get(subjects);
    if (known !== undefined) return known;
    const folded = subjects.map(foldText).filter((subject) => subject !== '');
    this.subjects.set(subjects, folded);
    return folded;
  }

  private isTitled(row: number, subjects: readonly string[]): boolean {
    return subjects.includes(this.texts.foldedTitle(row));
  }

  private driftStatement(fact: GoldFact, old: unknown): Statement {
    if (old === null || old === undefined) return 'none';
    if (sameValue(fact.value, old)) return 'same';
    return this.shows(fact.value, Array.isArray(old) ? old.join(', ') : String(old)) ? 'same' : 'other';
  }

  private typedValue(passage: MiningPassage, field: string): FactValue | null {
    return this.corpus.factsOf(passage).find((fact) => fact.field === field)?.value ?? null;
  }

  /** The rest of the line that begins with one of the field's labels; null when no line does. */
  private labelledLine(passage: MiningPassage, field: string): string | null {
    const labels = this.corpus.labelsOf(passage.source_id, field);
    for (const line of passage.text.split('\n')) {
      const label = labels.find((name) => line.startsWith(name) && /^ ?[:：]/.test(line.slice(name.length)));
      if (label !== undefined) return line.slice(label.length).replace(/^ ?[:：]\s*/, '');
    }
    return null;
  }

  /** Without typed values or labels, a value of the same kind and unit is taken for a statement about the field. */
  private proseStatement({ value }: GoldFact, row: number): Statement {
    const { text } = this.texts.passage(row);
    if (this.shows(value, text)) return 'same';
    const wanted = canonicalsOf(value);
    const kinds = new Set(wanted.map(kindOf));
    return [...this.texts.values(row)].some((stated) => kinds.has(kindOf(stated))) ? 'other' : 'none';
  }

  /** Whether `text` shows the value: with its unit where it has one, and never as part of a longer word or number. */
  private shows(value: FactValue, text: string): boolean {
    const canonicals = canonicalsOf(value);
    if (canonicals.length > 0) {
      const stated = extractValues(text);
      if (stated.some(({ canonical }) => canonicals.includes(canonical))) return true;
      const isBare = stated.length === 1 && stated[0]?.unit === null && value.type === 'number';
      if (!isBare && value.type !== 'money') return false;
    }
    const folded = foldText(text);
    return valueForms(value).some((form) => mentionsFolded(folded, foldText(form)));
  }
}

/** How `extractValues` would name the value, in the ways that prose may write it; empty for words and bare numbers. */
function canonicalsOf(value: FactValue): readonly string[] {
  const written =
    value.type === 'number' && value.unit !== undefined
      ? [`${value.value} ${value.unit}`]
      : value.type === 'date'
        ? [value.value.slice(0, 10)]
        : value.type === 'money'
          ? [`${value.currency} ${value.value}`]
          : [];
  return written.flatMap((text) => extractValues(text).map(({ canonical }) => canonical));
}

/** `count volume` of `count:12 volume`. */
function kindOf(canonical: string): string {
  return canonical.replace(/:[^ ]*/, '');
}
