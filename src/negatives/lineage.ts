/** Passages that no search is needed for: older versions of the oracle, pages that contradict it, and its siblings. */
import { foldText } from '../text/normalize.js';
import { familyOf, isSearchable, type MiningCorpus, type MiningPassage } from './corpus.js';

/** A sibling and what it shares with the positive: `group`, `section`, or a fact's field such as `author`. */
export interface Sibling {
  readonly row: number;
  readonly relation: string;
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

/** A fact that more passages than this share says little about kinship: `status: ongoing`. */
const MOST_KIN = 8;
/** Relations that are not looked through beyond this many. */
const MOST_SIBLINGS = 64;

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
      const found = new Map<number, string>();
      for (const { key, relation, isBroad } of kinshipsOf(at(row), corpus)) {
        const others = kin.get(key) ?? [];
        if (isBroad && others.length > MOST_KIN) continue;
        for (const other of others) {
          if (found.size >= MOST_SIBLINGS) break;
          if (familyOf(at(other)) !== familyOf(at(row)) && !found.has(other)) found.set(other, relation);
        }
      }
      return [...found].map(([sibling, relation]) => ({ row: sibling, relation }));
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
  /** Shared by many, so that only rare values tell kin. */
  readonly isBroad: boolean;
}

function kinshipsOf(passage: MiningPassage, corpus: MiningCorpus): Kinship[] {
  const kinships: Kinship[] = [];
  const add = (relation: string, isBroad: boolean, ...parts: readonly string[]): void => {
    kinships.push({ key: JSON.stringify([relation, ...parts]), relation, isBroad });
  };
  if (passage.group !== null) add('group', false, passage.group);
  const section = passage.heading_path.at(-1);
  if (section !== undefined && passage.heading_path.length > 1) add('section', true, passage.kind, foldText(section));
  for (const { field, value } of corpus.factsOf(passage)) {
    if (value?.type === 'text') add(field, true, passage.source_id, value.value);
    if (value?.type === 'list' && value.value.length > 0) add(field, true, passage.source_id, ...value.value);
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
