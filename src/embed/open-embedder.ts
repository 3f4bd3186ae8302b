/** From the `embedder:` section to an {@link Embedder}. */
import type { Progress } from '../core/progress.js';
import type { Network } from '../endpoint/transport.js';
import { type EmbedderConfig, isEndpoint } from './config.js';
import type { Embedder } from './embedder.js';

/** What the configuration cannot know. */
export interface OpenEmbedderContext {
  /** Folder of the config file: a model folder is relative to it. */
  readonly root: string;
  /** Folder that holds `bundled/`; default: this package's own `models/`. */
  readonly modelsDir?: string | undefined;
  /** Where hub models are kept; default `.raft-corpus/models` below `root`. */
  readonly cacheDir?: string | undefined;
  /** Base address of the model hub, where it is not huggingface.co. */
  readonly hubUrl?: string | undefined;
  /** For an endpoint: the value of the environment variable that the config names. */
  readonly apiKey?: string | undefined;
  /** For an endpoint, which cannot do without: how to reach it. */
  readonly network?: Network | undefined;
  /** Stops an endpoint's requests at once. */
  readonly signal?: AbortSignal | undefined;
  readonly progress: Progress;
}

/**
 * Opens the configured embedder; what the other kind needs is not loaded.
 * @throws RaftCorpusError when the model is missing, damaged, or cannot be downloaded, or the endpoint does not answer
 */
export async function openEmbedder(config: EmbedderConfig, context: OpenEmbedderContext): Promise<Embedder> {
  if (!isEndpoint(config)) {
    const { openTransformersEmbedder } = await import('./transformers/open-transformers.js');
    return openTransformersEmbedder({ ...config, ...context });
  }
  const { network } = context;
  if (network === undefined) throw new TypeError('openEmbedder: an endpoint needs context.network');
  const { openEndpointEmbedder } = await import('./endpoint/open-endpoint.js');
  return openEndpointEmbedder({ ...config, ...context, network });
}
