/** `raft-corpus eval --pool`: how hard the negatives of a file or training set are, with a store or without. */
import { resolve } from 'node:path';
import { messageOf, RaftCorpusError } from '../../core/errors.js';
import { writeFileAtomic } from '../../core/files.js';
import { type ReviewedLabels, readReviewed } from '../../evals/hardness/evidence/labels.js';
import { type Assessment, assessPools } from '../../evals/hardness/pools/assess.js';
import { lookupOf } from '../../evals/hardness/pools/read/gather.js';
import { type PoolsOfFile, readPools } from '../../evals/hardness/pools/read/read-pools.js';
import { minedWith } from '../../evals/hardness/pools/who-mined.js';
import { corpusOfView } from '../../negatives/corpus.js';
import type { Outcome, Run } from '../command.js';
import { labelNames, type OpenCorpus, withCorpus } from '../corpus.js';
import { renderHardness } from '../render/hardness.js';
import { renderGrounds } from '../render/pools.js';
import type { HardnessOptions } from './hardness-flags.js';
import { writeReview } from './judge-negatives.js';

type PoolOptions = HardnessOptions & { readonly pool: string; readonly out?: string } & Refused;

/** What asks for an eval of retrieval, which this is not. */
interface Refused {
  readonly retriever?: readonly string[];
  readonly measure?: readonly string[];
  readonly beir?: string;
  readonly queries?: string;
  readonly negatives?: string;
  readonly runs?: string;
}

/** More questions say little more. */
const SAMPLE = 1000;

/** @throws RaftCorpusError for a file that is none, a suite or retrievers beside it, a store that is named and not there */
export async function evalPool(run: Run<PoolOptions>, suite: string | undefined): Promise<Outcome> {
  const { options, io } = run;
  checkAlone(suite, options);
  const reviewed = await labelsOf(run);
  const { pools, assessment } = (await hasStore(run))
    ? await withCorpus(run, (corpus) => judged(run, { corpus, reviewed }))
    : await judged(run, { corpus: null, reviewed });
  const { set: _, ...facts } = pools;
  const failed = assessment.gates.some(({ passed }) => !passed);
  const report = {
    schema: 1,
    pool: options.pool,
    hardness: { ...assessment, pools: facts },
    verdict: assessment.verdict,
  };
  const json = { ...report, passed: !failed };
  if (options.out !== undefined) {
    await writeFileAtomic(resolve(io.cwd, options.out), `${JSON.stringify(json, null, 2)}\n`);
  }
  const text = [
    renderHardness(assessment, { verbose: options.verbose === true }),
    ...renderGrounds({ ...assessment, pools: facts }),
  ];
  return { json, text: text.join('\n'), next: ofThisPool(assessment.next, options.pool), failed };
}

/** What to do next is said of evals of suites: of a file alone, the same command names it, and what is mined is the next file. */
function ofThisPool(next: string, pool: string): string {
  return next
    .replaceAll('raft-corpus eval --negatives', 'raft-corpus eval --pool')
    .replaceAll(/raft-corpus eval (?=--(to-review|reviewed))/g, `raft-corpus eval --pool ${pool} `);
}

function checkAlone(suite: string | undefined, options: PoolOptions): void {
  const names = ['retriever', 'measure', 'beir', 'queries', 'negatives', 'runs'] as const;
  const given = suite ?? names.filter((name) => options[name] !== undefined).map((name) => `--${name}`)[0];
  if (given === undefined) return;
  throw new RaftCorpusError(`--pool judges negatives alone: ${given} is for an eval of retrieval`, {
    fix: `Leave ${given} away; or give the file to an eval: --negatives ${options.pool}.`,
  });
}

interface Judging {
  readonly corpus: OpenCorpus | null;
  readonly reviewed: ReviewedLabels | null;
}

async function judged(
  run: Run<PoolOptions>,
  { corpus: open, reviewed }: Judging,
): Promise<{ readonly pools: PoolsOfFile; readonly assessment: Assessment }> {
  const { options, io, progress } = run;
  const seed = options.seed ?? '0';
  const corpus = open && corpusOfView(open.index, labelNames(open.config));
  const read = await readPools({
    path: resolve(io.cwd, options.pool),
    name: options.pool,
    lookup: corpus && lookupOf(corpus),
    sample: SAMPLE,
    seed,
    progress,
  });
  const mined_by = corpus && open ? await minedWith(read.set, { corpus, embedder: open.embedder }) : read.set.mined_by;
  const pools = { ...read, set: { ...read.set, mined_by } };
  await writeReview(run, pools.set, reviewed);
  progress.update('judge the negatives', 0);
  const model = open ? { embedder: open.embedder } : {};
  return { pools, assessment: await assessPools({ set: pools.set, corpus, ...model, reviewed, seed }) };
}

async function labelsOf({ options, io }: Run<PoolOptions>): Promise<ReviewedLabels | null> {
  const { reviewed } = options;
  return reviewed === undefined ? null : readReviewed({ path: resolve(io.cwd, reviewed), name: reviewed });
}

/** A store that nobody named is used where it is there; one that is named must be. */
async function hasStore(run: Run<PoolOptions>): Promise<boolean> {
  const { config, store, asOf, tag } = run.options;
  if ((config ?? store ?? asOf ?? tag) !== undefined) return true;
  try {
    const { openStore } = await import('../../store/store.js');
    const { completedRefreshes } = await import('../../corpus/state.js');
    const opened = await openStore((await run.config()).store);
    try {
      return (await completedRefreshes(opened)).length > 0;
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!(error instanceof RaftCorpusError)) throw error;
    run.progress.warn(`judged without a corpus: ${messageOf(error)}`);
    return false;
  }
}
