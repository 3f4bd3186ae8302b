/** Mining that is asked again and again: the corpus is checked and indexed once, whatever the number of batches. */
import { newCounts } from '../core/stage.js';
import { DEFAULT_MARGIN } from './calibrate.js';
import { checkCorpus, checkQueries } from './inputs.js';
import { mineBatch } from './mine-batch.js';
import { boundsOf, type Mining, openMining } from './mining.js';
import type { MiningOptions } from './options.js';
import { positivesByText } from './query-context.js';
import { resolveOptions } from './resolve-options.js';
import type { MinedRow, MiningQuery } from './types.js';

/** Options of all batches. The window must not depend on which queries a batch holds, so it is given. */
export type MinerOptions = Omit<MiningOptions, 'queries' | 'queryVectors' | 'embedder' | 'relativeMargin'> & {
  readonly rangeMax: number;
  readonly depth: number;
  /** As in {@link MiningOptions}; there is nothing to calibrate on before the queries are known. */
  readonly relativeMargin?: number | null;
};

export interface Miner {
  /**
   * Mines for a batch of queries.
   *
   * @param vectors row-major [queries.length × dims], in their order, L2-normalised
   * @returns one row per query, in their order: what each would get in any other batch, so long as no two share a text
   * @throws RaftCorpusError where `mineHardNegatives` does
   */
  mine(queries: readonly MiningQuery[], vectors: Float32Array): Promise<MinedRow[]>;
}

/** Opens a miner. @throws RaftCorpusError on contradictory options or a corpus that cannot be mined */
export function openMiner(options: MinerOptions): Miner {
  const resolved = resolveOptions({ ...options, queries: [] });
  const { corpus } = resolved;
  checkCorpus(corpus);
  const margin = options.relativeMargin === undefined ? DEFAULT_MARGIN : options.relativeMargin;
  const mining: Mining = { ...openMining(resolved, []), bounds: boundsOf(resolved, margin) };
  return {
    mine: async (queries, vectors) => {
      const checked = checkQueries({ ...resolved, queries, queryVectors: vectors }, newCounts('negatives'));
      return mineBatch({ queries: checked, vectors }, { ...mining, positivesByText: positivesByText(checked, corpus) });
    },
  };
}
