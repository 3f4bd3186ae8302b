/** The sample shop in three states, each judged by July's truth: what the harm of an old index is, and of a kept history. */
import { fileURLToPath } from 'node:url';
import type { CorpusView } from '../../src/corpus/view.js';
import { evaluateSuite } from '../../src/evals/evaluate.js';
import { openRetrievers } from '../../src/evals/retrieve/retriever.js';
import { loadSuite } from '../../src/evals/suite/suite.js';
import { SEARCH_KINDS } from '../../src/search/config.js';
import { openShopStates } from '../bench-negatives/shop.js';
import { type Figures, figuresOf, printTable } from './figures.js';

const SUITE = fileURLToPath(new URL('../../evals/mangaassist/suite.yaml', import.meta.url));
const MEASURES = ['nDCG@10', 'R@10', 'stale-hit@1', 'stale-hit@5', 'stale-hit@10', 'current-above-stale'] as const;

/** @throws Error where current passages alone return a stale one: then the filter is broken */
export async function shopStates(): Promise<Record<string, Figures>> {
  const { april, july, embedder, labels } = await openShopStates();
  const suite = await loadSuite(SUITE);
  const evaluated = async (view: CorpusView, suffix: string): Promise<[string, Figures][]> => {
    const open = openRetrievers({ view, embedder });
    const { evaluation } = await evaluateSuite({
      ...{ suite, view, labels, seed: 0 },
      truth: july,
      retrievers: SEARCH_KINDS.flatMap((kind) => open(`${kind}${suffix}`) ?? []),
      measures: MEASURES,
    });
    return Object.entries(evaluation.retrievers).map(([name, summary]) => [name, figuresOf(summary, MEASURES)]);
  };
  try {
    const states = [
      ["April's index", april, ''],
      ["July's, with history", july, ''],
      ["July's, current only", july, '-current'],
    ] as const;
    const rows: [string, Figures][] = [];
    for (const [state, view, suffix] of states) {
      for (const [name, figures] of await evaluated(view, suffix)) rows.push([`${state}: ${name}`, figures]);
    }
    printTable("sample shop, July's truth", Object.fromEntries(rows), MEASURES);
    for (const [name, figures] of rows.filter(([row]) => row.includes('current only'))) {
      if (figures['stale-hit@10']?.[0] !== 0) throw new Error(`${name} returns what is not current`);
    }
    return Object.fromEntries(rows);
  } finally {
    await embedder.close();
  }
}
