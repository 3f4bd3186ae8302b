/** Declared statements: two passages match the patterns of one field with different values. */
import type { ValueMention } from '../../../text/values.js';
import { valueScalar } from '../../drift/sentence-diff.js';
import type { StatementReader } from '../../drift/statements.js';
import { differs, isComparable } from './compare.js';
import { type Comparison, headingsOf, isClaimable, type ValueSentence } from './read.js';
import type { Contradiction } from './types.js';

interface Stated {
  readonly sentence: ValueSentence;
  readonly value: ValueMention;
}

/** The declared fields that the values of a sentence state. */
export function fieldsIn(sentence: ValueSentence, read: StatementReader): ReadonlyMap<ValueMention, string> {
  const context = { sentence: sentence.plain, values: sentence.values, headings: headingsOf(sentence.passage) };
  return new Map(read(context).map(({ field, value }) => [value, field]));
}

/**
 * Passages whose value for a declared field is not the one that the highest authority states. Nothing is
 * claimed where that authority states several values of the unit itself: which one holds depends on a
 * condition that the patterns do not tell apart (`when` can).
 */
export function contradictedStatements({ sentences, authorities, read }: Comparison): readonly Contradiction[] {
  const low = statedIn(sentences, read);
  const high = authorities === sentences ? low : statedIn(authorities, read);
  return [...low].flatMap(([field, stated]) => stated.flatMap((one) => claim(field, one, high.get(field) ?? [])));
}

/** Field → every value stated for it. */
function statedIn(sentences: readonly ValueSentence[], read: StatementReader): ReadonlyMap<string, readonly Stated[]> {
  const byField = new Map<string, Stated[]>();
  for (const sentence of sentences) {
    if (!isClaimable(sentence)) continue;
    for (const [value, field] of fieldsIn(sentence, read)) {
      const stated = byField.get(field) ?? [];
      stated.push({ sentence, value });
      byField.set(field, stated);
    }
  }
  return byField;
}

function claim(field: string, { sentence, value }: Stated, all: readonly Stated[]): readonly Contradiction[] {
  const { passage } = sentence;
  const higher = all.filter(
    (other) => other.sentence.passage.authority > passage.authority && isComparable(other.value, value),
  );
  const top = higher.reduce(
    (most, other) => Math.max(most, other.sentence.passage.authority),
    Number.NEGATIVE_INFINITY,
  );
  const authority = higher.filter((other) => other.sentence.passage.authority === top);
  const isUnanimous = new Set(authority.map((other) => other.value.canonical)).size === 1;
  if (!isUnanimous || higher.some((other) => other.value.canonical === value.canonical)) return [];
  const by = authority.find((other) => other.sentence.passage.lang === passage.lang) ?? authority[0];
  if (by === undefined || !differs(value, by.value)) return [];
  return [contradiction({ rule: 'statement', field, low: { sentence, value }, high: by })];
}

export interface Claim {
  readonly rule: Contradiction['rule'];
  readonly field: string;
  readonly low: Stated;
  readonly high: Stated;
}

/** A claim of one sentence's value against another's. */
export function contradiction({ rule, field, low, high }: Claim): Contradiction {
  const { passage_id, doc_id, source_id } = high.sentence.passage;
  const [old, now] = [valueScalar(low.value), valueScalar(high.value)];
  return {
    passage_id: low.sentence.passage.passage_id,
    by: { passage_id, doc_id, source_id },
    field,
    old,
    new: now,
    rule,
    evidence: [low.sentence.plain, high.sentence.plain],
  };
}
