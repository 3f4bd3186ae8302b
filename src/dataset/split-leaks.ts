/** Does anything stand in two splits? Asked of rows as they go by, with as little memory as the answer takes. */
import { findNearDuplicates, NEAR_DUPLICATE_QUESTION } from '../text/near-duplicates.js';
import { type RaftRow, SPLITS, type Split } from './raft-row.js';

/** Things found in more than one split, by kind; all zero in a sound dataset. */
export interface SplitLeaks {
  readonly lineages: number;
  readonly oracles: number;
  /** Quoted passages with the offsets of the quote. */
  readonly answer_spans: number;
  /** Pairs of questions in different splits that are equal or near-duplicates (Jaccard ≥ 0.8). */
  readonly questions: number;
}

export class SplitLeakCheck {
  private readonly lineages = new Seen();
  private readonly oracles = new Seen();
  private readonly spans = new Seen();
  private readonly questions: string[] = [];
  private readonly splits: number[] = [];

  add(split: Split, row: Pick<RaftRow, 'question' | 'group' | 'oracle_ids' | 'quotes' | 'twin_of'>): void {
    const number = SPLITS.indexOf(split);
    this.lineages.add(row.group, number);
    for (const id of row.oracle_ids) this.oracles.add(id, number);
    for (const { passage_id, start, end } of row.quotes) this.spans.add(`${passage_id}/${start}/${end}`, number);
    if (row.twin_of !== undefined) return;
    this.questions.push(row.question);
    this.splits.push(number);
  }

  async result(): Promise<SplitLeaks> {
    const pairs = await findNearDuplicates({ texts: this.questions, threshold: NEAR_DUPLICATE_QUESTION });
    return {
      lineages: this.lineages.shared,
      oracles: this.oracles.shared,
      answer_spans: this.spans.shared,
      questions: pairs.filter(({ a, b }) => this.splits[a] !== this.splits[b]).length,
    };
  }
}

/** Names with the split that they were first seen in. */
class Seen {
  private readonly first = new Map<string, number>();
  private readonly crossing = new Set<string>();

  add(name: string, split: number): void {
    const known = this.first.get(name);
    if (known === undefined) this.first.set(name, split);
    else if (known !== split) this.crossing.add(name);
  }

  get shared(): number {
    return this.crossing.size;
  }
}
