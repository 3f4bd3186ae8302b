/** Scores a run file against judgements: what trec_eval does, for files of any size. */
import { RaftCorpusError } from '../../core/errors.js';
import { compareBytes } from '../../core/order.js';
import { type Progress, SILENT } from '../../core/progress.js';
import { isJson } from '../../dataset/trec/json-files.js';
import type { Qrels } from '../../dataset/trec/read-qrels.js';
import { emptyRun } from '../../dataset/trec/read-run.js';
import type { Measure } from '../measures/measure.js';
import { measureValues, type Values } from '../measures/measure-values.js';
import { DEFAULT_POLICIES, type Policies, type StatedPolicies, statePolicies } from '../policies.js';
import { judgedGrades } from '../ranked-list.js';
import { scoreGrouped } from './grouped-run.js';
import { scoreJson } from './json-run.js';
import { scorePartitioned } from './partitioned-run.js';
import { QueryScorer, type Scored, type ScorerOptions } from './query-scorer.js';

export interface ScoreOptions {
  readonly qrels: Qrels;
  /** Path of the run: TREC or JSON, `.gz` decompressed. */
  readonly run: string;
  /** How messages call the run; default: its path. */
  readonly name?: string;
  /** None may need to know of versions or distractors: files do not say. */
  readonly measures: readonly Measure[];
  readonly policies?: Policies;
  /** How many of a query's best results count (trec_eval -M); default all. */
  readonly depth?: number;
  /** A folder for scratch files, for a run whose lines do not stand query by query. */
  readonly scratch: string;
  readonly progress?: Progress;
}

/** What the files hold. */
export interface ScoreCounts {
  readonly queries: {
    /** With judgements. */
    readonly judged: number;
    /** In the run. */
    readonly run: number;
    /** That the means are over, but for measures that have no value for some of them. */
    readonly scored: number;
    /** Judged and not in the run: 0, or left out, as the policies say. */
    readonly missing: number;
    /** In the run and not judged: left out. */
    readonly ignored: number;
    /** Judged, and no document is relevant. */
    readonly no_relevant: number;
  };
  /** Lines of the run. */
  readonly results: number;
  /** Of the retrieved documents of judged queries, how many were judged; null where there is none. */
  readonly judged_share: number | null;
}

/** The `score --json` document, but for its schema. */
export interface ScoreReport {
  /** Null for a measure that has a value for no query. */
  readonly mean: Readonly<Record<string, number | null>>;
  /** By query, in the order of bytes, as trec_eval prints them; a measure without a value for a query is absent. */
  readonly per_query: Readonly<Record<string, Values>>;
  readonly policies: StatedPolicies;
  /** How many of a query's best results counted; null: all. */
  readonly depth: number | null;
  readonly counts: ScoreCounts;
  /** Judged queries that the run lacks. */
  readonly missing: readonly string[];
}

/**
 * Scores a run. Lines may stand in any order; those that stand query by query are read once, with one query in memory.
 *
 * @throws RaftCorpusError with file and line for what is wrong with the run: a line of another shape, a document twice in a
 *   query, a score that is no finite number, no line at all, no query that is judged; for a measure that files cannot answer
 */
export async function scoreRun(options: ScoreOptions): Promise<ScoreReport> {
  const { qrels, measures, policies = DEFAULT_POLICIES } = options;
  const name = options.name ?? options.run;
  const depth = options.depth ?? null;
  checkMeasures(measures);
  const { scored, results } = await scoreFile(options, { qrels, measures, policies, name, depth });
  if (results === 0) throw emptyRun(name);
  if (scored.values.size === 0) throw otherQueries(scored, qrels, name);
  const missing = [...qrels.keys()].filter((query) => !scored.values.has(query));
  const empty = (query: string): [string, Values] => {
    const judged = judgedGrades(qrels.get(query) ?? new Map());
    return [query, measureValues({ grades: [], judged }, measures, policies)];
  };
  const unretrieved = policies.missing === 'zero' ? missing.map(empty) : [];
  // trec_eval's order of queries, which is also the order that means are summed in: the same bits whatever the file's.
  const perQuery = [...scored.values, ...unretrieved].sort(([a], [b]) => compareBytes(a, b));
  return {
    mean: Object.fromEntries(measures.map(({ name }) => [name, meanOf(perQuery, name)])),
    per_query: Object.fromEntries(perQuery),
    policies: statePolicies(policies),
    depth,
    counts: {
      queries: {
        judged: qrels.size,
        run: scored.values.size + scored.ignored,
        scored: perQuery.length,
        missing: missing.length,
        ignored: scored.ignored,
        no_relevant: withoutRelevant(qrels),
      },
      results,
      judged_share: scored.retrieved === 0 ? null : scored.judged / scored.retrieved,
    },
    missing: missing.toSorted(compareBytes),
  };
}

function checkMeasures(measures: readonly Measure[]): void {
  const beyond = measures.find(({ needs }) => needs !== 'relevant' && needs !== 'nothing');
  if (beyond === undefined) return;
  throw new RaftCorpusError(`qrels and a run do not say what "${beyond.name}" needs`, {
    fix: 'Which passages are stale, or distractors, is known to a corpus and its suites: raft-corpus eval measures it.',
  });
}

async function scoreFile(options: ScoreOptions, setup: ScorerOptions): Promise<{ scored: Scored; results: number }> {
  const { run, scratch, progress = SILENT } = options;
  const { name } = setup;
  const scorer = new QueryScorer(setup);
  if ((await isJson(run, name)) !== null) return { results: await scoreJson(run, scorer, name), scored: scorer.scored };
  const onBytes = (bytes: number): void => progress.update('read the run (MB)', Math.round(bytes / 1e6));
  const results = await scoreGrouped(run, scorer, { name, onBytes });
  if (results !== null) return { scored: scorer.scored, results };
  const again = new QueryScorer(setup);
  return { results: await scorePartitioned(run, again, { name, onBytes, scratch }), scored: again.scored };
}

function otherQueries({ ignoredExamples }: Scored, qrels: Qrels, name: string): RaftCorpusError {
  const list = (ids: readonly string[]): string => ids.map((id) => JSON.stringify(id)).join(', ');
  return new RaftCorpusError('the run is for other queries: none of them is judged', {
    where: name,
    fix: `The run has ${list(ignoredExamples)} …, the qrels ${list([...qrels.keys()].slice(0, 3))} …: give files that belong together.`,
  });
}

function meanOf(perQuery: readonly (readonly [string, Values])[], name: string): number | null {
  let sum = 0;
  let count = 0;
  for (const [, { [name]: value }] of perQuery) {
    if (value === undefined) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}

function withoutRelevant(qrels: Qrels): number {
  let count = 0;
  for (const grades of qrels.values()) if (![...grades.values()].some((grade) => grade >= 1)) count += 1;
  return count;
}
