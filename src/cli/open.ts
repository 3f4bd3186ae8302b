/** From the config to open things: the model, the store, a view of the corpus. */
import { join } from 'node:path';
import type { LoadedConfig } from '../config/load.js';
import { RaftCorpusError } from '../core/errors.js';
import { isEndpoint } from '../embed/config.js';
import type { Embedder } from '../embed/embedder.js';
import { openEmbedder } from '../embed/open-embedder.js';
import type { Reranker } from '../embed/reranker.js';
import { openStore, type Store } from '../store/store.js';
import type { CommonOptions, Run } from './command.js';
import { processNetwork } from './network.js';

/**
 * Opens the configured embedder; hub models are cached in the user's cache folder, else beside the config. The key of an
 * endpoint is read here, and goes on as an argument.
 * @throws RaftCorpusError when the model is not to be had, or the variable that the config names for the key is not set
 */
export async function openConfiguredEmbedder(config: LoadedConfig, run: Run<CommonOptions>): Promise<Embedder> {
  const { embedder } = config;
  if (!isEndpoint(embedder)) return openEmbedder(embedder, modelContext(config, run));
  const apiKey = run.io.env[embedder.apiKeyEnv];
  if (embedder.apiKeyRequired && !apiKey?.trim()) {
    throw new RaftCorpusError(`the environment variable ${embedder.apiKeyEnv} is not set`, {
      where: `embedder.apiKeyEnv in ${config.file}`,
      fix: 'Set it to the key of the endpoint, or take apiKeyEnv out where the server needs none.',
    });
  }
  return openEmbedder(embedder, { ...modelContext(config, run), apiKey, network: processNetwork(run.io) });
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
