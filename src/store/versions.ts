/**
 * Rows are versions, and this is the one place that says which of them belong to a state.
 * Predicates hold only integers and hexadecimal ids, never anything a source wrote.
 */

/** `added_in` of rows that a crashed refresh left behind: in no state, kept for their vectors. */
export const ORPHAN = 2_000_000_000;

/** Most ids in one predicate. */
export const PREDICATE_IDS = 4_000;

/** Rows that belong to the state after refresh `n`. */
export function stateAt(n: number): string {
  const number = integer(n);
  return `added_in <= ${number} AND (retired_in IS NULL OR retired_in > ${number})`;
}

/** `column IN (…)` over hexadecimal ids. */
export function idIn(
  column: 'passage_id' | 'doc_key' | 'doc_hash' | 'embed_key' | 'artifact_id' | 'eval_id' | 'line',
  ids: readonly string[],
): string {
  for (const id of ids)
    if (!/^[0-9a-f]{16,64}$/.test(id)) throw new TypeError(`not a hexadecimal id: ${JSON.stringify(id)}`);
  return `${column} IN (${ids.map((id) => `'${id}'`).join(',')})`;
}

/** An integer for a predicate. */
export function integer(n: number): string {
  if (!Number.isSafeInteger(n)) throw new TypeError(`not an integer: ${n}`);
  return String(n);
}

/** `items` in slices of at most `size`. */
export function* chunksOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}
