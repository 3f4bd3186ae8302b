/** Vectors of two embedders are never mixed: what is said where the store's and the configured one differ. */
import { RaftCorpusError } from '../core/errors.js';

/** What tells embedders apart, and what the user calls them. */
export interface EmbedderName {
  readonly model: string;
  /** 64 hex digits. */
  readonly fingerprint: string;
}

/**
 * @param stored the embedder of the store's vectors
 * @param configured the embedder at hand
 * @throws RaftCorpusError that names both fingerprints and the ways out
 */
export function checkEmbedder(stored: EmbedderName, configured: EmbedderName, where: string): void {
  if (stored.fingerprint === configured.fingerprint) return;
  // One name and two fingerprints puzzle; the store knows no more than that something else than the name differs.
  const why =
    stored.model === configured.model
      ? ' (other weights, prefixes, pooling, quantisation or maxTokens under the same name)'
      : '';
  throw new RaftCorpusError(
    `the store was embedded with ${nameOf(stored)}, the config names ${nameOf(configured)}${why}; vectors of two models are never mixed`,
    {
      where,
      fix: 'Set `embedder:` back to the model of the store, or embed the corpus anew with `raft-corpus refresh --reembed` (--dry-run says what that takes).',
    },
  );
}

/** `bundled (0123456789ab)` */
export function nameOf({ model, fingerprint }: EmbedderName): string {
  return `${model} (${fingerprint.slice(0, 12)})`;
}
