/**
 * Pairs of what says a question's fact now and what said it before: does an index that still has both rank the current one
 * first? A pair is a current gold passage and a stale passage *of the searched index* that stands in its line (an earlier
 * version over any number of refreshes, another former passage of the same document, or a page that contradicts it) *and
 * states the asked fact otherwise*. A former version that differs elsewhere, or lacks the fact, makes no pair.
 */
import { readSentences, type Sentence } from '../../corpus/drift/sentences.js';
import type { ViewPassage } from '../../corpus/view.js';
import type { ViewIndex } from '../../verify/view-index.js';
import { createQuoteFinder } from '../suite/find-quote.js';
import type { FieldLabels, GoldPlace } from '../suite/gold.js';
import { openPredecessors, type Predecessors } from './predecessors.js';
import { quotesOtherwise, statesFactOtherwise } from './states-otherwise.js';

/** passage_ids of what says a fact now, and of what said it before. */
export interface VersionIds {
  readonly current: string;
  readonly stale: string;
}

export interface VersionsOptions {
  /** The state that says what is current. */
  readonly truth: ViewIndex;
  /** The state whose index is searched. */
  readonly searched: ViewIndex;
  readonly labels: FieldLabels;
  readonly predecessors?: Predecessors;
}

/** A function from a question's gold, as it resolves in `truth`, to its pairs. */
export function createVersionPairs(options: VersionsOptions): (places: readonly GoldPlace[]) => readonly VersionIds[] {
  const { truth, searched } = options;
  const predecessors = options.predecessors ?? openPredecessors(truth, searched);
  const differs = differenceOf(options);
  return (places) => {
    const pairs = places.flatMap((place) =>
      place.passages.flatMap((current) =>
        predecessors
          .all(current)
          .map((one) => searched.passage(one.passage_id))
          .filter((stale) => stale !== undefined)
          .filter((stale) => differs(place, { current, stale }))
          .map((stale) => ({ current: current.passage_id, stale: stale.passage_id })),
      ),
    );
    return [...new Map(pairs.map((pair) => [`${pair.current} ${pair.stale}`, pair])).values()];
  };
}

/**
 * Pairs where only passages are judged and nobody says what in them is asked for: a current passage and the versions before
 * it that differ materially.
 */
export function createPassagePairs(
  options: Pick<VersionsOptions, 'truth' | 'searched'>,
): (passageIds: Iterable<string>) => readonly VersionIds[] {
  const { truth, searched } = options;
  const predecessors = openPredecessors(truth, searched);
  return (passageIds) =>
    [...passageIds].flatMap((id) => {
      const current = truth.passage(id);
      if (current === undefined || current.verdict !== null) return [];
      return predecessors
        .inherited(current)
        .filter(({ passage_id, severity }) => severity === 'material' && searched.passage(passage_id) !== undefined)
        .map(({ passage_id }) => ({ current: id, stale: passage_id }));
    });
}

function differenceOf({ truth, labels }: VersionsOptions) {
  const finder = createQuoteFinder();
  const read = new Map<string, readonly Sentence[]>();
  const sentencesOf = (text: string): readonly Sentence[] => {
    const sentences = read.get(text) ?? readSentences(text);
    read.set(text, sentences);
    return sentences;
  };
  return ({ gold }: GoldPlace, { current, stale }: { readonly current: ViewPassage; readonly stale: ViewPassage }) => {
    if ('quote' in gold) return quotesOtherwise(gold.quote, { current, stale, truth, finder, sentencesOf });
    const value = truth.factValue(current, gold.fact);
    if (value === null) return false;
    const fact = { field: gold.fact, value, labels: labels(gold.source, gold.fact) };
    return statesFactOtherwise(fact, { current, stale, truth });
  };
}
