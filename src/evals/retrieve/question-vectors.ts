/** Vectors of questions, made once for all retrievers that are asked the same ones. */
import type { EmbedderName } from '../../corpus/embedder-check.js';
import type { Embedder } from '../../embed/embedder.js';
import { embedQueries } from '../../search/embed-queries.js';
import { isSame } from './remembered.js';

/** Row-major [questions.length × embedder.dims]. */
export type QuestionVectors = (questions: readonly string[]) => Promise<Float32Array>;

/** What makes vectors of questions, and its name. */
export interface QuestionModel extends EmbedderName {
  readonly vectorsOf: QuestionVectors;
}

/** An embedder as a model of questions, see {@link questionVectors}. */
export function questionModel(embedder: Embedder): QuestionModel {
  return { model: embedder.model, fingerprint: embedder.fingerprint, vectorsOf: questionVectors(embedder) };
}

/** Keeps the vectors of the last questions: an eval asks one list of several retrievers, and a hosted model bills each time. */
export function questionVectors(embedder: Embedder): QuestionVectors {
  let last: { readonly questions: readonly string[]; readonly vectors: Promise<Float32Array> } | undefined;
  return (questions) => {
    if (last === undefined || !isSame(last.questions, questions)) {
      last = { questions: [...questions], vectors: embedQueries(embedder, questions) };
      const made = last;
      // What failed is tried again by the next to ask.
      made.vectors.catch(() => {
        if (last === made) last = undefined;
      });
    }
    return last.vectors;
  };
}
