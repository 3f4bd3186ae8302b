/** Which retrievers a suite is evaluated with when nobody names any. */
import { retrieverNames } from '../retrieve/retriever.js';

/**
 * Those that the suite lists, else the configured one with stale passages and without (and what a cross-encoder makes of
 * the latter); those that gates name are added. A gate on a name that is no retriever adds none: it stays unmeasured, and so fails.
 */
export function suiteRetrievers(
  suite: { readonly retrievers: readonly string[]; readonly gates: readonly { readonly retriever: string }[] },
  { retriever, reranking }: { readonly retriever: string; readonly reranking: boolean },
): readonly string[] {
  const standard = [retriever, `${retriever}-current`, ...(reranking ? [`${retriever}-current-reranked`] : [])];
  const known = retrieverNames(reranking);
  const gated = suite.gates.map((gate) => gate.retriever).filter((name) => known.includes(name));
  return [...new Set([...(suite.retrievers.length > 0 ? suite.retrievers : standard), ...gated])];
}
