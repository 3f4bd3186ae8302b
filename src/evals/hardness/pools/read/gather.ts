/** Rows become pools: texts found, rows of one question joined, and of many questions a seeded sample kept in memory. */
import { sha256 } from '../../../../core/hash.js';
import { compareText } from '../../../../core/order.js';
import type { MiningCorpus } from '../../../../negatives/corpus.js';
import type { Pool, PoolCandidate } from '../../pool.js';
import { isWhole, type PoolRow, type RowText } from './pool-row.js';

/** Where the texts of passages are found that a row only names, and the names of texts that it only shows. */
export interface PassageLookup {
  of(id: string): { readonly title: string; readonly text: string } | undefined;
  idOf(text: string): string | undefined;
}

/** A corpus as a lookup. */
export function lookupOf({ passages, rowOf }: Pick<MiningCorpus, 'passages' | 'rowOf'>): PassageLookup {
  let ids: Map<string, string> | undefined;
  return {
    of: (id) => passages[rowOf(id) ?? -1],
    idOf: (text) => {
      ids ??= new Map(passages.map(({ passage_id, text: words }) => [words, passage_id]));
      return ids.get(text);
    },
  };
}

/** The id of a text or question that has none of its own: the same words have the same id in every file. */
export function idOfText(text: string): string {
  return sha256(text).slice(0, 16);
}

interface Draft {
  readonly query_id: string;
  readonly query: string;
  readonly place: string;
  readonly candidates: Map<string, PoolCandidate>;
  /** Whether a positive of it cannot be found. */
  hasLost: boolean;
}

/** Counts of what was left out, by reason. */
export type LeftOut = Record<string, number>;

/**
 * Gathers rows. Of many questions those with the smallest hash of seed and id are kept, so that memory is bounded by the
 * sample, and the order of the rows does not decide.
 */
export class PoolGatherer {
  private readonly drafts = new Map<string, Draft>();
  private readonly seen = new Set<string>();
  private largest: Draft | null = null;
  /** Texts: `text_gone`, `stands_twice`, `also_positive`; questions: `without_positive`, `without_negative`, `positive_gone`. */
  readonly leftOut: LeftOut = {};

  constructor(
    private readonly options: {
      readonly lookup: PassageLookup | null;
      readonly sample: number;
      readonly seed: number | string;
    },
  ) {}

  /** Questions seen, kept or not. */
  get questions(): number {
    return this.seen.size;
  }

  /** @param place `train.jsonl:12`, which tells two rows without ids of their own apart */
  add(row: PoolRow, place: string): void {
    const queryId = row.queryId ?? idOfText(row.query);
    const key = isWhole(row.shape) ? `${queryId}\u0000${place}` : queryId;
    const isNew = !this.seen.has(key);
    this.seen.add(key);
    const draft = isNew ? this.open(key, { queryId, query: row.query }) : this.drafts.get(key);
    if (!draft) return;
    for (const text of row.texts) this.addText(draft, text, isWhole(row.shape));
  }

  /** The pools in the order in which their questions came. */
  pools(): readonly Pool[] {
    return [...this.drafts.values()].flatMap(({ query_id, query, candidates, hasLost }): Pool[] => {
      const all = [...candidates.values()];
      const positives = all.filter(({ relevant }) => relevant).length;
      if (positives === 0) return this.leave(hasLost ? 'positive_gone' : 'without_positive');
      if (positives === all.length) return this.leave('without_negative');
      return [{ query_id, query, candidates: all }];
    });
  }

  private open(
    key: string,
    { queryId, query }: { readonly queryId: string; readonly query: string },
  ): Draft | undefined {
    const place = sha256(String(this.options.seed), key);
    const isFull = this.drafts.size >= this.options.sample;
    if (isFull && this.largest !== null && compareText(place, this.largest.place) >= 0) return undefined;
    const draft: Draft = { query_id: queryId, query, place, candidates: new Map(), hasLost: false };
    this.drafts.set(key, draft);
    if (isFull) this.dropLargest();
    else if (this.largest === null || compareText(place, this.largest.place) > 0) this.largest = draft;
    return draft;
  }

  private dropLargest(): void {
    let first: [string, Draft] | undefined;
    let second: Draft | undefined;
    for (const entry of this.drafts) {
      if (first === undefined || compareText(entry[1].place, first[1].place) > 0) [first, second] = [entry, first?.[1]];
      else if (second === undefined || compareText(entry[1].place, second.place) > 0) second = entry[1];
    }
    if (first) this.drafts.delete(first[0]);
    this.largest = second ?? null;
  }

  private addText(draft: Draft, text: RowText, isWholeRow: boolean): void {
    const candidate = this.candidateOf(text);
    if (candidate === null) {
      this.count('text_gone');
      if (text.relevant) draft.hasLost = true;
      return;
    }
    const before = draft.candidates.get(candidate.id);
    if (before === undefined) {
      draft.candidates.set(candidate.id, candidate);
      return;
    }
    // Trainers' rows repeat the positive with every negative; a text on both sides answers, by the file's own word.
    if (before.relevant !== candidate.relevant) this.count('also_positive');
    else if (isWholeRow) this.count('stands_twice');
    if (candidate.relevant && !before.relevant) draft.candidates.set(candidate.id, candidate);
  }

  private candidateOf({ id, title, text, relevant, origin = null, score = null }: RowText): PoolCandidate | null {
    const { lookup } = this.options;
    const known = id === undefined ? undefined : lookup?.of(id);
    const words = text ?? known?.text;
    if (words === undefined) return null;
    const ownId = id ?? lookup?.idOf(words) ?? idOfText(words);
    return { id: ownId, title: title ?? known?.title ?? '', text: words, relevant, origin, score };
  }

  private count(reason: string): void {
    this.leftOut[reason] = (this.leftOut[reason] ?? 0) + 1;
  }

  private leave(reason: string): [] {
    this.count(reason);
    return [];
  }
}
