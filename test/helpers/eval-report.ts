/** Eval reports made from values per query, for tests of what reads them. */
import type { ReportData } from '../../src/evals/report-data.js';
import { bootstrapMeans } from '../../src/stats/bootstrap-means.js';

/** Values by query and measure. */
type PerQuery = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** @param retrievers values by retriever, query and measure; what is said of questions comes from `more` */
export function evalReport(retrievers: Readonly<Record<string, PerQuery>>, more: Partial<ReportData> = {}): ReportData {
  const ids = [...new Set(Object.values(retrievers).flatMap((perQuery) => Object.keys(perQuery)))];
  return {
    schema: 1,
    suite: 'shop',
    suite_hash: 'a'.repeat(64),
    corpus_tag: 'r-000002',
    truth_tag: 'r-000002',
    as_of: '2026-07-01T00:00:00.000Z',
    embedder: { model: 'bundled', fingerprint: 'f'.repeat(64) },
    policies: { ties: 'trec_eval', missing: 'zero' },
    asked: Object.fromEntries(ids.map((id) => [id, { text: `What about ${id}?`, slices: [] }])),
    stale_gold: [],
    gates: [],
    verdict: 'sound',
    passed: true,
    retrievers: Object.fromEntries(Object.entries(retrievers).map(([name, values]) => [name, summary(values)])),
    ...more,
  };
}

function summary(per_query: PerQuery): ReportData['retrievers'][string] {
  const means = [...bootstrapMeans(Object.entries(per_query), { seed: 0, resamples: 100 })];
  return {
    settings: { kind: 'dense' },
    mean: Object.fromEntries(means.map(([name, { mean }]) => [name, mean])),
    interval: Object.fromEntries(means.map(([name, { low, high }]) => [name, { low, high }])),
    queries: Object.fromEntries(means.map(([name, { count }]) => [name, count])),
    per_query: { ...per_query } as Record<string, Record<string, number>>,
  };
}
