/** How hard the negatives of a suite are, on the state that is true. */
import { dirname, relative, resolve } from 'node:path';
import { loadView } from '../../corpus/view.js';
import { type ReviewedLabels, readReviewed } from '../../evals/hardness/evidence/labels.js';
import type { JudgedNegatives } from '../../evals/hardness/pools/assess.js';
import type { EvalSuite } from '../../evals/suite/schema.js';
import { suiteQueries } from '../../evals/suite/suite-queries.js';
import { corpusOfView } from '../../negatives/corpus.js';
import { indexView, type ViewIndex } from '../../verify/view-index.js';
import type { Run } from '../command.js';
import { labelNames, type OpenCorpus } from '../corpus.js';
import type { HardnessOptions } from './hardness-flags.js';
import { judgeNegatives, type NamedFile, refuseReview } from './judge-negatives.js';
import { negativesChoice } from './negatives-choice.js';

export interface SuiteHardnessInput {
  readonly suite: EvalSuite;
  /** The suite's file as the user finds it. */
  readonly path: string;
  readonly corpus: OpenCorpus;
  /** The state that says what is current and where gold stands. */
  readonly truth: ViewIndex;
}

/**
 * Judges a suite's negatives on the state that is true, whichever is searched.
 *
 * @returns null where nobody wants to know, or a model would have to be opened that nothing else needs
 * @throws RaftCorpusError for files that cannot be read, before anything is mined
 */
export async function suiteHardness(
  run: Run<HardnessOptions>,
  input: SuiteHardnessInput,
): Promise<JudgedNegatives | null> {
  const { options, io, progress } = run;
  const { suite, path, corpus, truth } = input;
  const choice = negativesChoice(options, suite);
  const reviewed = await reviewedLabels(run, input);
  const hasModel = corpus.index.view.vectors.length > 0;
  const isSkipped = choice.kind === 'made' && choice.isDefault && !hasModel;
  if (choice.kind === 'none' || isSkipped) {
    if (isSkipped) {
      progress.warn('how hard the questions are was not measured, as no model was opened: --negatives mined opens it');
    }
    refuseReview(options);
    return null;
  }
  const { config, store, embedder } = corpus;
  progress.update('read the corpus', 0);
  const index = hasModel ? await withVectors(truth, store) : truth;
  const labels = labelNames(config);
  const { count, sample } = suite.negatives;
  return judgeNegatives(run, {
    from:
      choice.kind === 'made'
        ? choice.from
        : fileOf({ file: choice.path, from: choice.relativeTo, suite: path, cwd: io.cwd }),
    source: {
      queries: suiteQueries(suite, index, labels),
      corpus: corpusOfView(index, labels),
      fingerprint: embedder.fingerprint,
      ...(hasModel ? { embedder } : {}),
    },
    ...{ count, sample, reviewed, config },
    thresholds: suite.thresholds,
  });
}

/** A state with its vectors, which a state that only judges was read without. */
export async function withVectors(index: ViewIndex, store: OpenCorpus['store']): Promise<ViewIndex> {
  const { vectors, tag, as_of: asOf } = index.view;
  if (vectors.length > 0) return index;
  return indexView(await loadView(store, { tag, asOf, vectors: true, documents: true }));
}

/** A path that the user typed, or one of the suite's, which is relative to the suite. */
function fileOf(named: {
  readonly file: string;
  readonly from: 'user' | 'suite';
  readonly suite: string;
  readonly cwd: string;
}): NamedFile {
  const folder = named.from === 'user' ? named.cwd : dirname(resolve(named.cwd, named.suite));
  const path = resolve(folder, named.file);
  return { path, name: named.from === 'user' ? named.file : relative(named.cwd, path) };
}

async function reviewedLabels(
  { options, io }: Run<HardnessOptions>,
  { suite, path }: Pick<SuiteHardnessInput, 'suite' | 'path'>,
): Promise<ReviewedLabels | null> {
  const file = options.reviewed ?? suite.reviewed;
  if (file === undefined) return null;
  const from = options.reviewed === undefined ? 'suite' : 'user';
  return readReviewed(fileOf({ file, from, suite: path, cwd: io.cwd }));
}
