/**
 * What the miner knows of a corpus: texts and vectors always; versions, facts and lineage where the corpus has them.
 * A state of the store has all of it, a bare collection of texts none.
 */
import { RaftCorpusError } from '../core/errors.js';
import { compareText } from '../core/order.js';
import type { Fact } from '../corpus/document.js';
import type { ViewPassage } from '../corpus/view.js';
import type { ViewIndex } from '../verify/view-index.js';

/** The columns of a passage that mining reads. */
export type MiningPassage = Pick<
  ViewPassage,
  | 'passage_id'
  | 'source_id'
  | 'doc_key'
  | 'doc_id'
  | 'title'
  | 'text'
  | 'kind'
  | 'lang'
  | 'heading_path'
  | 'span_start'
  | 'group'
  | 'translation_of'
  | 'spoiler'
  | 'verdict'
  | 'severity'
  | 'superseded_by'
  | 'drift'
>;

/** A corpus to mine from. A passage's row is its position in `passages`. */
export interface MiningCorpus {
  /** In ascending order of passage_id, which decides ties. */
  readonly passages: readonly MiningPassage[];
  /** Row-major [passages.length × dims], rows L2-normalised or zero. */
  readonly vectors: Float32Array;
  readonly dims: number;
  rowOf(passageId: string): number | undefined;
  /** Typed facts of the document version that a passage spans; none where they are not known. */
  factsOf(passage: MiningPassage): readonly Fact[];
  /** Names under which records of a source show a field: `Volumes`, `巻数`. */
  labelsOf(sourceId: string, field: string): readonly string[];
}

/** @param labels names under which a source's records show a field; default: the field's own name */
export function corpusOfView(
  index: ViewIndex,
  labels: (sourceId: string, field: string) => readonly string[] = (_, field) => [field],
): MiningCorpus {
  const { view } = index;
  return {
    passages: view.passages,
    vectors: view.vectors,
    dims: view.embedder.dims,
    rowOf: (id) => index.rowOf(id),
    // Rows of a view are ViewPassages: what comes back in is what went out.
    factsOf: (passage) => index.factsOf(passage as ViewPassage),
    labelsOf: remembered(labels),
  };
}

/** Labels are asked for with every line of every passage; a source has few fields. */
function remembered(labels: MiningCorpus['labelsOf']): MiningCorpus['labelsOf'] {
  const known = new Map<string, Map<string, readonly string[]>>();
  return (sourceId, field) => {
    const ofSource = known.get(sourceId) ?? new Map<string, readonly string[]>();
    known.set(sourceId, ofSource);
    const names = ofSource.get(field) ?? labels(sourceId, field);
    ofSource.set(field, names);
    return names;
  };
}

/** A text of a bare collection. */
export interface CorpusText {
  readonly passage_id: string;
  /** Put before the text, with a line end between them, as trainers of BEIR collections do. */
  readonly title?: string;
  readonly text: string;
  /** Texts of one document are not mined against each other; default: each is a document of its own. */
  readonly doc_id?: string;
  readonly lang?: string;
  /** Lineage beyond the document: series, product family. Its members come as siblings. */
  readonly group?: string;
}

/**
 * A corpus of bare texts.
 *
 * @param options.vectors row-major [texts.length × dims], in the order of `texts`, L2-normalised
 * @throws RaftCorpusError on a repeated id, or vectors of another shape
 */
export function corpusOfTexts(options: {
  readonly texts: readonly CorpusText[];
  readonly vectors: Float32Array;
  readonly dims: number;
}): MiningCorpus {
  const { texts, dims } = options;
  if (options.vectors.length !== texts.length * dims) {
    throw new RaftCorpusError(
      `the corpus has ${texts.length} texts, its vectors are ${options.vectors.length / dims} rows of ${dims}`,
      { fix: 'Give one vector a text, in the same order.' },
    );
  }
  const order = texts.map((_, i) => i).sort((a, b) => compareText(idOf(texts, a), idOf(texts, b)));
  const passages = order.map((i) => toPassage(texts[i] as CorpusText));
  const rows = new Map(passages.map(({ passage_id }, row) => [passage_id, row]));
  if (rows.size < passages.length) {
    const twice = passages.find(({ passage_id }, row) => rows.get(passage_id) !== row);
    throw new RaftCorpusError('two texts share one id', { where: twice?.passage_id ?? '', fix: 'Make ids unique.' });
  }
  return {
    passages,
    vectors: inOrder(options.vectors, dims, order),
    dims,
    rowOf: (id) => rows.get(id),
    factsOf: () => [],
    labelsOf: (_, field) => [field],
  };
}

function idOf(texts: readonly CorpusText[], i: number): string {
  return (texts[i] as CorpusText).passage_id;
}

function inOrder(vectors: Float32Array, dims: number, order: readonly number[]): Float32Array {
  if (order.every((from, to) => from === to)) return vectors;
  const sorted = new Float32Array(vectors.length);
  for (const [to, from] of order.entries()) sorted.set(vectors.subarray(from * dims, (from + 1) * dims), to * dims);
  return sorted;
}

function toPassage({ passage_id, title = '', text, doc_id = passage_id, lang, group }: CorpusText): MiningPassage {
  return {
    passage_id,
    source_id: 'corpus',
    doc_key: doc_id,
    doc_id,
    title,
    text: title === '' ? text : `${title}\n${text}`,
    kind: 'article',
    lang: lang ?? null,
    heading_path: [],
    span_start: 0,
    group: group ?? null,
    translation_of: null,
    spoiler: false,
    verdict: null,
    severity: null,
    superseded_by: null,
    drift: [],
  };
}

/** A document and its translations share a family: pages that say the same thing in other words. */
export function familyOf(passage: MiningPassage): string {
  return JSON.stringify([passage.source_id, passage.translation_of ?? passage.doc_id]);
}

/** Whether a passage can be found by search: current, and no spoiler. */
export function isSearchable(passage: MiningPassage): boolean {
  return passage.verdict === null && !passage.spoiler;
}
