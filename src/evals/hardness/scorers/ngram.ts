/**
 * Cosine of TF-IDF vectors of character n-grams: a witness that knows neither words nor meaning, and so shares nothing with
 * BM25's terms or an embedder's training. Weights as in Manning, Raghavan & Schütze, "Introduction to Information Retrieval",
 * 2008, ch. 6.4: (1 + ln tf) · ln((1 + N) / (1 + df)) + 1, rows of length 1.
 *
 * n-grams are taken of the folded text (width, case, kana and punctuation make no difference) within runs between spaces:
 * pairs and triples where characters are words' parts (Japanese), triples to quintuples with the word's ends elsewhere.
 */
import { foldText } from '../../../text/normalize.js';
import { fullText, perText, type ScorableText, type Scorer, type ScoringList } from './scorer.js';

/** n-grams are hashed into this many places; two of one place are one: rare, and the same for all texts. */
const PLACES = 1 << 22;
/** Of the corpus at most so many texts are counted, evenly spread: document frequencies need no more. */
const MOST_COUNTED = 4_000;

/** A sparse vector of length 1. */
interface Sparse {
  readonly places: Uint32Array;
  readonly weights: Float32Array;
}

/** @param texts whose n-grams are counted to tell rare ones from common ones; in an order that does not change */
export function ngramScorer(texts: readonly ScorableText[]): Scorer {
  const idf = inverseFrequencies(texts);
  return {
    name: 'ngram',
    label: 'overlap of character n-grams',
    kind: 'words',
    score: async (lists) => {
      const queries = lists.map(({ query }) => vectorise(query, idf));
      const scores = lists.map((list) => new Float64Array(list.texts.length));
      const spread = new Float32Array(PLACES);
      for (const [text, seats] of seatsOf(lists)) {
        const vector = vectorise(text, idf);
        scatter(vector, spread);
        for (const { list, at } of seats) (scores[list] as Float64Array)[at] = dot(queries[list] as Sparse, spread);
        for (const place of vector.places) spread[place] = 0;
      }
      return scores;
    },
  };
}

/** Where each distinct text stands: texts are long and questions short, so a text is spread once for all its questions. */
function seatsOf(lists: readonly ScoringList[]): ReadonlyMap<string, { readonly list: number; readonly at: number }[]> {
  const full = perText((text: string) => text);
  const seats = new Map<string, { list: number; at: number }[]>();
  for (const [list, { texts }] of lists.entries()) {
    for (const [at, text] of texts.entries()) {
      const known = seats.get(full(text));
      if (known) known.push({ list, at });
      else seats.set(full(text), [{ list, at }]);
    }
  }
  return seats;
}

function scatter({ places, weights }: Sparse, into: Float32Array): void {
  for (let i = 0; i < places.length; i++) into[places[i] as number] = weights[i] as number;
}

function dot({ places, weights }: Sparse, spread: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < places.length; i++) sum += (weights[i] as number) * (spread[places[i] as number] as number);
  return sum;
}

/** ln((1 + N) / (1 + df)) + 1 by document frequency, of a place. */
function inverseFrequencies(texts: readonly ScorableText[]): (place: number) => number {
  const frequency = new Uint32Array(PLACES);
  const step = Math.max(1, texts.length / MOST_COUNTED);
  const counted = Math.min(texts.length, MOST_COUNTED);
  for (let i = 0; i < counted; i++) {
    const text = texts[Math.floor(i * step)] as ScorableText;
    for (const place of countGrams(fullText(text)).keys()) frequency[place] = (frequency[place] as number) + 1;
  }
  return (place) => Math.log((1 + counted) / (1 + (frequency[place] as number))) + 1;
}

function vectorise(text: string, idf: (place: number) => number): Sparse {
  const counts = [...countGrams(text)];
  const weights = Float32Array.from(counts, ([place, count]) => (1 + Math.log(count)) * idf(place));
  let squares = 0;
  for (const weight of weights) squares += weight * weight;
  const length = Math.sqrt(squares) || 1;
  return { places: Uint32Array.from(counts, ([place]) => place), weights: weights.map((weight) => weight / length) };
}

const JOINED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;

function countGrams(text: string): Map<number, number> {
  const counts = new Map<number, number>();
  for (const run of foldText(text).split(' ')) {
    if (run === '') continue;
    if (JOINED.test(run)) addGrams(run, { from: 2, to: 3 }, counts);
    else addGrams(` ${run} `, { from: 3, to: 5 }, counts);
  }
  return counts;
}

/** n-grams of `run` by code units; a run that is shorter than the shortest is one itself. */
function addGrams(run: string, n: { readonly from: number; readonly to: number }, counts: Map<number, number>): void {
  const last = Math.max(0, run.length - n.from);
  for (let start = 0; start <= last; start++) {
    let hash = 0x811c9dc5;
    const end = Math.min(run.length, start + n.to);
    for (let at = start; at < end; at++) {
      hash = Math.imul(hash ^ run.charCodeAt(at), 0x01000193);
      const size = at - start + 1;
      if (size < n.from && run.length >= n.from) continue;
      const place = ((hash ^ (hash >>> 15)) + size) & (PLACES - 1);
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
}
