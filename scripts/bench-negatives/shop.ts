/** The sample shop after both refreshes, in a store of its own, mined with what `raft-corpus mine --suite` would use. */
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../src/config/load.js';
import { SILENT } from '../../src/core/progress.js';
import type { CorpusView } from '../../src/corpus/view.js';
import type { Embedder } from '../../src/embed/embedder.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import { indexView, type ViewIndex } from '../../src/verify/view-index.js';
import { statesOf } from '../bench-eval/states.js';

const SHOP = fileURLToPath(new URL('../../corpora/mangaassist', import.meta.url));
const SNAPSHOTS = [
  { snapshot: '2026-04', asOf: '2026-04-15' },
  { snapshot: '2026-07', asOf: '2026-07-15' },
] as const;

interface OpenShop {
  readonly embedder: Embedder;
  /** Names that a source's records give a field. */
  readonly labels: (source: string, field: string) => readonly string[];
}

/** The July view with vectors and facts, and the embedder that made it. Close the embedder. */
export async function openShop(): Promise<OpenShop & { readonly index: ViewIndex }> {
  const { july, ...shop } = await openShopStates();
  return { ...shop, index: indexView(july) };
}

/** What was indexed in April, and in July, as both look in July. Close the embedder. */
export async function openShopStates(): Promise<OpenShop & { readonly april: CorpusView; readonly july: CorpusView }> {
  const { labelNames } = await import('../../src/cli/corpus.js');
  const config = await loadConfig({ cwd: SHOP });
  const embedder = await openEmbedder(config.embedder, { root: config.root, progress: SILENT });
  const { sources, statements, root } = config;
  const { maxTokens } = config.passages;
  const [april, july] = await statesOf({ sources, statements, root, maxTokens, embedder, snapshots: SNAPSHOTS });
  if (april === undefined || july === undefined) throw new Error('a snapshot was not refreshed');
  return { april, july, embedder, labels: labelNames(config) };
}
