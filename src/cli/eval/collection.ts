/** `raft-corpus eval` of questions that no suite describes: a BEIR folder, or a file of questions for the store's corpus. */
import { resolve } from 'node:path';
import { writeFileAtomic } from '../../core/files.js';
import type { CollectionReport } from '../../evals/collection/evaluate-collection.js';
import type { Outcome, Run } from '../command.js';
import { renderCollection } from '../render/eval-collection.js';
import { checkCollectionOptions, type EvalCollectionOptions } from './flags.js';

/**
 * @param suite the suite that was named too, which is refused
 * @throws RaftCorpusError for options that contradict each other, and as the evaluation does
 */
export async function evalCollection(run: Run<EvalCollectionOptions>, suite: string | undefined): Promise<Outcome> {
  const { options, io } = run;
  checkCollectionOptions(suite, options);
  const report = await evaluated(run);
  if (options.out !== undefined) {
    await writeFileAtomic(resolve(io.cwd, options.out), `${JSON.stringify(report, null, 2)}\n`);
  }
  return {
    json: { ...report },
    text: renderCollection(report, { verbose: options.verbose === true }),
    next: nextStep(report),
    failed: !report.passed,
  };
}

const KEEP = 'raft-corpus eval … -o before.json   (keep it, to compare with the next one)';

/** What makes the figures mean less than they seem to comes first. */
function nextStep({ hardness }: CollectionReport): string {
  const isWell = hardness?.verdict === 'sound' && hardness.gates.every(({ passed }) => passed);
  return hardness === null || isWell ? KEEP : hardness.next;
}

async function evaluated(run: Run<EvalCollectionOptions>): Promise<CollectionReport> {
  const { beir, corpus, queries } = run.options;
  if ((beir ?? corpus) !== undefined) {
    const { evalFiles } = await import('./files.js');
    return evalFiles(run);
  }
  const { evalQuestions } = await import('./questions.js');
  return evalQuestions({ ...run, options: { ...run.options, queries: queries ?? '' } });
}
