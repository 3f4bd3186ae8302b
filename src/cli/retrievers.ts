/** Which retrievers a command asks: those it names, checked, with the configured models behind them. */
import type { LoadedConfig } from '../config/load.js';
import { RaftCorpusError } from '../core/errors.js';
import { openRetrievers, type Retriever, type RetrieverContext, retrieverNames } from '../evals/retrieve/retriever.js';
import type { CommonOptions, Run } from './command.js';
import type { OpenCorpus } from './corpus.js';
import { openConfiguredReranker } from './open.js';
import { choice } from './options.js';

/**
 * Runs `work` with a way to get retrievers of the open corpus by name, as `option` gave them, and closes the configured
 * cross-encoder, which is opened only when `needsReranker` says so.
 *
 * @throws RaftCorpusError from the given function as {@link checkRetrievers}
 */
export async function withRetrievers<T>(
  run: Run<CommonOptions>,
  corpus: OpenCorpus & { readonly names: readonly string[]; readonly allowed?: RetrieverContext['allowed'] },
  work: (retriever: (name: string, option: string) => Retriever) => Promise<T>,
): Promise<T> {
  const { config, embedder, index, names, allowed } = corpus;
  const model = names.some((name) => name.endsWith('-reranked'))
    ? await openConfiguredReranker(config, run)
    : undefined;
  try {
    const depth = config.reranker?.depth;
    const open = openRetrievers({
      view: index.view,
      embedder,
      search: config.search,
      ...(model && depth ? { reranker: { model, depth } } : {}),
      ...(allowed ? { allowed } : {}),
    });
    return await work((name, option) => {
      checkRetrievers([name], option, config);
      const retriever = open(name);
      if (retriever === undefined) throw new TypeError(`${name} is not among the names that were given`);
      return retriever;
    });
  } finally {
    await model?.close();
  }
}

/** Whether any of the retrievers compares vectors; `lexical` and what reranks it do not. */
export function needsVectors(names: readonly string[]): boolean {
  return names.some((name) => !name.startsWith('lexical'));
}

/**
 * Refuses names before any work is done for them.
 *
 * @param option what the user gave them with, for the message
 * @throws RaftCorpusError for a name that is none, or one that needs a cross-encoder where none is configured
 */
export function checkRetrievers(names: readonly string[], option: string, config: LoadedConfig): void {
  for (const name of names) {
    choice(option, name, retrieverNames(true));
    if (!name.endsWith('-reranked') || config.reranker !== undefined) continue;
    throw new RaftCorpusError(`${option} ${name} needs a cross-encoder`, {
      where: config.file,
      fix: 'Name one: reranker: { model: FOLDER_OR_HUB_NAME }.',
    });
  }
}
