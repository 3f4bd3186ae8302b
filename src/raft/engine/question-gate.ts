/** No question is asked twice, and none of one split nearly repeats one of another. */
import type { Split } from '../../dataset/raft-row.js';
import { type NearDuplicateIndex, openNearDuplicateIndex } from '../../text/near-duplicate-index.js';
import { NEAR_DUPLICATE_QUESTION } from '../../text/near-duplicates.js';
import { foldText } from '../../text/normalize.js';

export type GateReason = 'repeated_question' | 'near_duplicate_in_another_split';

/**
 * Remembers questions by split: whoever asks first keeps the question. A build fills train last, so it is train that gives
 * way, and few others are compared with its many.
 */
export class QuestionGate {
  private readonly asked = new Set<string>();

  private constructor(private readonly indexes: ReadonlyMap<Split, NearDuplicateIndex>) {}

  /** @param splits those whose questions others must keep away from */
  static async open(splits: readonly Split[]): Promise<QuestionGate> {
    const indexes = new Map<Split, NearDuplicateIndex>();
    for (const split of splits)
      indexes.set(split, await openNearDuplicateIndex({ threshold: NEAR_DUPLICATE_QUESTION }));
    return new QuestionGate(indexes);
  }

  /** Why a question may not be asked in a split; null: it may. */
  check(text: string, split: Split): GateReason | null {
    if (this.asked.has(foldText(text))) return 'repeated_question';
    for (const [other, index] of this.indexes) {
      if (other !== split && index.find(text) !== undefined) return 'near_duplicate_in_another_split';
    }
    return null;
  }

  /** @param split null: asked before, in a split that is not known, so that only repeats of it are found */
  add(text: string, split: Split | null): void {
    this.asked.add(foldText(text));
    if (split !== null) this.indexes.get(split)?.add(text);
  }
}
