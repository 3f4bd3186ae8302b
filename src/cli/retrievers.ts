/** Which retrievers a command asks: those it names, checked, with the configured models behind them. */
import { RaftCorpusError } from '../core/errors.js';
import { openRetrievers, type Retriever, type RetrieverContext, retrieverNames } from '../evals/retriever.js';
import type { CommonOptions, Run } from './command.js';
import type { OpenCorpus } from './corpus.js';
import { openConfiguredReranker } from './open.js';
import { choice } from './options.js';

/**
 * Runs `work` with a way to get retrievers of the open corpus by name, as `option` gave them, and closes the configured
 * cross-encoder, which is opened only when `needsReranker` says so.
 *
 * @throws RaftCorpusError from the given function for an unknown name, with the known ones
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
      const retriever = open(name);
      if (retriever !== undefined) return retriever;
      if (name.endsWith('-reranked') && retrieverNames(true).includes(name)) {
        throw new RaftCorpusError(`${option} ${name} needs a cross-encoder`, {
          where: config.file,
          fix: 'Name one: reranker: { model: FOLDER_OR_HUB_NAME }.',
        });
      }
      throw unknownRetriever(name, option);
    });
  } finally {
    await model?.close();
  }
}

function unknownRetriever(name: string, option: string): unknown {
  try {
    return choice(option, name, retrieverNames(true));
  } catch (error) {
    return error;
  }
}
