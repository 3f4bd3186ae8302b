/** What the examples of a build came to: shares that were promised, and what stood in for what. */
import { drop, KEEP, newCounts, type StageCounts, tally } from '../../core/stage.js';
import type { RaftRow } from '../../dataset/raft-row.js';
import type { Unfit } from './context-guard.js';

/** For the manifest. */
export interface ExampleCounts {
  /** Distractors in contexts, by origin. */
  readonly distractors: Readonly<Record<string, number>>;
  /** Distractors that stood in for another origin than was due, as `stale>dense`. */
  readonly fallbacks: Readonly<Record<string, number>>;
  /** Mined distractors that the guards of contexts looked at, and why they may not stand there. */
  readonly guarded: StageCounts;
  /** Contexts with oracle, and how many of them hold a distractor that is newer than every oracle (see newest.ts). */
  readonly newest: { readonly contexts: number; readonly newer: number; readonly share: number | null };
  /** Answerable questions without oracle, by what their rows teach. */
  readonly absent: { readonly refuse: number; readonly memorise: number };
  /** Whether refusals offer a person. */
  readonly hand_over: boolean;
  /** Oracles by size of context and slot: `{"5": [20, 20, 19, 20, 20]}`. */
  readonly slots: Readonly<Record<string, readonly number[]>>;
  /** Rows with a stale version in the context. */
  readonly with_stale: number;
  readonly twins: number;
  /** Distractors left out of contexts to stay within the token budget. */
  readonly over_token_budget: number;
}

/** Counts examples as they are made. */
export class ExampleCounter {
  private readonly guarded = newCounts('distractors_in_contexts');
  private readonly distractors: Record<string, number> = {};
  private readonly fallbacks: Record<string, number> = {};
  private readonly absent = { refuse: 0, memorise: 0 };
  private readonly slots: Record<string, number[]> = {};
  private withStale = 0;
  private twins = 0;
  private overBudget = 0;

  /** Counts a guard's answer. */
  isFit(unfit: Unfit | null): boolean {
    return tally(this.guarded, unfit === null ? KEEP : drop(unfit));
  }

  addFallbacks(fallbacks: readonly string[]): void {
    for (const fallback of fallbacks) this.fallbacks[fallback] = (this.fallbacks[fallback] ?? 0) + 1;
  }

  addOverBudget(distractors: number): void {
    this.overBudget += distractors;
  }

  add(row: RaftRow): void {
    this.countSlots(row);
    if (row.twin_of !== undefined) {
      this.twins += 1;
      return;
    }
    for (const { role, origin } of row.context) {
      if (role === 'distractor') this.distractors[origin] = (this.distractors[origin] ?? 0) + 1;
    }
    if (row.context.some(({ origin }) => origin === 'stale')) this.withStale += 1;
    if (row.absent !== undefined) this.absent[row.absent] += 1;
  }

  result(more: {
    readonly handOver: boolean;
    readonly newest: { readonly contexts: number; readonly newer: number };
  }): ExampleCounts {
    const { contexts, newer } = more.newest;
    return {
      distractors: sorted(this.distractors),
      fallbacks: sorted(this.fallbacks),
      guarded: this.guarded,
      newest: { contexts, newer, share: contexts === 0 ? null : newer / contexts },
      absent: { ...this.absent },
      hand_over: more.handOver,
      slots: sorted(this.slots),
      with_stale: this.withStale,
      twins: this.twins,
      over_token_budget: this.overBudget,
    };
  }

  private countSlots({ context }: RaftRow): void {
    const key = String(context.length);
    const used = this.slots[key] ?? context.map(() => 0);
    for (const [slot, { role }] of context.entries()) if (role === 'oracle') used[slot] = (used[slot] ?? 0) + 1;
    this.slots[key] = used;
  }
}

function sorted<T>(counts: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
