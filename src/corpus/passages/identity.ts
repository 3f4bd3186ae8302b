/** Who a passage is across versions of its document, and what of it is embedded. */
import { sha256 } from '../../core/hash.js';
import { normalizeText } from '../../text/normalize.js';
import type { PassageDraft } from './passage.js';

/** A draft with its names. */
export interface IdentifiedPassage {
  readonly draft: PassageDraft;
  /** sha256 of source_id, doc_id, content_hash and the ordinal among passages of equal content: 64 hex digits. */
  readonly passage_id: string;
  /** sha256 of the normalised text: 64 hex digits. */
  readonly content_hash: string;
}

/**
 * Names the passages of one document version. Position, heading and offsets are no part of a name: what
 * moved, or stands under a renamed heading, is still the same passage.
 */
export function identifyPassages(of: {
  readonly sourceId: string;
  readonly docId: string;
  readonly drafts: readonly PassageDraft[];
}): readonly IdentifiedPassage[] {
  const equals = new Map<string, number>();
  return of.drafts.map((draft) => {
    const content_hash = sha256(normalizeText(draft.text));
    const ordinal = equals.get(content_hash) ?? 0;
    equals.set(content_hash, ordinal + 1);
    return { draft, content_hash, passage_id: sha256(of.sourceId, of.docId, content_hash, String(ordinal)) };
  });
}

/** What of a passage decides its vector. */
export interface EmbedInput {
  readonly title?: string;
  readonly headingPath: readonly string[];
  readonly text: string;
}

/**
 * What is embedded: title and headings in one line, then the text. The title is left out where the
 * headings begin with it or the text's first line holds it, as a catalog entry's does.
 */
export function embedText(input: EmbedInput): string {
  const line = embedHeading(input);
  return line === '' ? input.text : `${line}\n${input.text}`;
}

/** The line of {@link embedText} that stands before the text; empty where there is none. */
export function embedHeading({ title = '', headingPath, text }: EmbedInput): string {
  const said = [headingPath[0] ?? '', text.slice(0, 500).split('\n', 1)[0] ?? ''];
  const name = normalizeText(title);
  const repeats = name === '' || normalizeText(said[0] ?? '') === name || normalizeText(said[1] ?? '').includes(name);
  return [...(repeats ? [] : [title.trim()]), ...headingPath].join(' > ');
}

/** Key under which a vector may be reused: sha256 of the embedder's fingerprint and {@link embedText}. */
export function embedKey(input: EmbedInput & { readonly embedder: string }): string {
  return sha256(input.embedder, embedText(input));
}
