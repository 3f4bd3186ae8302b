/** From what the user named as model to a folder that holds it. */
import { stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RaftCorpusError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import type { Progress } from '../../core/progress.js';
import { fetchHubModel } from './hub-model.js';
import { parseHubName } from './hub-name.js';

/** Where to look for a model. */
export interface LocateOptions {
  /** The config key that names the model, for errors: `embedder.model`. */
  readonly key: string;
  /** `bundled`, a folder, or a hub name `owner/name`, with `@revision` where one is wanted. */
  readonly model: string;
  /** Folder against which a relative model folder is resolved: that of the config file. */
  readonly root: string;
  /** Folder that holds `bundled/`. */
  readonly modelsDir: string;
  /** Where hub models are kept. */
  readonly cacheDir: string;
  readonly quantized: boolean;
  readonly offline: boolean;
  readonly progress: Progress;
  /** Base address of the hub; a mirror, or a test's own server. */
  readonly hubUrl?: string | undefined;
}

/** `models/` of this package, from `dist/` as well as from `src/`. */
export function bundledModelsDir(): string {
  return fileURLToPath(new URL('../../../models', import.meta.url));
}

/**
 * The folder of a model; a hub model is downloaded first when it is not in the cache.
 * @throws RaftCorpusError when there is no such folder, the name is no hub name, or the hub cannot be reached
 */
export async function locateModel(options: LocateOptions): Promise<string> {
  const { model, root, modelsDir } = options;
  if (model === 'bundled') return join(modelsDir, 'bundled');
  const folder = resolve(root, model);
  if (await isFolder(folder)) return folder;
  const looksLikePath =
    isAbsolute(model) || model.startsWith('.') || model.includes('\\') || model.split('/').length > 2;
  const name = looksLikePath || isBundledMistyped(options) ? undefined : parseHubName(model);
  if (name === undefined) {
    throw new RaftCorpusError(
      `there is no model folder "${model}"${isBundledMistyped(options) ? '; did you mean "bundled"?' : ''}`,
      {
        where: `${options.key} (looked in ${folder})`,
        fix: `Give a folder in Hugging Face layout or a hub name such as ${EXAMPLES[options.key] ?? 'owner/name'}.`,
      },
    );
  }
  return fetchHubModel({ ...options, name });
}

/** Hub names for messages, by the config key that would hold them. */
const EXAMPLES: Readonly<Record<string, string>> = {
  'embedder.model': 'Xenova/multilingual-e5-small; `bundled` is always there',
  'reranker.model': 'Xenova/bge-reranker-base',
};

/** One word that is nearly `bundled` is no model of a hub, and asking one for it would only puzzle. */
function isBundledMistyped({ key, model }: LocateOptions): boolean {
  return key === 'embedder.model' && nearest(model, ['bundled']) !== undefined;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
