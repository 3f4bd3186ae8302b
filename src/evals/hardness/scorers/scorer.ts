/** A scorer reads questions and texts and says how well they match: the witness that hardness is measured by. */
import { embedText } from '../../../corpus/passages/identity.js';
import type { PoolCandidate } from '../pool.js';

/** What scorers see of a candidate or a passage of the corpus. */
export type ScorableText = Pick<PoolCandidate, 'id' | 'title' | 'text'>;

/** A question and the texts to score for it. */
export interface ScoringList {
  readonly query: string;
  readonly texts: readonly ScorableText[];
}

export interface Scorer {
  /** As `PoolSet.mined_by` has it: `bm25`, `ngram`, `embedder:<fingerprint>`, `reranker:<model>`. */
  readonly name: string;
  /** As a sentence names it: `BM25`, `the cross-encoder X`. */
  readonly label: string;
  /**
   * `words` compares letters, `model` was trained. Where nobody knows how a set was mined, a model's figures decide nothing:
   * most miners are models, and what a positive-aware miner leaves looks solved to its own model by construction.
   */
  readonly kind: 'words' | 'model';
  /** Random passages that a question is compared with at most; for scorers that take their time. */
  readonly draws?: number;
  /**
   * One number for each text of each list, higher is better, [lists][texts], finite. A score depends on its question and
   * text alone, so that neither the order of lists nor that of texts matters.
   */
  score(lists: readonly ScoringList[]): Promise<readonly ArrayLike<number>[]>;
}

/** Title and text as one, the title left out where the text begins with it: what a passage's vector is made from. */
export function fullText({ title, text }: ScorableText): string {
  return embedText({ title, headingPath: [], text });
}

/** Works `make` out once per text: by object, which is quick, and by {@link fullText}, as pools share passages. */
export function perText<V>(make: (full: string) => V): (text: ScorableText) => V {
  const byObject = new WeakMap<ScorableText, V>();
  const byText = new Map<string, V>();
  return (text) => {
    const known = byObject.get(text);
    if (known !== undefined) return known;
    const full = fullText(text);
    const made = byText.get(full) ?? make(full);
    byText.set(full, made);
    byObject.set(text, made);
    return made;
  };
}
