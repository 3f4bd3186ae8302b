/** What embedding the corpus anew takes: how many texts, how much of it is done, and how large it becomes. */
import type { Embedder } from '../../embed/embedder.js';
import type { PassageRow } from '../../store/rows.js';
import type { Store } from '../../store/store.js';
import { integer } from '../../store/versions.js';
import { embedText } from '../passages/identity.js';
import type { CompletedRefresh } from '../state.js';
import type { RefreshPlan } from './plan.js';
import { keyedFor, prefixOf } from './vectors.js';

/** Which embedder: its model as the user names it, its fingerprint, and the length of its vectors. */
export interface EmbedderSummary {
  readonly model: string;
  readonly fingerprint: string;
  readonly dims: number;
}

/** A re-embedding in figures; the shape is part of `refresh --json`. */
export interface ReembedReport {
  readonly from: EmbedderSummary;
  readonly to: EmbedderSummary;
  /** Versions of passages that get a new vector: those of every refresh that can be replayed. */
  readonly rows: number;
  /** Distinct texts among them and what the refresh adds; each goes through the model once. */
  readonly texts: number;
  /** Of those, what an interrupted run has embedded already. */
  readonly already_embedded: number;
  /** UTF-16 units of the texts that are left. */
  readonly characters: number;
  /** Tokens of those, estimated from a sample. */
  readonly tokens: number;
  /** Bytes that the new table is expected to take, and what the old one takes until it is dropped. */
  readonly expected_bytes: number;
  readonly replaced_bytes: number;
}

/** … and what is left to embed of each source. */
export interface ReembedPreview {
  readonly report: ReembedReport;
  readonly bySource: ReadonlyMap<string, number>;
}

export interface PreviewInput {
  readonly store: Store;
  readonly last: CompletedRefresh;
  readonly plan: RefreshPlan;
  readonly embedder: Embedder;
}

/** Reads all texts once; holds 48 bits of each distinct one. */
export async function previewReembedding(input: PreviewInput): Promise<ReembedPreview | null> {
  const { store, last, plan, embedder } = input;
  const from = await store.passages(last.generation);
  if (from === null) return null;
  const done = await embeddedKeys(store, last.generation + 1, embedder);
  const tally = createTally(done, embedder);
  const kept = `added_in <= ${integer(last.n)}`;
  const columns = ['source_id', 'title', 'heading_path', 'text', 'embedder', 'embed_key'] as const;
  for await (const { rows } of from.scan({ where: kept, columns })) for (const row of rows) tally.add(row);
  for await (const row of plan.writes.read()) tally.add(row);
  const rows = await from.count(kept);
  const size = await from.bytes();
  const others = Math.max(0, size.bytes - size.rows * last.dims * FLOAT) / Math.max(1, size.rows);
  return {
    report: {
      from: { model: last.model, fingerprint: last.embedder, dims: last.dims },
      to: { model: embedder.model, fingerprint: embedder.fingerprint, dims: embedder.dims },
      rows,
      ...tally.figures(),
      expected_bytes: Math.round((rows + plan.writes.length) * (others + embedder.dims * FLOAT)),
      replaced_bytes: size.bytes,
    },
    bySource: tally.bySource,
  };
}

/** Bytes of one number of a vector. */
const FLOAT = 4;

async function embeddedKeys(store: Store, generation: number, { dims, fingerprint }: Embedder): Promise<Set<number>> {
  const keys = new Set<number>();
  const unfinished = (await store.generations()).includes(generation) ? await store.passages(generation) : null;
  if (unfinished?.dims !== dims) return keys;
  for await (const { rows } of unfinished.scan({ columns: ['embed_key', 'embedder'] })) {
    for (const row of rows) if (row.embedder === fingerprint) keys.add(prefixOf(row.embed_key));
  }
  return keys;
}

type Keyed = Pick<PassageRow, 'source_id' | 'title' | 'heading_path' | 'text' | 'embedder' | 'embed_key'>;

/** Texts whose tokens are counted: the first, and then one of this many. */
const SAMPLE_FIRST = 500;
const SAMPLE_EVERY = 64;

function createTally(done: ReadonlySet<number>, embedder: Embedder) {
  const seen = new Set<number>();
  const bySource = new Map<string, number>();
  const sample = { characters: 0, tokens: 0 };
  let [already, characters] = [0, 0];
  return {
    bySource,
    add: (row: Keyed): void => {
      const key = prefixOf(keyedFor(row, embedder).embed_key);
      if (seen.has(key)) return;
      seen.add(key);
      if (done.has(key)) {
        already += 1;
        return;
      }
      bySource.set(row.source_id, (bySource.get(row.source_id) ?? 0) + 1);
      const text = embedText({ title: row.title, headingPath: row.heading_path, text: row.text });
      characters += text.length;
      if (seen.size > SAMPLE_FIRST && key % SAMPLE_EVERY !== 0) return;
      sample.characters += text.length;
      sample.tokens += embedder.countTokens(text);
    },
    figures: () => ({
      texts: seen.size,
      already_embedded: already,
      characters,
      tokens: Math.round((sample.tokens * characters) / Math.max(1, sample.characters)),
    }),
  };
}
