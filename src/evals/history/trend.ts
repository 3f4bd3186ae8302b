/** How a suite's figures went over the evals that a store keeps. */
import { canonicalJson } from '../../core/canonical-json.js';
import type { Store } from '../../store/store.js';
import { type EvalSummary, mainRetriever } from '../report-data.js';
import { lastRun } from './identity.js';
import { type KeptEval, keptEvals } from './kept-evals.js';

export interface TrendOptions {
  /** The name that the suite gives itself. */
  readonly suite: string;
  /** Default: the one that the gates of the last eval are on, else its first. */
  readonly retriever?: string;
  /** Default: those of {@link TREND_MEASURES} that the newest eval has, else its first three. */
  readonly measures?: readonly string[];
  /** At most this many points, the newest; default 10. */
  readonly last?: number;
}

/** What about an eval differs from the one before it, so that the step between their figures may be its doing. */
export type TrendChange = 'suite' | 'questions' | 'policies' | 'embedder' | 'settings';

export interface TrendPoint
  extends Pick<
    KeptEval,
    'id' | 'created_at' | 'last_at' | 'times' | 'corpus_tag' | 'truth_tag' | 'as_of' | 'suite_hash'
  > {
  /** Mean and 95 % interval by measure; null where this eval did not measure it. */
  readonly values: Readonly<
    Record<string, { readonly mean: number; readonly low: number; readonly high: number } | null>
  >;
  /** Queries with a value, by measure. */
  readonly queries: Readonly<Record<string, number>>;
  readonly verdict: string | null;
  readonly passed: boolean;
  /** Against the point before; empty for the first. */
  readonly changed: readonly TrendChange[];
}

export interface Trend {
  readonly suite: string;
  readonly retriever: string | null;
  readonly measures: readonly string[];
  /** Oldest first. */
  readonly points: readonly TrendPoint[];
  /** Kept evals of the suite before the first point. */
  readonly earlier: number;
  /** Kept evals of the suite that did not run the retriever. */
  readonly without_retriever: number;
}

/** What tells most in least room: quality, and yesterday's truth. */
export const TREND_MEASURES = ['nDCG@10', 'R@10', 'stale-hit@5'] as const;

/** The trend of one retriever; without points where nothing of the suite was kept. */
export async function trendOf(store: Store, options: TrendOptions): Promise<Trend> {
  const { suite, last = 10 } = options;
  const all = await keptEvals(store, { suite });
  const newest = lastRun(all)?.summary;
  const retriever = options.retriever ?? (newest ? mainRetriever(newest) : null);
  const having = all.filter(({ summary }) => retriever !== null && Object.hasOwn(summary.retrievers, retriever));
  const shown = having.slice(-last);
  const latest = having.at(-1)?.summary;
  const measures = options.measures ?? defaultMeasures(retriever === null ? undefined : latest?.retrievers[retriever]);
  return {
    suite,
    retriever,
    measures,
    points: shown.map((kept, i) => pointOf(kept, { retriever: retriever ?? '', measures, before: shown[i - 1] })),
    earlier: having.length - shown.length,
    without_retriever: all.length - having.length,
  };
}

function defaultMeasures(summary: EvalSummary['retrievers'][string] | undefined): readonly string[] {
  const measured = Object.keys(summary?.mean ?? {});
  const usual = TREND_MEASURES.filter((name) => measured.includes(name));
  return usual.length > 0 ? usual : measured.slice(0, TREND_MEASURES.length);
}

interface PointContext {
  readonly retriever: string;
  readonly measures: readonly string[];
  readonly before: KeptEval | undefined;
}

function pointOf(kept: KeptEval, { retriever, measures, before }: PointContext): TrendPoint {
  const { id, created_at, last_at, times, corpus_tag, truth_tag, as_of, suite_hash, verdict, passed } = kept;
  const summary = kept.summary.retrievers[retriever];
  const values = measures.map((name): [string, TrendPoint['values'][string]] => {
    const mean = summary?.mean[name];
    const { low = mean, high = mean } = summary?.interval[name] ?? {};
    return [name, mean === undefined || low === undefined || high === undefined ? null : { mean, low, high }];
  });
  return {
    ...{ id, created_at, last_at, times, corpus_tag, truth_tag, as_of, suite_hash, verdict, passed },
    values: Object.fromEntries(values),
    queries: Object.fromEntries(measures.map((name) => [name, summary?.queries[name] ?? 0])),
    changed: before ? changes(before, kept, { retriever, measures }) : [],
  };
}

function changes(
  before: KeptEval,
  now: KeptEval,
  { retriever, measures }: Pick<PointContext, 'retriever' | 'measures'>,
): readonly TrendChange[] {
  const asked = ({ summary }: KeptEval, name: string) => summary.retrievers[retriever]?.queries[name];
  const differs = (of: (kept: KeptEval) => unknown): boolean => canonicalJson(of(before)) !== canonicalJson(of(now));
  const found: TrendChange[] = [];
  if (differs(({ suite_hash }) => suite_hash)) found.push('suite');
  // The same suite scores other questions where gold has drifted, or came to hold.
  const inBoth = measures.filter((name) => asked(before, name) !== undefined && asked(now, name) !== undefined);
  if (inBoth.some((name) => asked(before, name) !== asked(now, name))) found.push('questions');
  if (differs(({ summary }) => summary.policies)) found.push('policies');
  if (differs(({ summary }) => summary.embedder?.fingerprint)) found.push('embedder');
  if (differs(({ summary }) => summary.retrievers[retriever]?.settings)) found.push('settings');
  return found;
}
