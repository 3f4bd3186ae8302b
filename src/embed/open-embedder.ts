/** From the `embedder:` section to an {@link Embedder}. */
import type { Progress } from '../core/progress.js';
import type { EmbedderConfig } from './config.js';
import { openTransformersEmbedder, type TransformersEmbedder } from './transformers.js';

/** What the configuration cannot know. */
export interface OpenEmbedderContext {
  /** Folder of the config file: a model folder is relative to it. */
  readonly root: string;
  /** Folder that holds `bundled/`; default: this package's own `models/`. */
  readonly modelsDir?: string | undefined;
  /** Where hub models are kept; default `.raft-corpus/models` below `root`. */
  readonly cacheDir?: string | undefined;
  readonly progress: Progress;
}

/**
 * Opens the configured embedder.
 * @throws RaftCorpusError when the model is missing, damaged, or cannot be downloaded
 */
export async function openEmbedder(
  config: EmbedderConfig,
  context: OpenEmbedderContext,
): Promise<TransformersEmbedder> {
  return openTransformersEmbedder({ ...config, ...context });
}
