/** The quality table of an embedder: held-out sets, beside exact TF-IDF cosine over the same tokens and pairs. */
import { PreTrainedTokenizer } from '@xenova/transformers';
import type { Embedder } from '../../src/embed/embedder.js';
import { createTextEncoder } from '../../src/embed/model/text-encoder.js';
import {
  headingSet,
  jaquad,
  policySections,
  questionSet,
  type RetrievalSet,
  ratedQueries,
  sentencePairs,
  titlePairs,
  titleSet,
} from './data.js';
import { denseScorer, retrievalQuality, similarityQuality, spearman, tfidfScorer } from './evaluate.js';
import { canonicalIds } from './features.js';

/** One line of the table. */
export interface QualityRow {
  readonly set: string;
  readonly measure: string;
  readonly queries: number;
  readonly passages: number;
  readonly model: number;
  /** Exact TF-IDF cosine; `tfidfCapped` counts a term at most {@link CAP} times. */
  readonly tfidf: number;
  readonly tfidfCapped: number;
}

/** Occurrences that count in the stronger of the two baselines. */
const CAP = 3;

/** Token ids as exact terms: each token and each pair of neighbours is a term of its own. */
export type Terms = (text: string, cap: number) => number[];

/** Terms by the tokenizer files of a bundled-like model. */
export function exactTerms(tokenizerJson: object, tokenizerConfig: object): Terms {
  const { vocab } = (tokenizerJson as { model: { vocab: Record<string, number> } }).model;
  // In order of id: as keys of an object, the numbers among the tokens come first.
  const vocabulary = Object.entries(vocab)
    .sort((a, b) => a[1] - b[1])
    .map(([token]) => token);
  const canonical = canonicalIds(vocabulary);
  const encoder = createTextEncoder(new PreTrainedTokenizer(tokenizerJson, tokenizerConfig), 1024);
  return (text, cap) => {
    const ids = Array.from(encoder.encode(text).ids, (id) => canonical[id] ?? 0);
    const terms = ids.flatMap((id, i) => {
      const next = ids[i + 1] ?? 0;
      return id === 0 ? [] : next === 0 ? [id] : [id, id * 65_536 + next];
    });
    const seen = new Map<number, number>();
    return terms.filter((term) => {
      const count = (seen.get(term) ?? 0) + 1;
      seen.set(term, count);
      return count <= cap;
    });
  };
}

/** All lines. */
export async function qualityTable(data: string, embedder: Embedder, terms: Terms): Promise<QualityRow[]> {
  const sets: readonly (readonly [RetrievalSet, 'nDCG@10' | 'recall@10'])[] = [
    [questionSet('jaquad dev: question → passage (ja)', jaquad(data, 'dev')), 'nDCG@10'],
    [{ ...ratedQueries(data), name: 'chorus: rated query → product (en)' }, 'nDCG@10'],
    [headingSet('policies-basecamp: heading → section (en)', policySections(data, 'policies-basecamp')), 'nDCG@10'],
    [{ ...titleSet(titlePairs(data).heldOut), name: 'bangumi: Japanese → English title' }, 'recall@10'],
  ];
  const rows: QualityRow[] = [];
  for (const [set, measure] of sets) {
    const pick = (quality: { ndcg: number; recall: number }): number =>
      measure === 'nDCG@10' ? quality.ndcg : quality.recall;
    const dense = denseScorer(
      await embedder.embed(set.queries, 'query'),
      await embedder.embed(set.passages, 'passage'),
      embedder.dims,
    );
    const exact = (cap: number): number =>
      pick(
        retrievalQuality(
          set,
          tfidfScorer(
            set.queries.map((text) => terms(text, cap)),
            set.passages.map((text) => terms(text, cap)),
          ),
        ),
      );
    rows.push({
      set: set.name,
      measure,
      queries: set.queries.length,
      passages: set.passages.length,
      model: pick(retrievalQuality(set, dense)),
      tfidf: exact(Number.POSITIVE_INFINITY),
      tfidfCapped: exact(CAP),
    });
  }
  return [...rows, await paraphraseRow(data, embedder, terms)];
}

async function paraphraseRow(data: string, embedder: Embedder, terms: Terms): Promise<QualityRow> {
  const pairs = sentencePairs(data, 'valid');
  const [a, b] = [
    await embedder.embed(
      pairs.map((p) => p.a),
      'passage',
    ),
    await embedder.embed(
      pairs.map((p) => p.b),
      'passage',
    ),
  ];
  const exact = (cap: number): number => {
    const score = tfidfScorer(
      pairs.map((p) => terms(p.a, cap)),
      pairs.map((p) => terms(p.b, cap)),
    );
    return spearman(
      // The query's own length is the same for all passages but differs between pairs: divide by it here.
      pairs.map((_, i) => (score(i)[i] ?? 0) / Math.sqrt(terms(pairs[i]?.a ?? '', cap).length || 1)),
      pairs.map((pair) => pair.score),
    );
  };
  return {
    set: 'jsts validation: paraphrase (ja)',
    measure: 'Spearman',
    queries: pairs.length,
    passages: pairs.length,
    model: similarityQuality(pairs, a, b),
    tfidf: exact(Number.POSITIVE_INFINITY),
    tfidfCapped: exact(CAP),
  };
}

/** The table in Markdown. */
export function qualityMarkdown(rows: readonly QualityRow[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['held-out set', 'measure', 'queries', 'passages', 'this model', 'TF-IDF', `TF-IDF, counts ≤ ${CAP}`]),
    line(['---', '---', '---:', '---:', '---:', '---:', '---:']),
    ...rows.map((row) =>
      line([
        row.set,
        row.measure,
        row.queries,
        row.passages,
        row.model.toFixed(3),
        row.tfidf.toFixed(3),
        row.tfidfCapped.toFixed(3),
      ]),
    ),
  ].join('\n');
}
