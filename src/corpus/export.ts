/** Passages for other tools: as they are, or as a BEIR corpus. */
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

/** BEIR's `corpus.jsonl`: `_id`, `title` with the heading path, `text`, and where it came from as metadata. */
export async function* exportBeirCorpus(
  batches: AsyncIterable<ViewBatch>,
  options: Pick<ExportOptions, 'currentOnly'>,
): AsyncGenerator<string> {
  for await (const { passages } of batches) {
    for (const { passage } of kept(passages, options.currentOnly)) {
      const { source_id, doc_id, lang, verdict, source_updated_at } = passage;
      const title = [passage.title, ...passage.heading_path.filter((part) => part !== passage.title)].join(' › ');
      const metadata = { source_id, doc_id, lang, verdict, source_updated_at };
      yield `${JSON.stringify({ _id: passage.passage_id, title, text: passage.text, metadata })}\n`;
    }
  }
}

function kept(passages: readonly ViewPassage[], currentOnly: boolean): { passage: ViewPassage; i: number }[] {
  return passages
    .map((passage, i) => ({ passage, i }))
    .filter(({ passage }) => !currentOnly || passage.verdict === null);
}
