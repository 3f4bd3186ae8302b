/** The sample shop's suite: every retriever, with stale passages in the index and without. */
import { evaluateSuite } from '../../src/evals/evaluate.js';
import { openRetrievers, retrieverNames } from '../../src/evals/retrieve/retriever.js';
import { loadSuite } from '../../src/evals/suite/suite.js';
import { openShop } from '../bench-negatives/shop.js';

/** nDCG@10 by retriever. */
export async function shopTable(suiteFile: string): Promise<Readonly<Record<string, number>>> {
  const { index, embedder, labels } = await openShop();
  try {
    const open = openRetrievers({ view: index.view, embedder });
    const retrievers = retrieverNames(false).flatMap((name) => open(name) ?? []);
    const suite = await loadSuite(suiteFile);
    const { evaluation: report } = await evaluateSuite({ suite, view: index.view, retrievers, seed: 0, labels });
    return Object.fromEntries(
      Object.entries(report.retrievers).map(([name, summary]) => [name, summary.mean['nDCG@10'] ?? Number.NaN]),
    );
  } finally {
    await embedder.close();
  }
}
