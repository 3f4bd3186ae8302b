/**
 * "The newest document is the answer" must not be a rule that works: in a set share of the contexts with oracle, a
 * distractor was updated later than every oracle. Compared are days, as readers of the prompt see them; a tie, or a
 * document without a date, is not newer.
 */

interface Dated {
  readonly source_updated_at: string | null;
}

/** The day on which a document was last updated, `YYYY-MM-DD`; null where its source gives none. */
export function dayOf({ source_updated_at }: Dated): string | null {
  return source_updated_at?.slice(0, 10) ?? null;
}

/** The newest day among documents; null where none has a date. */
export function newestDay(documents: readonly Dated[]): string | null {
  return documents.reduce<string | null>((newest, document) => {
    const day = dayOf(document);
    return day !== null && (newest === null || day > newest) ? day : newest;
  }, null);
}

/** Whether `document` is newer than the day; false where either is unknown. */
export function isNewerThan(document: Dated, day: string | null): boolean {
  const own = dayOf(document);
  return own !== null && day !== null && own > day;
}

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
