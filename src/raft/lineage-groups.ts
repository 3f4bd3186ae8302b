/** Which documents must stay in one split: those of one group (series), and a page with its translations. */
import type { SplitGroup } from '../dataset/splits.js';
import { familyOf, type ViewIndex } from '../verify/view-index.js';

/** Lineage groups of the current documents. */
export interface LineageGroups {
  /** Group id by doc_key. */
  readonly ofDocument: ReadonlyMap<string, string>;
  readonly groups: readonly SplitGroup[];
}

/** Joins documents that share a family or a `group`, transitively (union–find), and names each group after its smallest member. */
export function lineageGroups(index: ViewIndex): LineageGroups {
  const parents = new Map<string, string>();
  const find = (node: string): string => {
    let root = node;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    for (let at = node; at !== root; ) {
      const up = parents.get(at) ?? root;
      parents.set(at, root);
      at = up;
    }
    return root;
  };
  const join = (a: string, b: string): void => {
    const [first, second] = [find(a), find(b)].sort() as [string, string];
    parents.set(first, first);
    parents.set(second, first);
  };
  const documents = new Map<string, { readonly node: string; readonly stratum: string }>();
  for (const passage of index.view.passages) {
    if (passage.verdict !== null) continue;
    const node = `family:${familyOf(passage)}`;
    documents.set(passage.doc_key, { node, stratum: passage.kind });
    join(node, passage.group === null ? node : `group:${passage.group}`);
  }
  return collect(documents, find);
}

function collect(
  documents: ReadonlyMap<string, { readonly node: string; readonly stratum: string }>,
  find: (node: string) => string,
): LineageGroups {
  const ofDocument = new Map<string, string>();
  const groups = new Map<string, { id: string; weight: number; stratum: string }>();
  for (const [docKey, { node, stratum }] of [...documents].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const id = find(node);
    ofDocument.set(docKey, id);
    const group = groups.get(id) ?? { id, weight: 0, stratum };
    group.weight += 1;
    groups.set(id, group);
  }
  return { ofDocument, groups: [...groups.values()] };
}
