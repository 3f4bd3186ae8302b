/** What speed is measured on: 20,000 real passages and 4,000 questions as a BEIR folder, with vectors beside it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SILENT } from '../../src/core/progress.js';
import { embedderSchema } from '../../src/embed/config.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import { writeLines, writeNpy } from '../bench-mine/cases.js';
import { jaquad, questionSet, type RetrievalSet, ratedQueries } from '../embedder/data.js';

const PASSAGES = 20_000;
const QUERIES = 4_000;

export interface SpeedCase {
  /** corpus.jsonl, queries.jsonl, qrels/test.tsv, corpus.npy, queries.npy. */
  readonly folder: string;
  readonly set: RetrievalSet;
}

/** All of JaQuAD's paragraphs and as many Chorus products as fit; Chorus' rated queries and every so many-th of JaQuAD's. */
export async function speedCase(folder: string, data: string): Promise<SpeedCase> {
  const set = mixedSet(data);
  mkdirSync(join(folder, 'qrels'), { recursive: true });
  writeLines(join(folder, 'corpus.jsonl'), set.passages, (text, i) => ({ _id: `p${i}`, text }));
  writeLines(join(folder, 'queries.jsonl'), set.queries, (text, i) => ({ _id: `q${i}`, text }));
  const judged = set.relevant.flatMap((grades, i) => [...grades].map(([row, grade]) => `q${i}\tp${row}\t${grade}\n`));
  writeFileSync(join(folder, 'qrels/test.tsv'), ['query-id\tcorpus-id\tscore\n', ...judged].join(''));
  const embedder = await openEmbedder(embedderSchema.parse({}), { root: folder, progress: SILENT });
  writeNpy(
    join(folder, 'corpus.npy'),
    await inBatches(set.passages, (texts) => embedder.embed(texts, 'passage')),
    embedder.dims,
  );
  writeNpy(
    join(folder, 'queries.npy'),
    await inBatches(set.queries, (texts) => embedder.embed(texts, 'query')),
    embedder.dims,
  );
  await embedder.close();
  return { folder, set };
}

function mixedSet(data: string): RetrievalSet {
  const japanese = questionSet('', [...jaquad(data, 'train'), ...jaquad(data, 'dev')]);
  const products = ratedQueries(data);
  const passages = [...japanese.passages, ...products.passages.slice(0, PASSAGES - japanese.passages.length)];
  const first = japanese.passages.length;
  const rated = products.relevant.map(
    (judged) =>
      new Map([...judged].map(([row, grade]) => [row + first, grade] as const).filter(([row]) => row < PASSAGES)),
  );
  const kept = rated.flatMap((judged, i) => (judged.size > 0 ? [{ text: products.queries[i] ?? '', judged }] : []));
  const wanted = QUERIES - kept.length;
  const picked = Array.from({ length: wanted }, (_, i) => Math.floor((i * japanese.queries.length) / wanted));
  return {
    name: 'jaquad + chorus',
    passages,
    queries: [...kept.map(({ text }) => text), ...picked.map((i) => japanese.queries[i] ?? '')],
    relevant: [...kept.map(({ judged }) => judged), ...picked.map((i) => japanese.relevant[i] ?? new Map())],
  };
}

async function inBatches(texts: readonly string[], embed: (texts: readonly string[]) => Promise<Float32Array>) {
  const parts: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += 256) parts.push(await embed(texts.slice(start, start + 256)));
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
