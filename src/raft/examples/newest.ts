/**
 * "The newest document is the answer" must not be a rule that works: in a set share of the contexts with oracle, a
 * distractor was updated later than every oracle. What counts as newer stands in `verify/newest.ts`.
 */

/** Keeps the share, over all contexts and within each kind of question. */
export class NewestBalance {
  private readonly tallies = new Map<string, { contexts: number; newer: number }>();

  constructor(private readonly share: number) {}

  /** Whether the next context of this type must hold a distractor newer than its oracles for the share to hold. */
  isOwed(type: string): boolean {
    return [ALL, type].some((key) => {
      const { contexts, newer } = this.tallies.get(key) ?? NONE;
      return newer < this.share * (contexts + 1);
    });
  }

  record(type: string, isNewer: boolean): void {
    for (const key of [ALL, type]) {
      const { contexts, newer } = this.tallies.get(key) ?? NONE;
      this.tallies.set(key, { contexts: contexts + 1, newer: newer + (isNewer ? 1 : 0) });
    }
  }

  /** Contexts with oracle so far, and in how many of them a distractor is newer. */
  counts(): { readonly contexts: number; readonly newer: number } {
    return this.tallies.get(ALL) ?? NONE;
  }
}

const ALL = '';
const NONE = { contexts: 0, newer: 0 };
