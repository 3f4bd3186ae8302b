/** Basecamp's policies of 2020 and 2023 in one index, asked about clauses that changed between them. */
import { join } from 'node:path';
import { SILENT } from '../../src/core/progress.js';
import type { CorpusView, ViewPassage } from '../../src/corpus/view.js';
import { embedderSchema } from '../../src/embed/config.js';
import { openEmbedder } from '../../src/embed/open-embedder.js';
import { type EvalQuery, evaluateQueries } from '../../src/evals/evaluate-queries.js';
import { parseMeasure } from '../../src/evals/measures/parse-measure.js';
import { DEFAULT_POLICIES } from '../../src/evals/policies.js';
import { openRetrievers } from '../../src/evals/retrieve/retriever.js';
import { SEARCH_KINDS } from '../../src/search/config.js';
import { basecampPolicies } from '../../test/fixtures/real-sources.js';
import { type ChangedClause, changedClauses } from './changed-clauses.js';
import { type Figures, figuresOf, printTable } from './figures.js';
import { statesOf } from './states.js';

const MEASURES = ['nDCG@10', 'R@10', 'stale-hit@1', 'stale-hit@5', 'current-above-stale'] as const;
const SNAPSHOTS = [
  { snapshot: 'old', asOf: '2020-08-01' },
  { snapshot: 'new', asOf: '2023-12-27' },
] as const;

/** @param data the folder of the real data */
export async function basecampChanges(data: string): Promise<Record<string, Figures>> {
  const embedder = await openEmbedder(embedderSchema.parse({}), { root: data, progress: SILENT });
  try {
    const states = await statesOf({
      ...{ sources: [basecampPolicies], statements: [], root: data, embedder },
      ...{ maxTokens: 256, allowShrink: true, snapshots: SNAPSHOTS },
    });
    const view = states.at(-1) as CorpusView;
    const verdicts = new Map(view.passages.map(({ passage_id, verdict }) => [passage_id, verdict]));
    const queries = changedClauses(join(data, 'policies-basecamp')).map((clause) => toQuery(clause, view));
    const open = openRetrievers({ view, embedder });
    const names = SEARCH_KINDS.flatMap((kind) => [kind, `${kind}-current`]);
    const summaries = await evaluateQueries({
      queries,
      retrievers: names.flatMap((name) => open(name) ?? []),
      measures: MEASURES.map((name) => parseMeasure(name)),
      policies: DEFAULT_POLICIES,
      seed: 0,
      isStale: (id) => verdicts.get(id) !== null,
    });
    const rows = Object.fromEntries(
      Object.entries(summaries).map(([name, summary]) => [name, figuresOf(summary, MEASURES)]),
    );
    const stale = view.passages.filter(({ verdict }) => verdict !== null).length;
    printTable(
      `basecamp: ${queries.length} questions on changed clauses; ${view.passages.length} passages, ${stale} of them stale`,
      rows,
      MEASURES,
    );
    return rows;
  } finally {
    await embedder.close();
  }
}

/** The passages that answer now, and those that answered before. */
function toQuery({ id, question, doc, now, before }: ChangedClause, { passages }: CorpusView): EvalQuery {
  const ofPage = passages.filter(({ doc_id }) => doc_id === doc);
  const current = ofPage.filter(({ verdict, text }) => verdict === null && text.includes(now));
  const stale = ofPage.filter(({ verdict, text }) => verdict !== null && text.includes(before));
  if (current.length === 0 || stale.length === 0) {
    throw new Error(`${id}: ${current.length} current and ${stale.length} stale passages have the words of ${doc}`);
  }
  const idOf = ({ passage_id }: ViewPassage): string => passage_id;
  return {
    id,
    text: question,
    slices: [],
    grades: new Map(current.map((passage) => [idOf(passage), 1])),
    versions: current.flatMap((one) => stale.map((other) => ({ current: idOf(one), stale: idOf(other) }))),
  };
}
