/** What readers of the corpus see: the passages of one refresh with the verdicts that hold at the as-of date. */
import { addMilliseconds } from 'date-fns';
import { compareText } from '../core/order.js';
import type { DocumentRow, PassageRow, SourceRow, Verdict } from '../store/rows.js';
import type { Store } from '../store/store.js';
import { chunksOf, idIn, integer, PREDICATE_IDS, stateAt } from '../store/versions.js';
import { parseDuration } from '../text/timestamps.js';
import { isOverdue, type Validity, verdictsAt } from './freshness/verdicts.js';
import { selectRefresh } from './state.js';

/** A stored passage with its effective verdict: `expired`, `pending` and `overdue` depend on the date. */
export interface ViewPassage extends Omit<PassageRow, 'verdict' | 'verdicts'> {
  /** null: current. */
  readonly verdict: Verdict | null;
  readonly verdicts: readonly Verdict[];
  /** Timestamp of the document version this passage spans. */
  readonly source_updated_at: string | null;
}

/** The corpus as of one tag. */
export interface CorpusView {
  readonly tag: string;
  /** ISO instant: the clock of the date-dependent verdicts. */
  readonly as_of: string;
  readonly embedder: { readonly fingerprint: string; readonly model: string; readonly dims: number };
  /** Sorted by passage_id. Current and stale ones; `verdict === null` is current. */
  readonly passages: readonly ViewPassage[];
  /** Row-major [passages.length × dims], L2-normalised; empty unless asked for. */
  readonly vectors: Float32Array;
  /**
   * Current document versions with text and facts, by `${doc_key}/${doc_hash}`; empty unless asked for. A stale
   * passage's version is among them only while its document still says the rest of it.
   */
  readonly documents: ReadonlyMap<string, DocumentRow>;
}

export interface ViewOptions {
  /** ISO instant: selects the refresh (unless `tag` does) and is the clock of verdicts. */
  readonly asOf: string;
  readonly tag?: string;
  readonly vectors?: boolean;
  readonly documents?: boolean;
}

/** What {@link streamView} takes. */
export interface StreamOptions extends Omit<ViewOptions, 'documents'> {
  /** By passage_id from the first batch to the last; without it, in an order that compaction changes. */
  readonly sorted?: boolean;
}

/** One batch of a streamed view. */
export interface ViewBatch {
  readonly passages: readonly ViewPassage[];
  /** Row-major [passages.length × dims] when asked for. */
  readonly vectors: Float32Array;
}

/** Reads a whole view into memory: about 2 KB a passage plus 4 bytes a dimension. */
export async function loadView(store: Store, options: ViewOptions): Promise<CorpusView> {
  const { refresh, batches } = await streamView(store, options);
  const loaded: ViewBatch[] = [];
  for await (const batch of batches) loaded.push(batch);
  const { dims } = refresh;
  const { passages, vectors } = inOrder(loaded, options.vectors ? dims : 0);
  const documents = new Map<string, DocumentRow>();
  if (options.documents) {
    for await (const { rows } of store.documents.scan({ where: stateAt(refresh.n) })) {
      for (const row of rows) documents.set(`${row.doc_key}/${row.doc_hash}`, row);
    }
  }
  return {
    tag: refresh.tag,
    as_of: options.asOf,
    embedder: { fingerprint: refresh.embedder, model: refresh.model, dims },
    passages,
    vectors,
    documents,
  };
}

/** Batches as one, by passage_id; `dims` 0 leaves the vectors out. */
function inOrder(batches: readonly ViewBatch[], dims: number): ViewBatch {
  const found = batches.flatMap(({ passages, vectors }) =>
    passages.map((passage, row) => ({ passage, vector: vectors.subarray(row * dims, (row + 1) * dims) })),
  );
  found.sort((a, b) => compareText(a.passage.passage_id, b.passage.passage_id));
  const vectors = new Float32Array(found.length * dims);
  for (const [i, { vector }] of found.entries()) vectors.set(vector, i * dims);
  return { passages: found.map(({ passage }) => passage), vectors };
}

/** A view batch by batch, for corpora that need not be in memory at once. */
export async function streamView(
  store: Store,
  options: StreamOptions,
): Promise<{ refresh: Awaited<ReturnType<typeof selectRefresh>>; batches: AsyncGenerator<ViewBatch> }> {
  const refresh = await selectRefresh(store, options);
  const passages = await store.passages(refresh.generation);
  const context = await verdictContext(store, { n: refresh.n, asOf: options.asOf });
  const { sorted = false, vectors = false } = options;
  async function* scan(where: string): AsyncGenerator<ViewBatch> {
    for await (const batch of passages?.scan({ where, vectors }) ?? []) {
      yield { passages: batch.rows.map((row) => context.view(row)), vectors: batch.vectors };
    }
  }
  async function* inChunks(): AsyncGenerator<ViewBatch> {
    const rows = (await passages?.rows({ where: stateAt(refresh.n), columns: ['passage_id'] })) ?? [];
    const ids = rows.map(({ passage_id }) => passage_id).sort(compareText);
    for (const chunk of chunksOf(ids, PREDICATE_IDS)) {
      const found: ViewBatch[] = [];
      for await (const batch of scan(`${idIn('passage_id', chunk)} AND ${stateAt(refresh.n)}`)) found.push(batch);
      yield inOrder(found, vectors ? refresh.dims : 0);
    }
  }
  return { refresh, batches: sorted ? inChunks() : scan(stateAt(refresh.n)) };
}

/** Turns stored rows into viewed ones; holds timestamps and validity of documents, and which sources are overdue. */
export interface VerdictContext {
  view(row: PassageRow): ViewPassage;
}

/** Reads what verdicts at `asOf` depend on, for the state after refresh `n`. */
export async function verdictContext(
  store: Store,
  at: { readonly n: number; readonly asOf: string },
): Promise<VerdictContext> {
  const sources = await store.sources.rows({ where: stateAt(at.n) });
  const overdue = new Map(sources.filter((source) => isOverdue(source, at.asOf)).map((s) => [s.source_id, s]));
  // A version may have several rows: its timestamp changed, its text did not. The newest one says what it ended with.
  const timestamps = new Map<string, { readonly added_in: number; readonly source_updated_at: string | null }>();
  const validity = new Map<string, Validity>();
  const columns = [
    'doc_key',
    'doc_hash',
    'source_updated_at',
    'valid_from',
    'valid_to',
    'added_in',
    'retired_in',
  ] as const;
  for await (const { rows } of store.documents.scan({ where: `added_in <= ${integer(at.n)}`, columns })) {
    for (const row of rows) {
      const current = row.retired_in === null || row.retired_in > at.n;
      const key = `${row.doc_key}/${row.doc_hash}`;
      const { added_in, source_updated_at } = row;
      if (added_in > (timestamps.get(key)?.added_in ?? 0)) timestamps.set(key, { added_in, source_updated_at });
      if (current && (row.valid_from !== null || row.valid_to !== null)) validity.set(row.doc_key, row);
    }
  }
  return {
    view: (row) => {
      const dates = validity.get(row.doc_key);
      const source = overdue.get(row.source_id);
      const verdicts = verdictsAt({
        stored: row.verdicts,
        validity: dates,
        overdue: source !== undefined,
        asOf: at.asOf,
      });
      const [verdict] = verdicts;
      return {
        ...row,
        verdict: verdict ?? null,
        verdicts,
        severity: row.severity ?? (verdict ? 'material' : null),
        stale_since: row.stale_since ?? sinceByDate(verdict, dates, source),
        source_updated_at: timestamps.get(`${row.doc_key}/${row.doc_hash}`)?.source_updated_at ?? null,
        // A later refresh may have ended it; this state replays as it was before.
        retired_in: null,
      };
    },
  };
}

/** Since when a verdict of the calendar holds; a passage that is yet to come in force has no such date. */
function sinceByDate(
  verdict: Verdict | undefined,
  dates: Validity | undefined,
  source: SourceRow | undefined,
): string | null {
  if (verdict === 'expired') return dates?.valid_to ?? null;
  if (verdict !== 'overdue' || !source?.last_verified_at || !source.max_age) return null;
  return addMilliseconds(source.last_verified_at, parseDuration(source.max_age)).toISOString();
}
