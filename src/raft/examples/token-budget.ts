/** A prompt that fits: distractors go, the weakest first, and never an oracle. */

import { renderDocument } from '../../dataset/raft-formats/document.js';
import type { ContextEntry } from '../../dataset/raft-row.js';
import type { ResolvedExamples } from './options.js';

export interface Fitting {
  readonly question: string;
  readonly oracles: readonly ContextEntry[];
  readonly distractors: readonly ContextEntry[];
}

/** Tokens of passages seen before; the oldest go. */
const KEPT = 20_000;

/** Fits contexts into one budget. */
export class TokenBudget {
  private readonly counted = new Map<string, number>();

  constructor(private readonly options: Pick<ResolvedExamples, 'budget' | 'docHeader' | 'minDistractors'>) {}

  /** The distractors that fit, in their order; null when too few are left. */
  fit({ question, oracles, distractors }: Fitting): readonly ContextEntry[] | null {
    const { budget, minDistractors } = this.options;
    if (budget === null) return distractors;
    const texts = [question, ...[...oracles, ...distractors].map((entry) => this.render(entry))];
    // No tokeniser makes more tokens than bytes: most prompts need no count.
    if (texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) <= budget.maxTokens) return distractors;
    const kept = [...distractors];
    let tokens = budget.countTokens(question);
    for (const entry of [...oracles, ...distractors]) tokens += this.tokensOf(entry, budget.countTokens);
    for (const weakest of [...distractors].sort((a, b) => a.score - b.score)) {
      if (tokens <= budget.maxTokens || kept.length === minDistractors) break;
      kept.splice(kept.indexOf(weakest), 1);
      tokens -= this.tokensOf(weakest, budget.countTokens);
    }
    return tokens <= budget.maxTokens ? kept : null;
  }

  private tokensOf(entry: ContextEntry, countTokens: (text: string) => number): number {
    const known = this.counted.get(entry.passage_id);
    if (known !== undefined) return known;
    const tokens = countTokens(this.render(entry));
    this.counted.set(entry.passage_id, tokens);
    const [oldest] = this.counted.keys();
    if (this.counted.size > KEPT && oldest !== undefined) this.counted.delete(oldest);
    return tokens;
  }

  private render(entry: ContextEntry): string {
    return renderDocument(entry, { header: this.options.docHeader });
  }
}
