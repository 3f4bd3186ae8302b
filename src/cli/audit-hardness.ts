/** The hardness of a training set's contexts, for its audit: no model is opened. */
import { resolve } from 'node:path';
import type { AuditCheck } from '../audit/check.js';
import { readReviewed } from '../evals/hardness/evidence/labels.js';
import { assessPools } from '../evals/hardness/pools/assess.js';
import { lookupOf } from '../evals/hardness/pools/read/gather.js';
import { readPools } from '../evals/hardness/pools/read/read-pools.js';
import { ownGrades, trainingChecks } from '../evals/hardness/pools/training-checks.js';
import { corpusOfView } from '../negatives/corpus.js';
import type { ViewIndex } from '../verify/view-index.js';
import type { CommonOptions, Run } from './command.js';

/** Contexts that are looked at, drawn by seed. */
const SAMPLE = 500;

export interface AuditHardnessOptions extends CommonOptions {
  readonly reviewed?: string;
}

/**
 * @param index the corpus now; null: words are weighed by the contexts alone
 * @throws RaftCorpusError for a file of labels that cannot be read
 */
export async function auditHardness(
  { options, io, progress }: Run<AuditHardnessOptions>,
  dataset: { readonly folder: string; readonly name: string },
  index: ViewIndex | null,
): Promise<readonly AuditCheck[]> {
  const { reviewed: file } = options;
  const reviewed = file === undefined ? null : await readReviewed({ path: resolve(io.cwd, file), name: file });
  const corpus = index && corpusOfView(index);
  const { set } = await readPools({
    path: dataset.folder,
    name: dataset.name,
    lookup: corpus && lookupOf(corpus),
    sample: SAMPLE,
    seed: '0',
    onBadRow: 'skip',
    progress,
  });
  progress.update('judge the distractors', 0);
  return trainingChecks(await assessPools({ set, corpus, grades: ownGrades(set), reviewed, seed: '0' }));
}
