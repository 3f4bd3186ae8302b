/** Facts: a sentence names one catalog entry and states another value for one of its facts. */
import { RaftCorpusError } from '../../../core/errors.js';
import type { Scalar } from '../../../store/rows.js';
import type { ValueKind, ValueMention } from '../../../text/values.js';
import type { FactValue } from '../../document.js';
import { factScalar } from '../../drift/facts.js';
import { compilePattern, findSlots } from '../../drift/statements.js';
import { type NamedEntity, NameIndex, nameKey } from './names.js';
import { isClaimable, type ValueSentence } from './read.js';
import type { Contradiction, Entity, EntityFact } from './types.js';

/** Numbers that are not the whole: `over 100 volumes`, `the first 10 volumes`, `約100巻`. */
const PARTIAL_BEFORE =
  /(?:\b(?:over|more than|at least|up to|under|fewer than|less than|first|last|next|final|nearly|almost|about|around|approximately|roughly|another|remaining|another|any|every|of)|約|およそ|最初の|最後の|残り|ほぼ|あと|初めの)\s*$/i;
const PARTIAL_AFTER =
  /^\s*(?:\+|or more|or so|each|以上|以下|超|を超|余|ほど|くらい|ぐらい|近く|前後|未満|目|ずつ|セット)/i;

/** Sentences that state a fact of the one entry they name otherwise than its more authoritative source does. */
export function contradictedFacts(
  sentences: readonly ValueSentence[],
  entities: Iterable<Entity>,
): readonly Contradiction[] {
  const stating = [...entities].filter(({ facts }) => facts.some(({ stated }) => stated.length > 0));
  // Most corpora declare no `stated` patterns, and looking for names is most of the work.
  if (stating.length === 0) return [];
  const claimable = sentences.filter(isClaimable);
  const index = new NameIndex(claimable.flatMap(({ plain, passage }) => [plain, ...passage.heading_path.slice(-1)]));
  for (const entity of stating) index.add(entity);
  const patterns = new Map<string, RegExp>();
  return claimable.flatMap((sentence) => {
    const named = namedIn(sentence, index);
    return named === null ? [] : claims(sentence, named, patterns);
  });
}

/** The one title a sentence names; without any, the one that the heading right above names. */
function namedIn(sentence: ValueSentence, index: NameIndex): NamedEntity | null {
  const { plain, passage, values } = sentence;
  const named = index.find(plain);
  const distinct = new Map(named.map((one) => [one.entities.map(({ doc_id }) => doc_id).join('\n'), one]));
  if (distinct.size > 1) return null;
  const first = named[0] ?? null;
  if (first !== null) return namesVolume(first, plain, values) ? null : first;
  const heading = passage.heading_path.at(-1);
  const above = heading === undefined || /[『「“"]/.test(plain) ? [] : index.find(heading);
  return above.length === 1 && !values.some(({ kind }) => kind === 'ordinal') ? (above[0] ?? null) : null;
}

/** `Title Vol. 3` names a volume: what it says of that volume is not said of the series. */
function namesVolume(named: NamedEntity, plain: string, values: readonly ValueMention[]): boolean {
  return (
    values.some(({ kind, surface }) => kind === 'ordinal' && !nameKey(named.title).includes(nameKey(surface))) &&
    plain !== ''
  );
}

function claims(sentence: ValueSentence, named: NamedEntity, patterns: Map<string, RegExp>): readonly Contradiction[] {
  const eligible = named.entities.filter(({ authority }) => authority > sentence.passage.authority);
  const fields = new Set(
    eligible.flatMap(({ facts }) => facts.filter(({ stated }) => stated.length > 0).map(({ field }) => field)),
  );
  return [...fields].flatMap((field) => {
    const owners = eligible.flatMap((entity) =>
      entity.facts.filter((fact) => fact.field === field && fact.value !== null).map((fact) => ({ entity, fact })),
    );
    const owner = owners[0];
    const agreed = new Set(owners.map(({ fact }) => JSON.stringify(fact.value))).size === 1;
    if (owner === undefined || !agreed) return [];
    const stated = statedValues(sentence, owner.fact, patterns);
    const wrong = stated.filter(({ verdict }) => verdict === 'differs');
    if (wrong.length === 0 || stated.some(({ verdict }) => verdict === 'equal')) return [];
    return wrong.slice(0, 1).map(({ old }) => claim({ sentence, owner, named, old }));
  });
}

interface ClaimInput {
  readonly sentence: ValueSentence;
  readonly owner: { readonly entity: Entity; readonly fact: EntityFact };
  readonly named: NamedEntity;
  readonly old: Scalar;
}

function claim({ sentence, owner: { entity, fact }, named, old }: ClaimInput): Contradiction {
  const now = factScalar(fact.value);
  return {
    passage_id: sentence.passage.passage_id,
    by: { passage_id: entity.passage_id ?? null, doc_id: entity.doc_id, source_id: entity.source_id },
    field: fact.field,
    old,
    new: now,
    rule: 'fact',
    evidence: [sentence.plain, `${named.title}: ${fact.field} = ${String(now)}`],
  };
}

const KINDS: Readonly<Record<FactValue['type'], readonly ValueKind[]>> = {
  number: ['number', 'count', 'percent', 'duration'],
  money: ['money'],
  date: ['date'],
  boolean: [],
  text: [],
  list: [],
};

interface StatedValue {
  readonly old: Scalar;
  readonly verdict: 'equal' | 'differs' | 'unclear';
}

/** The values in the slots of the fact's patterns, each compared with the fact. */
function statedValues(
  sentence: ValueSentence,
  fact: EntityFact,
  patterns: Map<string, RegExp>,
): readonly StatedValue[] {
  const { value } = fact;
  if (value === null) return [];
  const compiled = fact.stated.map((pattern) => {
    const known = patterns.get(pattern) ?? compileStated(pattern, fact.field);
    patterns.set(pattern, known);
    return known;
  });
  const slots = findSlots(sentence.plain, sentence.values, { kinds: KINDS[value.type], patterns: compiled });
  return slots.map((mention) => compare(sentence.plain, mention, value));
}

function compileStated(pattern: string, field: string): RegExp {
  if (pattern.trim() === '')
    throw new RaftCorpusError('an empty pattern states nothing', { where: `facts.${field}.stated` });
  return compilePattern(pattern, `facts.${field}.stated`);
}

function compare(plain: string, mention: ValueMention, value: FactValue): StatedValue {
  const isPartial =
    PARTIAL_BEFORE.test(plain.slice(Math.max(0, mention.start - 20), mention.start)) ||
    PARTIAL_AFTER.test(plain.slice(mention.end));
  const unclear = { old: null, verdict: 'unclear' } as const;
  if (mention.upper !== null || isPartial) return unclear;
  if (value.type === 'number')
    return { old: mention.amount, verdict: mention.amount === value.value ? 'equal' : 'differs' };
  if (value.type === 'money') {
    if (mention.unit !== value.currency) return unclear;
    const old = factScalar({ type: 'money', value: mention.amount, currency: value.currency });
    return { old, verdict: mention.amount === value.value ? 'equal' : 'differs' };
  }
  if (value.type !== 'date') return unclear;
  const [said, day] = [mention.canonical.slice('date:'.length), value.value.slice(0, 10)];
  if (said.startsWith('--')) return { old: said, verdict: day.endsWith(said.slice(1)) ? 'equal' : 'unclear' };
  return { old: said, verdict: day.startsWith(said) ? 'equal' : 'differs' };
}
