/** From the results of one query after another to values by query, and to what is counted on the way. */

import type { Qrels } from '../../dataset/trec/read-qrels.js';
import { duplicateDocument } from '../../dataset/trec/read-run.js';
import type { Measure } from '../measures/measure.js';
import { measureValues, type Values } from '../measures/measure-values.js';
import type { Policies } from '../policies.js';
import { type Grades, QueryResults, type ResultLine } from './query-results.js';

/** What the scored queries of a run add up to. */
export interface Scored {
  /** By query. */
  readonly values: Map<string, Values>;
  /** Queries of the run that nobody judged, the first of them by name. */
  ignored: number;
  readonly ignoredExamples: string[];
  /** Retrieved documents of judged queries, and how many of them were judged. */
  retrieved: number;
  judged: number;
}

export interface ScorerOptions {
  readonly qrels: Qrels;
  readonly measures: readonly Measure[];
  readonly policies: Policies;
  /** How many of a query's best results count; null: all. */
  readonly depth: number | null;
  /** How messages call the run. */
  readonly name: string;
}

const EXAMPLES = 3;
const NO_GRADES: Grades = new Map();

/** Takes each query once: {@link QueryScorer.begin}, its results, {@link QueryScorer.end}. */
export class QueryScorer {
  readonly scored: Scored = { values: new Map(), ignored: 0, ignoredExamples: [], retrieved: 0, judged: 0 };
  readonly #results: QueryResults;
  #query = '';

  constructor(private readonly options: ScorerOptions) {
    this.#results = new QueryResults(options.policies, options.depth);
  }

  begin(query: string): void {
    this.#query = query;
    this.#results.begin(this.options.qrels.get(query) ?? NO_GRADES);
  }

  /** @throws RaftCorpusError with both lines for a document that the query has already */
  add(result: ResultLine): void {
    const duplicate = this.#results.add(result);
    if (duplicate === null) return;
    const { name } = this.options;
    const where = duplicate.first === result.line ? name : `${name}:${duplicate.first} and ${name}:${result.line}`;
    throw duplicateDocument(this.#query, duplicate.document, where);
  }

  end(): void {
    const { scored } = this;
    const { qrels, measures, policies } = this.options;
    if (!qrels.has(this.#query)) {
      scored.ignored += 1;
      if (scored.ignoredExamples.length < EXAMPLES) scored.ignoredExamples.push(this.#query);
      return;
    }
    const list = this.#results.ranked();
    const { grades, retrieved = grades } = list;
    scored.retrieved += retrieved.length;
    for (let rank = 0; rank < retrieved.length; rank++) if ((retrieved[rank] as number) >= 0) scored.judged += 1;
    scored.values.set(this.#query, measureValues(list, measures, policies));
  }
}
