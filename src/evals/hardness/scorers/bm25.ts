/** BM25 of any text, in the corpus or not, with the statistics of the corpus. */
import { BM25_DEFAULTS, type Bm25Parameters, collectionOf } from '../../../search/lexical/bm25.js';
import { invert, MAX_COUNT } from '../../../search/lexical/postings.js';
import { lexicalTerms } from '../../../search/lexical/terms.js';
import { fullText, perText, type ScorableText, type Scorer } from './scorer.js';

/** A text as BM25 reads it. */
interface Counted {
  /** Number of terms, repeats counted. */
  readonly length: number;
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * The formula of `search/lexical/bm25.ts`, so that a text of `texts` scores as a search would have it.
 *
 * @param texts whose lengths and document frequencies count: the corpus, and whatever else is going to be scored
 */
export function bm25Scorer(texts: Iterable<ScorableText>, parameters: Bm25Parameters = BM25_DEFAULTS): Scorer {
  const { k1, b } = parameters;
  const postings = invert(textsOf(texts), lexicalTerms);
  const { weightOf, unknownWeight } = collectionOf(postings, parameters);
  const average = averageOf(postings.lengths);
  const counted = perText(countTerms);
  const weigh = (term: string): number => {
    const number = postings.vocabulary.find(term);
    return number === undefined ? unknownWeight : weightOf(number);
  };
  const scoreOf = (query: readonly (readonly [string, number])[], text: Counted): number => {
    const norm = k1 * (1 - b + (b * text.length) / average);
    let score = 0;
    for (const [term, weight] of query) {
      const count = text.counts.get(term) ?? 0;
      if (count > 0) score += (weight * count) / (count + norm);
    }
    return score;
  };
  return {
    name: 'bm25',
    label: 'BM25',
    kind: 'words',
    score: async (lists) =>
      lists.map((list) => {
        const counts = [...countTerms(list.query).counts];
        const query = counts.map(([term, count]) => [term, count * weigh(term)] as const);
        return Float64Array.from(list.texts, (text) => scoreOf(query, counted(text)));
      }),
  };
}

function* textsOf(texts: Iterable<ScorableText>): Iterable<string> {
  for (const text of texts) yield fullText(text);
}

function averageOf(lengths: Uint32Array): number {
  let total = 0;
  for (const length of lengths) total += length;
  return total === 0 ? 1 : total / lengths.length;
}

function countTerms(text: string): Counted {
  const counts = new Map<string, number>();
  const terms = lexicalTerms(text);
  for (const term of terms) counts.set(term, Math.min(MAX_COUNT, (counts.get(term) ?? 0) + 1));
  return { length: terms.length, counts };
}
