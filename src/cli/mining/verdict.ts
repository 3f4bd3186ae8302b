/** The verdict on what was mined, from a sample of the rows as they go by: cheap, and no model is asked. */
import { assessPools } from '../../evals/hardness/pools/assess.js';
import { lookupOf, PoolGatherer } from '../../evals/hardness/pools/read/gather.js';
import type { HardnessReport } from '../../evals/hardness/report.js';
import type { MiningCorpus } from '../../negatives/corpus.js';
import type { MinedRow } from '../../negatives/types.js';

/** Questions that are judged; enough for the verdict, see `least-pools.ts`. */
const SAMPLE = 150;
/** Passages that stand for the corpus. */
const BACKGROUND = 2000;

/** What a mining run says of its own hardness. */
export type MiningVerdict = Pick<HardnessReport, 'verdict' | 'reasons' | 'next' | 'queries'>;

/** Gathers rows, and judges them in the end. */
export class VerdictBuilder {
  private readonly gatherer: PoolGatherer;

  constructor(
    private readonly corpus: MiningCorpus,
    /** Fingerprint of the embedder; null: vectors of a file. */
    private readonly minedBy: readonly string[] | null,
    private readonly seed: number | string,
  ) {
    this.gatherer = new PoolGatherer({ lookup: lookupOf(corpus), sample: SAMPLE, seed });
  }

  add({ query_id, query, positives, negatives }: MinedRow): void {
    const texts = [
      ...positives.map(({ passage_id: id, score }) => ({ id, score, relevant: true })),
      ...negatives.map(({ passage_id: id, score, origin }) => ({ id, score, origin, relevant: false })),
    ];
    this.gatherer.add({ shape: 'mined', queryId: query_id, query, texts }, query_id);
  }

  async build(): Promise<MiningVerdict> {
    const { corpus, minedBy: mined_by, seed } = this;
    const set = { name: 'mined', pools: this.gatherer.pools(), ordered: false, mined_by };
    const { verdict, reasons, next, queries } = await assessPools({ set, corpus, background: BACKGROUND, seed });
    return { verdict, reasons, next, queries };
  }
}
