/** Passages that no search is needed for: older versions of the oracle, pages that contradict it, and its siblings. */
import { foldText } from '../text/normalize.js';
import { familyOf, isSearchable, type MiningCorpus, type MiningPassage } from './corpus.js';

/** A sibling and what it shares with the positive: `group`, `section`, or a fact's field such as `author`. */
export interface Sibling {
  readonly row: number;
  readonly relation: string;
  /** ln(passages / passages with it) of the rarest fact in common, a thousandth of the sum for the others; 0 for a group or section. */
  readonly weight: number;
}

/** Look-ups by lineage, built once per mining run in time linear in the passages. */
export interface LineageIndex {
  /**
   * Rows of passages that are not current because of the given one: versions that it, or its translation, replaced
   * directly or through a chain, and passages that it contradicts.
   */
  staleOf(row: number): readonly number[];
  /** Rows of current passages that say the same in another language. */
  twinsOf(row: number): readonly number[];
  /** Rows of current passages of other document families that are related to the given one, nearest relation first. */
  siblingsOf(row: number): readonly Sibling[];
}

/** A value that more passages than this share says nothing about kinship, nor a heading: `Overview`. */
const MOST_KIN = 64;
const MOST_SECTIONS = 8;

/** Indexes the lineages of a corpus; spoiler passages are never offered. */
export function indexLineage(corpus: MiningCorpus): LineageIndex {
  const stale = new Map<number, number[]>();
  const families = new Map<string, number[]>();
  const kin = new Map<string, number[]>();
  for (const [row, passage] of corpus.passages.entries()) {
    if (passage.spoiler) continue;
    const successor = passage.verdict === null ? null : currentSuccessor(corpus, passage);
    if (successor !== null) append(stale, successor, row);
    if (!isSearchable(passage)) continue;
    append(families, familyOf(passage), row);
    for (const { key } of kinshipsOf(passage, corpus)) append(kin, key, row);
  }
  const at = (row: number): MiningPassage => corpus.passages[row] as MiningPassage;
  const twinsOf = (row: number): readonly number[] => pairedRows(row, families.get(familyOf(at(row))) ?? [], at);
  return {
    twinsOf,
    staleOf: (row) => [...new Set([row, ...twinsOf(row)].flatMap((version) => stale.get(version) ?? []))],
    siblingsOf: (row) => {
      const found = new Map<number, { readonly relation: string; readonly rarest: number; readonly sum: number }>();
      const add = (other: number, relation: string, weight: number): void => {
        if (familyOf(at(other)) === familyOf(at(row))) return;
        const known = found.get(other);
        // Named by what says most: a group or section before facts, of facts the rarest value.
        const isNaming = known === undefined || (known.rarest < weight && known.rarest > 0);
        const named = isNaming ? { relation, rarest: weight } : known;
        found.set(other, { ...named, sum: (known?.sum ?? 0) + weight });
      };
      for (const { key, relation, most } of kinshipsOf(at(row), corpus)) {
        const others = kin.get(key) ?? [];
        if (others.length > most) continue;
        const isFact = relation !== 'group' && relation !== 'section';
        const weight = isFact ? Math.log(corpus.passages.length / others.length) : 0;
        for (const other of others) add(other, relation, weight);
      }
      // A section whose translation has the same heading as another policy's: `Expiry` and `Validity` are both 有効期限.
      for (const twin of twinsOf(row)) {
        for (const { key, relation, most } of kinshipsOf(at(twin), corpus)) {
          const others = relation === 'section' ? (kin.get(key) ?? []) : [];
          if (others.length > most) continue;
          for (const other of others.flatMap(twinsOf)) if (at(other).lang === at(row).lang) add(other, relation, 0);
        }
      }
      return [...found].map(([other, { relation, rarest, sum }]) => {
        return { row: other, relation, weight: rarest + sum / 1000 };
      });
    },
  };
}

/** The passages of translations that stand where the given one stands, in documents of as many passages. */
function pairedRows(row: number, family: readonly number[], at: (row: number) => MiningPassage): readonly number[] {
  const documents = new Map<string, number[]>();
  for (const member of family) append(documents, at(member).doc_key, member);
  for (const rows of documents.values()) rows.sort((a, b) => at(a).span_start - at(b).span_start);
  const own = documents.get(at(row).doc_key) ?? [];
  const place = own.indexOf(row);
  if (place < 0) return [];
  return [...documents.values()].flatMap((rows) =>
    rows === own || rows.length !== own.length ? [] : [rows[place] as number],
  );
}

interface Kinship {
  readonly key: string;
  readonly relation: string;
  /** Shared by more passages than this it tells no kin. */
  readonly most: number;
}

function kinshipsOf(passage: MiningPassage, corpus: MiningCorpus): Kinship[] {
  const kinships: Kinship[] = [];
  const add = (relation: string, most: number, ...parts: readonly string[]): void => {
    kinships.push({ key: JSON.stringify([relation, ...parts]), relation, most });
  };
  if (passage.group !== null) add('group', Number.POSITIVE_INFINITY, passage.group);
  const section = passage.heading_path.at(-1);
  if (section !== undefined && passage.heading_path.length > 1)
    add('section', MOST_SECTIONS, passage.kind, foldText(section));
  for (const { field, value } of corpus.factsOf(passage)) {
    if (value?.type === 'text') add(field, MOST_KIN, passage.source_id, value.value);
    if (value?.type === 'list') for (const item of value.value) add(field, MOST_KIN, passage.source_id, item);
  }
  return kinships;
}

/** Row of the passage at the end of `superseded_by`; null when the chain ends or circles elsewhere. */
function currentSuccessor(corpus: MiningCorpus, passage: MiningPassage): number | null {
  const seen = new Set<string>();
  for (let next = passage.superseded_by; next !== null && !seen.has(next); ) {
    seen.add(next);
    const row = corpus.rowOf(next);
    if (row === undefined) return null;
    const successor = corpus.passages[row] as MiningPassage;
    if (successor.verdict === null) return row;
    next = successor.superseded_by;
  }
  return null;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
