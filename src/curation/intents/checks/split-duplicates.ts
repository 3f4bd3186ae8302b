/** Utterances that stand in more than one split, or several times in one: exact and nearly. */
import { type AuditCheck, countCheck } from '../../../audit/check.js';
import { rateCheck } from '../../../audit/rate-check.js';
import { findNearDuplicates, type NearDuplicate } from '../../../text/near-duplicates.js';
import { foldText } from '../../../text/normalize.js';
import { percent } from '../../words.js';
import type { IntentExample } from '../example.js';

/** Pairs of utterances that are equal after folding, or nearly. */
export interface Repeats {
  /** Numbers of examples with one folded text, those with two or more; first ones first. */
  readonly exact: readonly (readonly number[])[];
  /** Near-duplicates among the first ones of each text. */
  readonly near: readonly NearDuplicate[];
}

/**
 * Finds them in about linear time. Exact is after folding (width, case, kana, punctuation; numbers stay).
 *
 * @param options.threshold Jaccard similarity of character shingles
 */
export async function findRepeats(
  examples: readonly IntentExample[],
  options: { readonly threshold: number; readonly shingle: number },
): Promise<Repeats> {
  const byText = new Map<string, number[]>();
  for (const [i, { text }] of examples.entries()) {
    const folded = foldText(text);
    // Nothing but punctuation: only its equals repeat it.
    const key = folded === '' ? `\u0000${text}` : folded;
    const known = byText.get(key);
    if (known) known.push(i);
    else byText.set(key, [i]);
  }
  const firsts = [...byText.values()].map(([first]) => first as number);
  const pairs = await findNearDuplicates({ texts: firsts.map((i) => examples[i]?.text ?? ''), ...options });
  return {
    exact: [...byText.values()].filter((members) => members.length > 1),
    near: pairs.map(({ a, b, jaccard }) => ({ a: firsts[a] as number, b: firsts[b] as number, jaccard })),
  };
}

/** The checks on repeats; `members` of near pairs are those of their texts. */
export function checkRepeats(
  examples: readonly IntentExample[],
  { exact, near }: Repeats,
  thresholds: { readonly duplicateRate: number },
): readonly AuditCheck[] {
  const copies = copiesOf(exact);
  const splitsOf = (i: number): ReadonlySet<string | null> =>
    new Set((copies.get(i) ?? [i]).map((member) => examples[member]?.split ?? null));
  const leaks = exact.filter((members) => splitsOf(members[0] as number).size > 1);
  const literal = leaks.filter((members) => standsTwice(examples, members)).length;
  const nearLeaks = near.flatMap((pair) => acrossPair(examples, pair, copies));
  const hasSplits = new Set(examples.map(({ split }) => split)).size > 1;
  const measured = (check: AuditCheck): AuditCheck =>
    hasSplits
      ? check
      : { ...check, value: null, status: 'warn', message: 'there is one split only, so nothing can leak' };
  return [
    measured(
      countCheck(
        'exact_duplicates_across_splits',
        leaks.map((members) => placesOf(examples, acrossFirst(examples, members))),
        {
          message: (n) =>
            `${n} ${n === 1 ? 'utterance stands' : 'utterances stand'} in more than one split, ${literal} of them letter for letter`,
        },
      ),
    ),
    measured(
      countCheck(
        'near_duplicates_across_splits',
        [...nearLeaks]
          .sort((x, y) => y.jaccard - x.jaccard)
          .map(({ a, b, jaccard }) => `${placesOf(examples, [a, b])} (${jaccard.toFixed(2)})`),
        {
          message: (n) =>
            `${n} ${n === 1 ? 'pair of utterances' : 'pairs of utterances'} in different splits nearly the same`,
        },
      ),
    ),
    duplicateRate(examples, { exact, near }, thresholds.duplicateRate),
  ];
}

/** Rows that repeat an earlier one, by text or nearly, as a share of all rows: what the audit event calls `duplicate_rate`. */
export function countRepeating({ exact, near }: Repeats): number {
  const repeating = new Set(exact.flatMap((members) => members.slice(1)));
  for (const { a, b } of near) repeating.add(Math.max(a, b));
  return repeating.size;
}

function duplicateRate(examples: readonly IntentExample[], repeats: Repeats, threshold: number): AuditCheck {
  return rateCheck('duplicate_rate', {
    count: countRepeating(repeats),
    of: examples.length,
    threshold,
    message: (rate) => `${percent(rate)} of the utterances repeat another one, exactly or nearly`,
    examples: repeats.exact.map((members) => `${members.length} × ${placesOf(examples, members.slice(0, 2))}`),
    unmeasured: 'there are no utterances',
  });
}

function copiesOf(exact: Repeats['exact']): ReadonlyMap<number, readonly number[]> {
  return new Map(exact.map((members) => [members[0] as number, members]));
}

/** The first of a text and the first in another split. */
function acrossFirst(examples: readonly IntentExample[], members: readonly number[]): readonly number[] {
  const [first] = members;
  const other = members.find((member) => examples[member]?.split !== examples[first as number]?.split);
  return [first, other].filter((member) => member !== undefined);
}

/** Whether copies in different splits are equal without any folding. */
function standsTwice(examples: readonly IntentExample[], members: readonly number[]): boolean {
  const splits = new Map<string, string | null>();
  return members.some((member) => {
    const { text = '', split = null } = examples[member] ?? {};
    const known = splits.get(text);
    splits.set(text, split);
    return known !== undefined && known !== split;
  });
}

/** The pair, by copies of its texts that are in different splits; nothing where all are in one. */
function acrossPair(
  examples: readonly IntentExample[],
  { a, b, jaccard }: NearDuplicate,
  copies: ReadonlyMap<number, readonly number[]>,
): NearDuplicate[] {
  for (const one of copies.get(a) ?? [a]) {
    const other = (copies.get(b) ?? [b]).find((member) => examples[member]?.split !== examples[one]?.split);
    if (other !== undefined) return [{ a: one, b: other, jaccard }];
  }
  return [];
}

function placesOf(examples: readonly IntentExample[], members: readonly number[]): string {
  return members
    .flatMap((member) => examples[member] ?? [])
    .map(({ where, text }) => `${where} “${text}”`)
    .join(' = ');
}
