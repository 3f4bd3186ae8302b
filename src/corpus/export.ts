/** Passages for other tools: as they are, or as a BEIR or TREC collection. */
import { embedHeading, embedText } from './passages/identity.js';
import type { ViewBatch, ViewPassage } from './view.js';

export interface ExportOptions {
  /** Only passages without a verdict. */
  readonly currentOnly: boolean;
  /** Adds `vector`. */
  readonly vectors: boolean;
  /** Length of a vector. */
  readonly dims: number;
}

/** One JSON object a line, with the columns of `passages`, in the order of the batches. */
export async function* exportJsonl(batches: AsyncIterable<ViewBatch>, options: ExportOptions): AsyncGenerator<string> {
  for await (const { passages, vectors } of batches) {
    for (const { passage, i } of kept(passages, options.currentOnly)) {
      const { dims } = options;
      const vector = options.vectors ? { vector: Array.from(vectors.subarray(i * dims, (i + 1) * dims)) } : {};
      yield `${JSON.stringify({ ...passage, ...vector })}\n`;
    }
  }
}

/**
 * BEIR's `corpus.jsonl`: `_id`, `title` and `text`, which with a line end between them are what is searched of the passage
 * here (`title` is its headings; empty where the text says them), and where it came from as metadata.
 */
export async function* exportBeirCorpus(
  batches: AsyncIterable<ViewBatch>,
  options: Pick<ExportOptions, 'currentOnly'>,
): AsyncGenerator<string> {
  for await (const { passages } of batches) {
    for (const { passage } of kept(passages, options.currentOnly)) {
      const { source_id, doc_id, title, lang, verdict, source_updated_at } = passage;
      const heading = embedHeading({ title, headingPath: passage.heading_path, text: passage.text });
      const metadata = { source_id, doc_id, title, lang, verdict, source_updated_at };
      yield `${JSON.stringify({ _id: passage.passage_id, title: heading, text: passage.text, metadata })}\n`;
    }
  }
}

/** A TREC collection as toolkits read it today: one `{"id", "contents"}` a line, the contents as they are searched here. */
export async function* exportTrecDocuments(
  batches: AsyncIterable<ViewBatch>,
  options: Pick<ExportOptions, 'currentOnly'>,
): AsyncGenerator<string> {
  for await (const { passages } of batches) {
    for (const { passage } of kept(passages, options.currentOnly)) {
      const { passage_id, title, heading_path, text } = passage;
      const contents = embedText({ title, headingPath: heading_path, text });
      yield `${JSON.stringify({ id: passage_id, contents })}\n`;
    }
  }
}

function kept(passages: readonly ViewPassage[], currentOnly: boolean): { passage: ViewPassage; i: number }[] {
  return passages
    .map((passage, i) => ({ passage, i }))
    .filter(({ passage }) => !currentOnly || passage.verdict === null);
}
