/** Queries with judgements, asked of retrievers: what suites and collections share. Values per query first, means after. */
import { RaftCorpusError } from '../core/errors.js';
import { type Progress, SILENT } from '../core/progress.js';
import { type QueryValues, type Summary, summarise } from './aggregate.js';
import type { Measure } from './measures/measure.js';
import { measureValues, type Values } from './measures/measure-values.js';
import type { Policies } from './policies.js';
import { rankedList } from './ranked-list.js';
import type { ScoredPassage } from './ranking.js';
import type { Retriever } from './retrieve/retriever.js';

/** One question with what is known of what answers it. */
export interface EvalQuery {
  readonly id: string;
  readonly text: string;
  /** Slices that it is in: `lang=ja`, `type=policy` … */
  readonly slices: readonly string[];
  /** Grade by document; ≥ 1 is relevant. Empty: nothing answers it. */
  readonly grades: ReadonlyMap<string, number>;
  /** What says a fact now, beside what said it before. */
  readonly versions?: readonly { readonly current: string; readonly stale: string }[];
  /** Documents known not to answer. */
  readonly distractors?: ReadonlySet<string>;
}

/** What a retriever found: hits by query, in the order of the queries. */
export type QueryRuns = readonly (readonly ScoredPassage[])[];

export interface EvaluateQueriesOptions {
  readonly queries: readonly EvalQuery[];
  readonly retrievers: readonly Retriever[];
  readonly measures: readonly Measure[];
  readonly policies: Policies;
  /** Seeds the bootstrap. */
  readonly seed: number | string;
  /** Documents retrieved per query; default {@link depthOf} the measures. */
  readonly depth?: number;
  /** Whether a document is not current. Absent: nothing is known of versions, and `stale-hit` has no value. */
  readonly isStale?: (id: string) => boolean;
  /** Gets each retriever's hits as soon as they are there, e.g. to write a run file. */
  readonly onRun?: (retriever: Retriever, runs: QueryRuns, queries: readonly EvalQuery[]) => void | Promise<void>;
  readonly progress?: Progress;
}

/** What one retriever did, and how it was set. */
export type RetrieverSummary = Summary & Pick<Retriever, 'settings'>;

/** How deep measures that read the whole list look when nobody says. */
export const WHOLE_LIST = 100;
const SHALLOWEST = 10;

/** How many documents per query the measures need: their deepest cut-off, and {@link WHOLE_LIST} for those without. */
export function depthOf(measures: readonly Measure[]): number {
  return Math.max(SHALLOWEST, ...measures.map(({ cutoff }) => cutoff ?? WHOLE_LIST));
}

/**
 * Asks every retriever every query and measures what it found, by retriever name. Queries keep their order in
 * `per_query`. A retriever that finds nothing for a query scores 0 there unless the policies drop it: it is never
 * left out silently.
 *
 * @throws RaftCorpusError for a measure that looks deeper than `depth`
 */
export async function evaluateQueries(options: EvaluateQueriesOptions): Promise<Record<string, RetrieverSummary>> {
  const { queries, retrievers, measures, progress = SILENT } = options;
  const depth = options.depth ?? depthOf(measures);
  refuseShallow(measures, depth);
  const summaries: Record<string, RetrieverSummary> = {};
  for (const [done, retriever] of retrievers.entries()) {
    progress.update(`eval ${retriever.name}`, done, retrievers.length);
    const runs = await retriever.retrieve(
      queries.map(({ text }) => text),
      depth,
    );
    await options.onRun?.(retriever, runs, queries);
    const perQuery = queries.map(
      (query, i): QueryValues => ({
        id: query.id,
        slices: query.slices,
        values: valuesOf(query, runs[i] ?? [], options),
      }),
    );
    summaries[retriever.name] = {
      ...(retriever.settings ? { settings: retriever.settings } : {}),
      ...summarise(perQuery, { measures: measures.map(({ name }) => name), seed: options.seed }),
    };
  }
  return summaries;
}

/** `R@10` of five passages would be `R@5` under another name. */
function refuseShallow(measures: readonly Measure[], depth: number): void {
  const deeper = measures.find(({ cutoff }) => (cutoff ?? 0) > depth);
  if (deeper === undefined) return;
  throw new RaftCorpusError(`${deeper.name} looks at ${deeper.cutoff} documents, and ${depth} are asked for`, {
    fix: `Ask for ${deeper.cutoff} or more, or measure less deep.`,
  });
}

/** The values of one query; measures that have none for it are left out. */
function valuesOf(
  { grades, versions, distractors }: EvalQuery,
  hits: readonly ScoredPassage[],
  { measures, policies, isStale }: EvaluateQueriesOptions,
): Values {
  if (hits.length === 0 && policies.missing === 'drop') return {};
  const known = {
    grades,
    ...(isStale ? { isStale } : {}),
    ...(versions ? { versions } : {}),
    ...(distractors ? { distractors } : {}),
  };
  return measureValues(rankedList(hits, known, policies), measures, policies);
}
