/**
 * Three versions of one eval, with random, naive and mined negatives, and the verdict on each. Of every question one answer
 * is known to whoever chooses negatives, as in most evals, and what else answers is hidden: what was graded is then
 * evidence that no miner used. Alone: npx tsx scripts/bench-eval/negatives-verdicts.ts [--data FOLDER]
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createRandom } from '../../src/core/random.js';
import { gradesOf } from '../../src/evals/hardness/evidence/grades.js';
import { readReviewed } from '../../src/evals/hardness/evidence/labels.js';
import type { PoolSet } from '../../src/evals/hardness/pool.js';
import { type Assessment, assessPools } from '../../src/evals/hardness/pools/assess.js';
import type { PoolMining } from '../../src/evals/hardness/pools/choosers.js';
import { makePools } from '../../src/evals/hardness/pools/make-pools.js';
import type { PoolKind } from '../../src/evals/hardness/pools/pool-kinds.js';
import type { PoolSource } from '../../src/evals/hardness/pools/pool-source.js';
import { loadSuite } from '../../src/evals/suite/suite.js';
import { suiteQueries } from '../../src/evals/suite/suite-queries.js';
import { corpusOfView } from '../../src/negatives/corpus.js';
import type { MiningQuery } from '../../src/negatives/types.js';
import { readChorus } from '../bench-negatives/chorus.js';
import { openShop } from '../bench-negatives/shop.js';

const SUITE = fileURLToPath(new URL('../../evals/mangaassist/suite.yaml', import.meta.url));
const REVIEWED = fileURLToPath(new URL('../../evals/mangaassist/reviewed.jsonl', import.meta.url));
const DATA = fileURLToPath(new URL('../../../shared/data', import.meta.url));

export const VERSIONS = ['random', 'naive', 'mined'] as const satisfies readonly PoolKind[];

/** A version of an eval, and what is found of its negatives. */
export interface Version {
  readonly eval: string;
  readonly negatives: PoolKind;
  readonly set: PoolSet;
  readonly report: Assessment;
}

/** All questions of a source with everything that is known to answer. */
type Known = Omit<PoolSource, 'queries'> & { readonly queries: readonly MiningQuery[] };

/** How many of its answers a question keeps: one, as most evals have; or half, rounded up. */
export type Kept = 'one' | 'half';

/** Keeps a seeded part of the positives of each question and forgets the rest; lower grades and judged negatives too. */
export function hidePositives(
  queries: readonly MiningQuery[],
  { kept, seed }: { readonly kept: Kept; readonly seed: number | string },
): readonly MiningQuery[] {
  return queries.map((query) => {
    const drawn = createRandom(`${seed}/known/${query.query_id}`).shuffle([...query.oracle_ids].sort());
    const { excluded_ids: _, judged_negative_ids: __, ...rest } = query;
    return { ...rest, oracle_ids: drawn.slice(0, kept === 'one' ? 1 : Math.ceil(drawn.length / 2)) };
  });
}

/** The three versions, four negatives a question. */
export async function threeVersions(
  name: string,
  known: Known,
  options: {
    readonly kept: Kept;
    readonly seed: number | string;
    readonly mining?: PoolMining;
    /** At most so many questions; default all. */
    readonly sample?: number;
  },
): Promise<readonly Version[]> {
  const { seed } = options;
  const source = { ...known, queries: hidePositives(known.queries, options) };
  const versions: Version[] = [];
  for (const from of VERSIONS) {
    const { mining = {}, sample = Number.POSITIVE_INFINITY } = options;
    const { set } = await makePools({ from, source, count: 4, sample, seed, mining });
    // Whoever chose them knew one positive: the grades are nobody's secret but theirs.
    const grades = gradesOf(known.queries, 'file');
    const report = await assessPools({ set, corpus: source.corpus, grades, seed });
    versions.push({ eval: name, negatives: from, set, report });
  }
  return versions;
}

/** The sample shop's suite: the three versions, and its own mined and naive negatives under the labels of a reader. */
export async function shopVersions(seed: number | string): Promise<readonly Version[]> {
  const { index, embedder, labels } = await openShop();
  try {
    const suite = await loadSuite(SUITE);
    const queries = suiteQueries(suite, index, labels);
    const source = { queries, corpus: corpusOfView(index, labels), fingerprint: embedder.fingerprint, embedder };
    const versions = [...(await threeVersions('shop, one answer known', source, { kept: 'one', seed }))];
    if (!existsSync(REVIEWED)) return versions;
    const reviewed = await readReviewed({ path: REVIEWED, name: 'evals/mangaassist/reviewed.jsonl' });
    const { count, sample } = suite.negatives;
    for (const from of VERSIONS) {
      const { set } = await makePools({ from, source, count, sample, seed });
      const grades = gradesOf(queries, from);
      const report = await assessPools({ set, corpus: source.corpus, grades, reviewed, seed });
      versions.push({ eval: 'shop, all answers known, labels read', negatives: from, set, report });
    }
    return versions;
  } finally {
    await embedder.close();
  }
}

/** chorus-ecommerce: rated queries; products rated 2 or 3 answer. */
export async function chorusVersions(data: string, seed: number | string): Promise<readonly Version[]> {
  const { openEmbedder } = await import('../../src/embed/open-embedder.js');
  const { embedderSchema } = await import('../../src/embed/config.js');
  const { SILENT } = await import('../../src/core/progress.js');
  const embedder = await openEmbedder(embedderSchema.parse({}), { root: '.', progress: SILENT });
  try {
    const { queries: texts, grades, corpus } = await readChorus(data, embedder);
    const idOf = (row: number): string => corpus.passages[row]?.passage_id ?? '';
    const rowsOf = (i: number, test: (grade: number) => boolean): string[] =>
      [...(grades[i] ?? [])].filter(([, grade]) => test(grade)).map(([row]) => idOf(row));
    const queries = texts.map((text, i) => ({
      query_id: `c${i}`,
      text,
      oracle_ids: rowsOf(i, (grade) => grade >= 2),
      judged_negative_ids: rowsOf(i, (grade) => grade < 2),
    }));
    const source = { queries, corpus, fingerprint: embedder.fingerprint, embedder };
    return [
      ...(await threeVersions('chorus-ecommerce, half of the answers known', source, { kept: 'half', seed })),
      ...(await threeVersions('chorus-ecommerce, one answer known', source, { kept: 'one', seed })),
    ];
  } finally {
    await embedder.close();
  }
}

/** A line of the table, and of the JSON that ends a bench. */
export function summaryOf({ eval: name, negatives, report }: Version) {
  const { verdict, queries, judge, scorers, false_negatives } = report;
  const bm25 = scorers.find((scorer) => scorer.name === 'bm25');
  const way = scorers.find((scorer) => scorer.name === judge)?.share_of_the_way?.median ?? null;
  return {
    eval: name,
    negatives,
    verdict,
    questions: queries,
    bm25_hit_at_1: bm25?.hit_at_1.value ?? null,
    median_share_of_the_way: way,
    judge,
    false_negatives: false_negatives?.value ?? null,
    at_least: false_negatives?.at_least ?? null,
    of: false_negatives?.of ?? null,
    reasons: report.reasons,
  };
}

/** Everything, as rows for `scripts/bench-eval.ts`. */
export async function negativesVerdicts(options: { readonly data?: string; readonly seed?: number | string } = {}) {
  const { data = DATA, seed = 0 } = options;
  const chorus = existsSync(join(data, 'chorus-ecommerce')) ? await chorusVersions(data, seed) : [];
  return [...(await shopVersions(seed)), ...chorus].map(summaryOf);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const at = process.argv.indexOf('--data');
  const rows = await negativesVerdicts(at < 0 ? {} : { data: process.argv[at + 1] ?? DATA });
  for (const row of rows) {
    console.log(`\n${row.eval}, ${row.negatives} negatives: ${row.verdict.toUpperCase()}`);
    for (const reason of row.reasons) console.log(`  ${reason}`);
  }
  console.log(JSON.stringify({ bench: 'negatives-verdicts', rows }));
}
