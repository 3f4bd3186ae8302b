/**
 * An eval report as data: what comparing and keeping need of it, whichever version of the tool or other program wrote it.
 * Keys that are not named here are kept as they are.
 */
import { z } from 'zod';

const means = z.record(z.string(), z.number());
const intervals = z.record(z.string(), z.looseObject({ low: z.number(), high: z.number() }));

const retrieverSchema = z.looseObject({
  settings: z.unknown().optional(),
  mean: means,
  interval: intervals.default({}),
  queries: z.record(z.string(), z.number()).default({}),
  /** Values by query id and measure. */
  per_query: z.record(z.string(), means),
});

const gateSchema = z.looseObject({ id: z.string(), passed: z.boolean(), retriever: z.string().optional() });

/** The parts of `eval --json` that mean the same to every reader. */
export const reportDataSchema = z.looseObject({
  schema: z.literal(1),
  suite: z.string(),
  suite_hash: z.string().nullish(),
  /** Tag that was searched; null for a collection of files. */
  corpus_tag: z.string().nullish(),
  /** Tag that said what is current. */
  truth_tag: z.string().nullish(),
  as_of: z.string().nullish(),
  embedder: z.looseObject({ model: z.string(), fingerprint: z.string() }).nullish(),
  policies: z.record(z.string(), z.unknown()).default({}),
  retrievers: z.record(z.string(), retrieverSchema),
  /** What was asked, by question id. */
  asked: z.record(z.string(), z.looseObject({ text: z.string(), slices: z.array(z.string()).default([]) })).default({}),
  stale_gold: z.array(z.looseObject({ question_id: z.string() })).default([]),
  gates: z.array(gateSchema).default([]),
  verdict: z.string().nullish(),
  passed: z.boolean().optional(),
});

export type ReportData = z.infer<typeof reportDataSchema>;

/** What of a report a line in a table needs. */
export interface EvalSummary extends Pick<ReportData, 'policies' | 'gates'> {
  readonly embedder: { readonly model: string; readonly fingerprint: string } | null;
  readonly retrievers: Readonly<
    Record<string, Pick<ReportData['retrievers'][string], 'settings' | 'mean' | 'interval' | 'queries'>>
  >;
}

/** The retriever that a report is about where one line must do: the first that a gate is on, else the first. */
export function mainRetriever({ gates, retrievers }: Pick<EvalSummary, 'gates' | 'retrievers'>): string | null {
  const names = Object.keys(retrievers);
  const gated = gates.flatMap(({ retriever }) =>
    retriever !== undefined && names.includes(retriever) ? [retriever] : [],
  );
  return gated[0] ?? names[0] ?? null;
}
