/** Where the time of an eval goes, stage by stage, in one process. */
import { join } from 'node:path';
import { findBeirFiles } from '../../src/dataset/beir/files.js';
import { readJudged } from '../../src/dataset/beir/read-judged.js';
import { readTexts } from '../../src/dataset/readers/collection.js';
import { readNpy } from '../../src/dataset/readers/npy.js';
import { depthOf, evaluateQueries } from '../../src/evals/evaluate-queries.js';
import { parseMeasure } from '../../src/evals/measures/parse-measure.js';
import { DEFAULT_POLICIES } from '../../src/evals/policies.js';
import type { Retriever } from '../../src/evals/retrieve/retriever.js';
import { openDenseIndex } from '../../src/search/dense/dense-index.js';
import { hitsOf } from '../../src/search/hits.js';
import { fuseHybrid, HYBRID_DEFAULTS } from '../../src/search/hybrid.js';
import { buildLexicalIndex } from '../../src/search/lexical/lexical-index.js';
import type { RetrievalSet } from '../embedder/data.js';

/** Seconds by stage. */
export async function stagesOf(folder: string, set: RetrievalSet): Promise<Readonly<Record<string, number>>> {
  const seconds: Record<string, number> = {};
  const timed = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    seconds[stage] = Number(((performance.now() - started) / 1000).toFixed(3));
    return result;
  };
  const measures = ['nDCG@10', 'RR@10', 'R@10', 'R@100'].map((name) => parseMeasure(name));
  const k = depthOf(measures);
  const files = await findBeirFiles(folder, 'test');
  const texts = await timed('read', async () => {
    await readJudged(files);
    return readTexts(files.corpus);
  });
  const vectors = await timed('vectors', async () => ({
    passages: await readNpy(join(folder, 'corpus.npy')),
    queries: await readNpy(join(folder, 'queries.npy')),
  }));
  const dense = await timed('dense', async () => {
    const index = openDenseIndex({ vectors: vectors.passages.data, dims: vectors.passages.dims });
    const hits = await index.search({ queries: vectors.queries.data, k });
    return set.queries.map((_, i) => hitsOf(hits, i));
  });
  const index = await timed('index', () => buildLexicalIndex(texts.map(({ text }) => text)));
  const lexical = await timed('lexical', () => index.searchScaled(set.queries, { k }));
  const fused = await timed('fuse', () =>
    lexical.map((words, i) => fuseHybrid({ dense: dense[i] ?? [], lexical: words }, HYBRID_DEFAULTS).slice(0, k)),
  );
  const queries = set.queries.map((text, i) => ({
    id: `q${i}`,
    text,
    slices: [],
    grades: new Map([...(set.relevant[i] ?? [])].map(([row, grade]) => [`p${row}`, grade])),
  }));
  const runs = [dense, lexical.map(({ hits }) => hits), fused];
  const retrievers = runs.map((run, i): Retriever => {
    const found = run.map((hits) => hits.map(({ index: row, score }) => ({ passage_id: `p${row}`, score })));
    return { name: `run ${i}`, retrieve: async () => found };
  });
  await timed('measure, with intervals, 3 runs', () =>
    evaluateQueries({ queries, retrievers, measures, policies: DEFAULT_POLICIES, seed: 0 }),
  );
  return seconds;
}
