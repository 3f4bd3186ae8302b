/** The passages of a state as a search scans them: ids and vectors, filtered, never the texts. */
import type { PassageBatch } from '../search/dense/scan.js';
import type { Store } from '../store/store.js';
import { stateAt } from '../store/versions.js';
import { selectRefresh } from './state.js';
import { type ViewPassage, verdictContext } from './view.js';

/** What a filter sees of a passage. */
export type ScannedPassage = Pick<
  ViewPassage,
  'passage_id' | 'doc_id' | 'source_id' | 'kind' | 'lang' | 'spoiler' | 'verdict'
>;

/** What {@link openPassageScan} takes. */
export interface PassageScanOptions {
  /** ISO instant: selects the refresh (unless `tag` does) and is the clock of verdicts. */
  readonly asOf: string;
  readonly tag?: string;
  /** Only passages that are current at `asOf`; stored staleness is then never read from the store at all. */
  readonly current?: boolean;
  /** Only passages for which it is true. */
  readonly keep?: (passage: ScannedPassage) => boolean;
}

/** A selection that can be scanned again and again, as {@link searchScan} asks. */
export interface PassageScan {
  readonly dims: number;
  readonly scan: () => AsyncGenerator<PassageBatch>;
}

/** Columns that filters and verdicts look at. */
const COLUMNS = [
  'passage_id',
  'doc_key',
  'doc_id',
  'doc_hash',
  'source_id',
  'kind',
  'lang',
  'spoiler',
  'verdict',
  'verdicts',
] as const;

/** @throws RaftCorpusError where there is no such refresh, and as scans of the store do */
export async function openPassageScan(store: Store, options: PassageScanOptions): Promise<PassageScan> {
  const { current = false, keep = () => true } = options;
  const refresh = await selectRefresh(store, options);
  const { dims } = refresh;
  const passages = await store.passages(refresh.generation);
  const context = await verdictContext(store, { n: refresh.n, asOf: options.asOf });
  const where = current ? `${stateAt(refresh.n)} AND verdict IS NULL` : stateAt(refresh.n);
  return {
    dims,
    scan: async function* () {
      for await (const { rows, vectors } of passages?.scan({ where, columns: COLUMNS, vectors: true }) ?? []) {
        const kept: number[] = [];
        for (const [i, row] of rows.entries()) {
          const passage = context.view(row);
          if ((!current || passage.verdict === null) && keep(passage)) kept.push(i);
        }
        const ids = kept.map((i) => rows[i]?.passage_id ?? '');
        yield { ids, vectors: kept.length === rows.length ? vectors : gathered(vectors, kept, dims) };
      }
    },
  };
}

function gathered(vectors: Float32Array, rows: readonly number[], dims: number): Float32Array {
  const out = new Float32Array(rows.length * dims);
  for (const [i, row] of rows.entries()) out.set(vectors.subarray(row * dims, (row + 1) * dims), i * dims);
  return out;
}
