/** From the config to open things: the model, the store, a view of the corpus. */
import { join } from 'node:path';
import type { LoadedConfig } from '../config/load.js';
import { RaftCorpusError } from '../core/errors.js';
import type { Progress } from '../core/progress.js';
import { embedderSchema, isEndpoint } from '../embed/config.js';
import type { Embedder } from '../embed/embedder.js';
import { openEmbedder } from '../embed/open-embedder.js';
import type { Reranker } from '../embed/reranker.js';
import { openStore, type Store } from '../store/store.js';
import type { CommonOptions, Run } from './command.js';
import { processNetwork } from './network.js';

/**
 * Opens the configured embedder; hub models are cached in the user's cache folder, else beside the config. The key of an
 * endpoint is read here, and goes on as an argument. On closing, it warns of texts that the model could not read whole.
 * @throws RaftCorpusError when the model is not to be had, or the variable that the config names for the key is not set
 */
export async function openConfiguredEmbedder(config: LoadedConfig, run: Run<CommonOptions>): Promise<Embedder> {
  const { embedder } = config;
  const offline = run.options.offline === true;
  if (!isEndpoint(embedder)) {
    const settings = { ...embedder, offline: embedder.offline || offline };
    return warningOfCuts(await openEmbedder(settings, modelContext(config, run)), run.progress);
  }
  if (offline && !isLoopback(embedder.endpoint)) {
    throw new RaftCorpusError('the embedder is an endpoint on another machine, and --offline is given', {
      where: `embedder.endpoint in ${config.file}`,
      fix: 'Leave --offline away, or use an embedder on this machine: `model: bundled` is always there.',
    });
  }
  const apiKey = run.io.env[embedder.apiKeyEnv];
  if (embedder.apiKeyRequired && !apiKey?.trim()) {
    throw new RaftCorpusError(`the environment variable ${embedder.apiKeyEnv} is not set`, {
      where: `embedder.apiKeyEnv in ${config.file}`,
      fix: 'Set it to the key of the endpoint, or take apiKeyEnv out where the server needs none.',
    });
  }
  const context = { ...modelContext(config, run), apiKey, network: processNetwork(run.io) };
  return warningOfCuts(await openEmbedder(embedder, context), run.progress);
}

/** Opens the bundled embedder, for what has no config; warns as {@link openConfiguredEmbedder} does. */
export async function openBundledEmbedder({ io, progress }: Run<CommonOptions>): Promise<Embedder> {
  return warningOfCuts(await openEmbedder(embedderSchema.parse({}), { root: io.cwd, progress }), progress);
}

/** Opens the configured cross-encoder; undefined when the config names none. */
export async function openConfiguredReranker(
  config: LoadedConfig,
  run: Run<CommonOptions>,
): Promise<Reranker | undefined> {
  const { reranker } = config;
  if (reranker === undefined) return undefined;
  const { openReranker } = await import('../embed/reranker/open-reranker.js');
  const settings = { ...reranker, offline: reranker.offline || run.options.offline === true };
  const opened = await openReranker(settings, modelContext(config, run));
  return {
    ...opened,
    close: async () => {
      const { pairs, truncated } = opened.stats();
      warnOfCuts({ model: opened, what: 'pairs', all: pairs, truncated }, run.progress);
      await opened.close();
    },
  };
}

function modelContext(config: LoadedConfig, run: Run<CommonOptions>) {
  const { env } = run.io;
  const cache = env.XDG_CACHE_HOME ?? (env.HOME ? join(env.HOME, '.cache') : undefined);
  return {
    root: config.root,
    progress: run.progress,
    // A mirror of the hub, named as Hugging Face's own tools name it.
    hubUrl: env.HF_ENDPOINT?.replace(/\/+$/, '') || undefined,
    ...(cache === undefined ? {} : { cacheDir: join(cache, 'raft-corpus') }),
  };
}

function isLoopback(address: string): boolean {
  return /^(localhost|127\..*|\[::1\])$/.test(new URL(address).hostname);
}

/** What is cut off is in no vector, and a user who is not told will not find it. */
function warningOfCuts(embedder: Embedder, progress: Progress): Embedder {
  return {
    ...embedder,
    close: async () => {
      const { texts, truncated } = embedder.stats();
      warnOfCuts({ model: embedder, what: 'texts', all: texts, truncated }, progress);
      await embedder.close();
    },
  };
}

interface Cuts {
  readonly model: { readonly model: string; readonly maxTokens: number };
  readonly what: 'texts' | 'pairs';
  readonly all: number;
  readonly truncated: number;
}

function warnOfCuts({ model, what, all, truncated }: Cuts, progress: Progress): void {
  if (truncated === 0) return;
  progress.warn(
    `${truncated} of ${all} ${what} were longer than the ${model.maxTokens} tokens that ${model.model} reads; what is beyond them was left out`,
  );
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
