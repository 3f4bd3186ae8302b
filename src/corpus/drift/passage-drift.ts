/** The drift of a gone passage, given where its content went: across cuts that fall elsewhere now, and merged paragraphs. */
import type { PassageMatch } from './match.js';
import { diffProse, keysOf, type ProseDrift, type ProseOptions } from './prose.js';
import { readSentences } from './sentences.js';

/** Both versions of a document, as the texts of all their passages; `fresh` in the order given to the matcher. */
export interface Versions {
  readonly old: readonly string[];
  readonly fresh: readonly string[];
}

/** Drift of one gone passage from its text and its match; statements come with the options. */
export type PassageDrift = (text: string, match: PassageMatch, options?: ProseOptions) => ProseDrift;

/** Passages of both versions beyond which sentences are not looked for elsewhere: reading them all would take minutes. */
const MOST_PASSAGES = 8000;

/**
 * A function that tells the drift of the gone passages of one document. Parts of a split passage are read
 * as one text; what a merged paragraph adds is no drift; a sentence that only moved to another passage has
 * not changed. A passage without a successor drifts by what no passage says any more.
 */
export function createPassageDrift({ old, fresh }: Versions): PassageDrift {
  let elsewhere: ProseOptions['elsewhere'];
  return (text, { parts, relation }, options = {}) => {
    if (old.length + fresh.length <= MOST_PASSAGES)
      elsewhere ??= { old: keysOf(old.flatMap(readSentences)), fresh: keysOf(fresh.flatMap(readSentences)) };
    const now = parts.map((index) => fresh[index] ?? '').join('\n\n');
    const ignoreAdded = relation === 'merged' || relation === 'split' || relation === 'none';
    const told = diffProse(text, now, { ignoreAdded, ...(elsewhere === undefined ? {} : { elsewhere }), ...options });
    // The openings of the parts are no difference: their wording is that of the passage.
    return told.severity === 'cosmetic' && relation === 'split' ? { ...told, drift: [] } : told;
  };
}
