/** Identity of documents and of their versions. */
import { sha256 } from '../../core/hash.js';
import type { Block, SourceDocument } from '../document.js';

/** What predicates name a document by: sha256 of source and id. */
export function docKey(sourceId: string, docId: string): string {
  return sha256(sourceId, docId);
}

/**
 * Version of a document: covers what it says, its structure and how it is told apart, not its timestamps or validity. An
 * export that bumps every `updated_at` changes no version, and so rewrites no passage; a line that became a heading
 * does, though no letter of an HTML page's text changed.
 */
export function docHash(document: SourceDocument): string {
  return sha256(
    document.kind,
    document.title,
    document.lang,
    document.text,
    JSON.stringify(document.facts),
    document.translationOf,
    document.group,
    document.blocks.map(outlineOf).join(),
  );
}

function outlineOf({ kind, start, end, depth, spoiler }: Block): string {
  return `${kind}${depth ?? ''}:${start}-${end}${spoiler ? '!' : ''}`;
}
