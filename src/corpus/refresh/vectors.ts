/** Vectors for rows of one table: from a row that has the same embed_key already, else from the model. */
import { RaftCorpusError } from '../../core/errors.js';
import type { Embedder } from '../../embed/embedder.js';
import type { PassageRow } from '../../store/rows.js';
import type { StoreTable } from '../../store/table.js';
import { chunksOf, idIn, PREDICATE_IDS } from '../../store/versions.js';
import { embedKey, embedText } from '../passages/identity.js';
import { checkSameModelAs } from '../same-model.js';

/** What the embedder was spared and what it had to do. */
export interface EmbedCounts {
  /** Texts that went through the model, by source. */
  readonly embedded: Map<string, number>;
  /** Rows whose vector was there already. */
  reused: number;
  /** Of the texts that went through the model, those longer than it reads: their vectors lack the rest. */
  truncated: number;
}

/** Where vectors come from while rows are written to `table`. */
export interface VectorSource {
  readonly table: StoreTable<PassageRow>;
  readonly embedder: Embedder;
  readonly counts: EmbedCounts;
  /** Vectors of `rows` that the table holds, by embed_key. */
  stored(rows: readonly PassageRow[]): Promise<Map<string, Float32Array>>;
  /** Adds the vectors of `rows` to `vectors`; rows of one embed_key go through the model once. */
  embed(rows: readonly PassageRow[], vectors: Map<string, Float32Array>): Promise<void>;
}

/** @param table where rows are written to; its own rows, orphans too, are where vectors are looked for first */
export async function openVectors(table: StoreTable<PassageRow>, embedder: Embedder): Promise<VectorSource> {
  await checkSameModelAs(table, embedder);
  const counts: EmbedCounts = { embedded: new Map(), reused: 0, truncated: 0 };
  // A table that was empty holds only what this run wrote: most keys need not be looked for.
  const written = (await table.count()) === 0 ? new Set<number>() : null;
  return {
    table,
    embedder,
    counts,
    stored: async (rows) => {
      const keys = new Set(rows.map((row) => row.embed_key));
      const wanted = written === null ? [...keys] : [...keys].filter((key) => written.has(prefixOf(key)));
      for (const key of keys) written?.add(prefixOf(key));
      return readVectors(table, wanted);
    },
    embed: async (rows, vectors) => {
      const unique = new Map(rows.map((row) => [row.embed_key, row]));
      const fresh = [...unique.values()].filter((row) => !vectors.has(row.embed_key));
      if (fresh.length === 0) return;
      const before = embedder.stats().truncated;
      const made = await embedRows(fresh, embedder);
      counts.truncated += embedder.stats().truncated - before;
      const { dims } = embedder;
      for (const [i, row] of fresh.entries()) {
        vectors.set(row.embed_key, made.subarray(i * dims, (i + 1) * dims));
        counts.embedded.set(row.source_id, (counts.embedded.get(row.source_id) ?? 0) + 1);
      }
    },
  };
}

/** The row as `embedder` embeds it: one of another embedder gets its fingerprint and the key that goes with it. */
export function keyedFor<Row extends Pick<PassageRow, 'title' | 'heading_path' | 'text' | 'embedder' | 'embed_key'>>(
  row: Row,
  { fingerprint }: Pick<Embedder, 'fingerprint'>,
): Row {
  if (row.embedder === fingerprint) return row;
  const embed_key = embedKey({
    embedder: fingerprint,
    title: row.title,
    headingPath: row.heading_path,
    text: row.text,
  });
  return { ...row, embedder: fingerprint, embed_key };
}

/** 48 bits of a hexadecimal key: enough to know where looking is in vain, at a tenth of its memory. */
export function prefixOf(key: string): number {
  return Number.parseInt(key.slice(0, 12), 16);
}

async function readVectors(table: StoreTable<PassageRow>, keys: readonly string[]): Promise<Map<string, Float32Array>> {
  const found = new Map<string, Float32Array>();
  const dims = table.dims ?? 0;
  for (const chunk of chunksOf(keys, PREDICATE_IDS)) {
    const where = idIn('embed_key', chunk);
    for await (const { rows, vectors } of table.scan({ where, columns: ['embed_key'], vectors: true })) {
      for (const [i, { embed_key }] of rows.entries()) {
        if (!found.has(embed_key)) found.set(embed_key, vectors.slice(i * dims, (i + 1) * dims));
      }
    }
  }
  return found;
}

/** @throws RaftCorpusError when the model returns another shape or what is no number: nothing of it is stored */
async function embedRows(rows: readonly PassageRow[], embedder: Embedder): Promise<Float32Array> {
  const texts = rows.map((row) => embedText({ title: row.title, headingPath: row.heading_path, text: row.text }));
  const vectors = await embedder.embed(texts, 'passage');
  if (vectors.length !== rows.length * embedder.dims) {
    throw unusable(`gave ${vectors.length} numbers for ${rows.length} texts of ${embedder.dims} dims each`, rows[0]);
  }
  const bad = vectors.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw unusable('gave a vector with a value that is no number', rows[Math.floor(bad / embedder.dims)]);
  return vectors;

  function unusable(what: string, row: PassageRow | undefined): RaftCorpusError {
    return new RaftCorpusError(`the model ${embedder.model} ${what}; nothing of that was stored`, {
      ...(row ? { where: `${row.source_id}: ${row.doc_id}` } : {}),
      fix: 'Run the command again: what was embedded before is kept. If it happens again, see the model, or name another.',
    });
  }
}
