/** `raft-corpus eval --trend`: the evals of a suite that the store keeps; nothing is asked, and nothing is added. */
import { resolve } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { writeFileAtomic } from '../../core/files.js';
import { trendOf } from '../../evals/history/trend.js';
import { parseMeasure } from '../../evals/measures/parse-measure.js';
import { retrieverNames } from '../../evals/retrieve/retriever.js';
import { loadSuite } from '../../evals/suite/suite.js';
import type { Outcome, Run } from '../command.js';
import { suitePath } from '../mining/queries.js';
import { withStore } from '../open.js';
import { choice } from '../options.js';
import { jsonText } from '../render/cells.js';
import { renderTrend } from '../render/trend.js';
import type { EvalSuiteOptions } from './suite.js';

/** @throws RaftCorpusError for options of an eval that is run, which would be passed over in silence */
export async function evalTrend(run: Run<EvalSuiteOptions>, suiteFile: string | undefined): Promise<Outcome> {
  const { options, io } = run;
  refuseEvalOptions(options);
  const [retriever] = (options.retriever ?? []).map((name) => choice('--retriever', name, retrieverNames(true)));
  const measures = options.measure?.map((name) => parseMeasure(name).name);
  const config = await run.config();
  const path = suitePath({ config, cwd: io.cwd, ...(suiteFile === undefined ? {} : { suite: suiteFile }) });
  const { suite } = await loadSuite(resolve(io.cwd, path));
  const trend = await withStore(config, (store) =>
    trendOf(store, { suite, ...(retriever ? { retriever } : {}), ...(measures ? { measures } : {}) }),
  );
  if (options.out !== undefined) {
    await writeFileAtomic(resolve(io.cwd, options.out), `${jsonText({ schema: 1, trend }, 2)}\n`);
  }
  return {
    json: { trend },
    text: renderTrend(trend),
    next:
      trend.points.length < 2
        ? 'raft-corpus eval   (the next one is kept beside it)'
        : 'raft-corpus compare previous latest   (what moved between the last two)',
  };
}

function refuseEvalOptions(options: EvalSuiteOptions): void {
  const { asOf, tag, truth, policy, depth, runs, gate, negatives, reviewed, toReview } = options;
  const given = Object.entries({
    '--as-of': asOf,
    '--tag': tag,
    '--truth': truth,
    '--policy': policy,
    '--depth': depth,
    '--runs': runs,
    '--gate': gate,
    '--negatives': negatives,
    '--reviewed': reviewed,
    '--to-review': toReview,
    'a second --retriever': options.retriever?.[1],
  }).find(([, value]) => value !== undefined)?.[0];
  if (given === undefined) return;
  throw new RaftCorpusError(`--trend shows evals that were run before, and ${given} is for running one`, {
    fix: 'Leave it away, or --trend. With --trend, --retriever names one retriever and --measure the columns.',
  });
}
