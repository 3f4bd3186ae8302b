/** Labels to look at again: rows of the set whose neighbours by meaning mostly have another intent. */
import { type Progress, SILENT } from '../../core/progress.js';
import type { Embedder } from '../../embed/embedder.js';
import { foldText } from '../../text/normalize.js';
import type { IntentExample } from './example.js';
import { suspectLabels } from './models/label-suspicion.js';

/** One row to look at. */
export interface SuspectRow {
  readonly id: string;
  readonly where: string;
  readonly text: string;
  readonly intent: string;
  readonly suggested: string;
  /** Share of the neighbours' votes for the suggested intent minus that for its own, in (0, 1]. */
  readonly doubt: number;
}

const BATCH = 256;

/**
 * Most doubtful first. Rows of one conversation, and equal texts, do not judge each other.
 *
 * @throws Error as the embedder does
 */
export async function rankSuspects(
  examples: readonly IntentExample[],
  { embedder, progress = SILENT }: { readonly embedder: Embedder; readonly progress?: Progress },
): Promise<readonly SuspectRow[]> {
  const { dims } = embedder;
  const vectors = new Float32Array(examples.length * dims);
  for (let start = 0; start < examples.length; start += BATCH) {
    progress.update('embed utterances', start, examples.length);
    const texts = examples.slice(start, start + BATCH).map(({ text }) => text);
    vectors.set(await embedder.embed(texts, 'passage'), start * dims);
  }
  progress.update('compare labels', 0, examples.length);
  const suspects = await suspectLabels({
    vectors,
    dims,
    labels: examples.map(({ intent }) => intent),
    groups: examples.map(({ groups, text }) => groups.conversation ?? foldText(text)),
  });
  return suspects.flatMap(({ row, suggested, doubt }) => {
    const example = examples[row];
    if (example === undefined) return [];
    const { id, where, text, intent } = example;
    return [{ id, where, text, intent, suggested, doubt: Number(doubt.toFixed(4)) }];
  });
}
