/** A state of the corpus in memory, with the model that made its vectors: what mining, building and evals start from. */
import { relative, resolve, sep } from 'node:path';
import type { LoadedConfig } from '../config/load.js';
import { checkEmbedder } from '../corpus/embedder-check.js';
import { checkSameModel } from '../corpus/same-model.js';
import { factSpecs } from '../corpus/sources/config-fields.js';
import { type CorpusView, loadView } from '../corpus/view.js';
import type { Embedder } from '../embed/embedder.js';
import type { FactLabels } from '../raft/questions/catalog/fact-intents.js';
import type { Store } from '../store/store.js';
import { indexView, type ViewIndex } from '../verify/view-index.js';
import type { CommonOptions, Run } from './command.js';
import { openConfiguredEmbedder, viewSelection, withStore } from './open.js';

export interface OpenCorpus {
  readonly config: LoadedConfig;
  readonly store: Store;
  readonly index: ViewIndex;
  readonly embedder: Embedder;
}

/**
 * Runs `work` on the selected state with vectors, documents and the embedder, and closes them.
 *
 * @param needs.vectors false: only words are looked at; vectors are not read, and the model, which may be hosted and cost
 *   money, is not opened: what asks it for a vector all the same fails
 * @throws RaftCorpusError when the configured embedder, or what its endpoint serves, is not what made the vectors
 */
export async function withCorpus<T>(
  run: Run<CommonOptions>,
  work: (corpus: OpenCorpus) => Promise<T>,
  needs: { readonly vectors: boolean } = { vectors: true },
): Promise<T> {
  const config = await run.config();
  const selection = await viewSelection(run);
  return withStore(config, async (store) => {
    run.progress.update('read the corpus', 0);
    const view = await loadView(store, { ...selection, vectors: needs.vectors, documents: true });
    if (!needs.vectors) return work({ config, store, index: indexView(view), embedder: unopened(view) });
    const embedder = await openConfiguredEmbedder(config, run);
    try {
      checkEmbedder(view.embedder, embedder, config.store);
      await checkSameModel({ rows: view.passages, vectors: view.vectors }, embedder, config.store);
      return await work({ config, store, index: indexView(view), embedder });
    } finally {
      await embedder.close();
    }
  });
}

/** Names the model of a view and makes no vector. */
function unopened({ embedder }: CorpusView): Embedder {
  const refuse = (): never => {
    throw new TypeError('the embedder was not opened: nothing that was asked for needs vectors');
  };
  return {
    ...embedder,
    maxTokens: Number.POSITIVE_INFINITY,
    embed: async () => refuse(),
    countTokens: refuse,
    stats: () => ({ texts: 0, truncated: 0, empty: 0 }),
    close: async () => {},
  };
}

/**
 * How the store names a dataset or suite: relative to the config's folder, so that it is one artifact from wherever, and
 * however, the user names it.
 */
export function registeredPath(config: LoadedConfig, { cwd, path }: { readonly cwd: string; readonly path: string }) {
  return relative(config.root, resolve(cwd, path)).replaceAll(sep, '/') || '.';
}

/** Labels of facts as the sources declare them. */
export function factLabels(config: LoadedConfig): FactLabels {
  return (sourceId, field) => {
    const source = config.sources.find((candidate) => candidate.id === sourceId);
    const label = factSpecs(source?.fields).find((spec) => spec.field === field)?.label;
    return typeof label === 'string' ? { en: label } : definedLabels(label);
  };
}

function definedLabels(label: { readonly en?: string | undefined; readonly ja?: string | undefined } | undefined) {
  if (label === undefined) return undefined;
  return { ...(label.en === undefined ? {} : { en: label.en }), ...(label.ja === undefined ? {} : { ja: label.ja }) };
}

/** Names under which a source's records show a field: its labels and its name. */
export function labelNames(config: LoadedConfig): (sourceId: string, field: string) => readonly string[] {
  const labels = factLabels(config);
  return (sourceId, field) => {
    const label = labels(sourceId, field);
    const words = field.replaceAll('_', ' ');
    return [label?.en, label?.ja, words, field].filter((name) => name !== undefined);
  };
}
