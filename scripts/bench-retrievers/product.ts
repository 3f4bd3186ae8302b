/** The product's own retrieval over the passages of a set: dense, lexical, and both ways to fuse them. */
import type { Embedder } from '../../src/embed/embedder.js';
import { searchDense } from '../../src/search/dense.js';
import type { ScoredRow } from '../../src/search/hits.js';
import { fuseHybrid, HYBRID_DEFAULTS, type HybridOptions } from '../../src/search/hybrid.js';
import { buildLexicalIndex } from '../../src/search/lexical/lexical-index.js';
import type { RetrievalSet } from '../embedder/data.js';

/** Ways to fuse that are compared; the first is the default. */
export const FUSIONS: Readonly<Record<string, HybridOptions>> = {
  hybrid: HYBRID_DEFAULTS,
  'weighted 0.1': { ...HYBRID_DEFAULTS, denseWeight: 0.1 },
  'weighted 0.3': { ...HYBRID_DEFAULTS, denseWeight: 0.3 },
  'weighted 0.5': { ...HYBRID_DEFAULTS, denseWeight: 0.5 },
  'rrf 0.5': { ...HYBRID_DEFAULTS, fusion: 'rrf', denseWeight: 0.5 },
  'rrf 0.3': { ...HYBRID_DEFAULTS, fusion: 'rrf', denseWeight: 0.3 },
};

type Runs = readonly (readonly ScoredRow[])[];

/** The rankings of every query of a set, by retriever. */
export async function productRuns(set: RetrievalSet, embedder: Embedder): Promise<Readonly<Record<string, Runs>>> {
  const { depth } = HYBRID_DEFAULTS;
  const dense = await searchDense({
    vectors: await embedder.embed(set.passages, 'passage'),
    dims: embedder.dims,
    queries: await embedder.embed(set.queries, 'query'),
    k: depth,
  });
  const lexical = buildLexicalIndex(set.passages).searchScaled(set.queries, { k: depth });
  const fused = Object.entries(FUSIONS).map(([name, options]) => [
    name,
    lexical.map((words, i) => fuseHybrid({ dense: dense[i] ?? [], lexical: words }, options)),
  ]);
  return { dense, lexical: lexical.map(({ hits }) => hits), ...Object.fromEntries(fused) };
}
