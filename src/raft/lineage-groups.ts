/**
 * Which documents must stay in one split: those of one group (series), a page with its translations, and documents that
 * nearly repeat each other.
 */
import type { ViewPassage } from '../corpus/view.js';
import type { SplitGroup } from '../dataset/splits.js';
import { clusterPassages } from '../text/passage-clusters.js';
import { familyOf, type ViewIndex } from '../verify/view-index.js';

/** Lineage groups of the current documents. */
export interface LineageGroups {
  /** Group id by doc_key. */
  readonly ofDocument: ReadonlyMap<string, string>;
  readonly groups: readonly SplitGroup[];
  readonly nearDuplicates: NearDuplicateLineages;
}

/** What near-duplicates did to the lineages, for the manifest. */
export interface NearDuplicateLineages {
  /** Clusters of passages that nearly repeat each other, and those among them that joined lineages. */
  readonly clusters: number;
  readonly joining: number;
  /**
   * Clusters over so many lineages that they are a form and no copy: joined, they would leave next to nothing to split.
   */
  readonly too_common: number;
}

/** Jaccard similarity of two passages from which their documents share a split. */
const NEAR_DUPLICATE = 0.8;
/** A cluster over more lineages than this, and than this share of all, joins none. */
const TOO_COMMON = { lineages: 20, share: 0.05 };

/**
 * Joins documents that share a family or a `group`, or that hold near-duplicate passages, transitively, and names each
 * group after its smallest member.
 */
export async function lineageGroups(index: ViewIndex): Promise<LineageGroups> {
  const groups = known.get(index) ?? workOut(index);
  known.set(index, groups);
  return groups;
}

/** Worked out once for each index: a build, what is imported into it and its repair all ask, and it takes seconds. */
const known = new WeakMap<ViewIndex, LineageGroups>();

function workOut(index: ViewIndex): LineageGroups {
  const sets = new DisjointSets();
  const documents = new Map<string, { readonly node: string; readonly stratum: string }>();
  const current = index.view.passages.filter(({ verdict }) => verdict === null);
  for (const passage of current) {
    const node = nodeOf(passage);
    documents.set(passage.doc_key, { node, stratum: passage.kind });
    sets.join(node, passage.group === null ? node : `group:${passage.group}`);
  }
  const nearDuplicates = joinNearDuplicates(current, sets);
  return { ...collect(documents, sets), nearDuplicates };
}

function nodeOf(passage: ViewPassage): string {
  return `family:${familyOf(passage)}`;
}

function joinNearDuplicates(passages: readonly ViewPassage[], sets: DisjointSets): NearDuplicateLineages {
  const clusters = clusterPassages({ texts: passages.map(({ text }) => text), threshold: NEAR_DUPLICATE });
  const spans = clusters.map((cluster) => [
    ...new Set(cluster.map((i) => sets.find(nodeOf(passages[i] as ViewPassage)))),
  ]);
  const lineages = new Set(passages.map((passage) => sets.find(nodeOf(passage)))).size;
  const most = Math.max(TOO_COMMON.lineages, lineages * TOO_COMMON.share);
  let joining = 0;
  for (const [first, ...others] of spans.filter((span) => span.length <= most)) {
    for (const other of others) sets.join(first as string, other);
    if (others.length > 0) joining += 1;
  }
  return { clusters: clusters.length, joining, too_common: spans.filter((span) => span.length > most).length };
}

function collect(
  documents: ReadonlyMap<string, { readonly node: string; readonly stratum: string }>,
  sets: DisjointSets,
): Pick<LineageGroups, 'ofDocument' | 'groups'> {
  const ofDocument = new Map<string, string>();
  const groups = new Map<string, { id: string; weight: number; stratum: string; names: readonly string[] }>();
  const members = sets.members();
  for (const [docKey, { node, stratum }] of [...documents].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const id = sets.find(node);
    ofDocument.set(docKey, id);
    const group = groups.get(id) ?? { id, weight: 0, stratum, names: members.get(id) ?? [id] };
    group.weight += 1;
    groups.set(id, group);
  }
  return { ofDocument, groups: [...groups.values()] };
}

/** Union–find over names; a set is named after its smallest member. */
class DisjointSets {
  private readonly parents = new Map<string, string>();

  find(node: string): string {
    let root = node;
    for (let up = this.parents.get(root); up !== undefined && up !== root; up = this.parents.get(root)) root = up;
    for (let at = node; at !== root; ) {
      const up = this.parents.get(at) ?? root;
      this.parents.set(at, root);
      at = up;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [first, second] = [this.find(a), this.find(b)].sort() as [string, string];
    this.parents.set(first, first);
    this.parents.set(second, first);
  }

  /** All names by the name of their set. */
  members(): ReadonlyMap<string, readonly string[]> {
    const members = new Map<string, string[]>();
    for (const node of this.parents.keys()) {
      const root = this.find(node);
      const list = members.get(root);
      if (list) list.push(node);
      else members.set(root, [node]);
    }
    return members;
  }
}
