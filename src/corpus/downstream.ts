/**
 * What stands on the corpus: datasets and eval suites register which passages their rows and questions rest on, so
 * that a refresh can say what its new verdicts invalidate.
 */

import { sha256 } from '../core/hash.js';
import { compareText } from '../core/order.js';
import type { ArtifactRow } from '../store/rows.js';
import type { Store } from '../store/store.js';
import { chunksOf, idIn, PREDICATE_IDS } from '../store/versions.js';

export interface RegisterOptions {
  readonly kind: ArtifactRow['kind'];
  readonly name: string;
  /** Where it lies, always named the same way: together with the kind it identifies the artifact. */
  readonly path: string;
  /** Tag of the refresh it was made from. */
  readonly tag: string;
  /** ISO instant. */
  readonly createdAt: string;
  /** Rows or questions → the passages that make them true. */
  readonly items: readonly { readonly item_id: string; readonly passage_ids: readonly string[] }[];
}

/**
 * Registers an artifact in place of what was registered at the same path before. It takes no lease, so that a build of
 * half an hour does not fail at its end because a refresh is running: each registration has an id of its own, its row in
 * `artifacts` comes after its references, and what it replaces goes last. Interrupted anywhere, or done by two at once,
 * {@link registeredArtifacts} finds one whole registration.
 */
export async function registerArtifact(store: Store, options: RegisterOptions): Promise<void> {
  const { kind, name, path, tag, createdAt, items } = options;
  const artifact_id = sha256(kind, path, name, tag, createdAt, JSON.stringify(items));
  const there = await store.artifacts.rows();
  if (!there.some((row) => row.artifact_id === artifact_id)) {
    const refs = items.flatMap(({ item_id, passage_ids }) =>
      [...new Set(passage_ids)].map((passage_id) => ({ artifact_id, item_id, passage_id })),
    );
    await store.artifactRefs.append(refs);
    await store.artifacts.append([{ artifact_id, kind, name, path, tag, created_at: createdAt, items: items.length }]);
  }
  const replaced = there
    .filter((row) => row.kind === kind && row.path === path && row.artifact_id !== artifact_id)
    .map((row) => row.artifact_id);
  for (const ids of chunksOf(replaced, PREDICATE_IDS)) {
    await store.artifactRefs.delete(idIn('artifact_id', ids));
    await store.artifacts.delete(idIn('artifact_id', ids));
  }
}

/** What is registered, by path: of several registrations at one path, which an interruption may leave, the newest. */
export async function registeredArtifacts(store: Store): Promise<ArtifactRow[]> {
  const newest = new Map<string, ArtifactRow>();
  const rows = await store.artifacts.rows();
  rows.sort(
    (a, b) => compareText(a.path, b.path) || compareText(a.kind, b.kind) || compareText(a.created_at, b.created_at),
  );
  for (const row of rows) newest.set(JSON.stringify([row.kind, row.path]), row);
  return [...newest.values()];
}

/** What the passages of a refresh's new verdicts do to one artifact. */
export interface DownstreamImpact {
  readonly kind: ArtifactRow['kind'];
  readonly name: string;
  readonly path: string;
  /** Tag it was made from. */
  readonly tag: string;
  readonly items: number;
  /**
   * Rows or questions that stand on a passage that changed materially. That is a bound, found by ids alone: `check` holds
   * their quotes and facts against the corpus, and finds refusals that have become wrong besides.
   */
  readonly invalidated: number;
  /** The first few, by id. */
  readonly examples: readonly string[];
}

/** Impact of passages that became stale, on every registered artifact, the untouched ones included. */
export async function downstreamOf(store: Store, passageIds: readonly string[]): Promise<DownstreamImpact[]> {
  const artifacts = await registeredArtifacts(store);
  if (artifacts.length === 0) return [];
  const hit = new Map<string, Set<string>>();
  for (const ids of chunksOf(passageIds, PREDICATE_IDS)) {
    for (const ref of await store.artifactRefs.rows({ where: idIn('passage_id', ids) })) {
      const items = hit.get(ref.artifact_id) ?? new Set<string>();
      hit.set(ref.artifact_id, items.add(ref.item_id));
    }
  }
  return artifacts.map(({ artifact_id, kind, name, path, tag, items }) => {
    const invalid = [...(hit.get(artifact_id) ?? [])].sort();
    return { kind, name, path, tag, items, invalidated: invalid.length, examples: invalid.slice(0, 5) };
  });
}
