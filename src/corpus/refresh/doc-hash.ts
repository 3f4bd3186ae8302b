/** Identity of documents and of their versions. */
import { sha256 } from '../../core/hash.js';
import type { SourceDocument } from '../document.js';

/** What predicates name a document by: sha256 of source and id. */
export function docKey(sourceId: string, docId: string): string {
  return sha256(sourceId, docId);
}

/**
 * Version of a document: covers what it says and how it is told apart, not its timestamps or validity. An export
 * that bumps every `updated_at` changes no version, and so rewrites no passage.
 */
export function docHash(document: SourceDocument): string {
  const spoilers = document.blocks.filter((block) => block.spoiler).map((block) => [block.start, block.end]);
  return sha256(
    document.kind,
    document.title,
    document.lang,
    document.text,
    JSON.stringify(document.facts),
    document.translationOf,
    document.group,
    JSON.stringify(spoilers),
  );
}
