/** From the config to open things: the model, the store, a view of the corpus. */
import { join } from 'node:path';
import type { LoadedConfig } from '../config/load.js';
import type { Embedder } from '../embed/embedder.js';
import { openEmbedder } from '../embed/open-embedder.js';
import type { Reranker } from '../embed/reranker.js';
import { openStore, type Store } from '../store/store.js';
import type { CommonOptions, Run } from './command.js';

/** Opens the configured embedder; hub models are cached in the user's cache folder, else beside the config. */
export async function openConfiguredEmbedder(config: LoadedConfig, run: Run<CommonOptions>): Promise<Embedder> {
  return openEmbedder(config.embedder, modelContext(config, run));
}

/** Opens the configured cross-encoder; undefined when the config names none. */
export async function openConfiguredReranker(
  config: LoadedConfig,
  run: Run<CommonOptions>,
): Promise<Reranker | undefined> {
  if (config.reranker === undefined) return undefined;
  const { openReranker } = await import('../embed/open-reranker.js');
  return openReranker(config.reranker, modelContext(config, run));
}

function modelContext(config: LoadedConfig, run: Run<CommonOptions>) {
  const { env } = run.io;
  const cache = env.XDG_CACHE_HOME ?? (env.HOME ? join(env.HOME, '.cache') : undefined);
  return {
    root: config.root,
    progress: run.progress,
    ...(cache === undefined ? {} : { cacheDir: join(cache, 'raft-corpus') }),
  };
}

/** Runs `work` on the configured store and closes it. */
export async function withStore<T>(config: LoadedConfig, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(config.store);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** What selects a state of the corpus: `--as-of` and `--tag`. */
export async function viewSelection(run: Run<CommonOptions>): Promise<{ asOf: string; tag?: string }> {
  const asOf = await run.asOf('end');
  return run.options.tag === undefined ? { asOf } : { asOf, tag: run.options.tag };
}
