/** The work of `raft-corpus compare`. */
import { resolve } from 'node:path';
import { RaftCorpusError } from '../../core/errors.js';
import { writeFileAtomic } from '../../core/files.js';
import { compareSides } from '../../evals/compare/compare.js';
import { parseFailOn } from '../../evals/compare/fail-on.js';
import { type NamedReport, pairSides, unpairedRetrievers } from '../../evals/compare/side.js';
import { isEvalName } from '../../evals/history/find-eval.js';
import { parseMeasure } from '../../evals/measures/parse-measure.js';
import type { Outcome, Run } from '../command.js';
import { wholeNumber } from '../options.js';
import { jsonText } from '../render/cells.js';
import { renderComparison } from '../render/compare.js';
import type { CompareFlags } from './flags.js';
import { readSides } from './sides.js';

/** @param names none (the last two kept evals), or both sides */
export async function runCompare(run: Run<CompareFlags>, names: readonly string[]): Promise<Outcome> {
  const { options, io } = run;
  const failOn = (options.failOn ?? []).map(parseFailOn);
  const [moved, rounds] = [wholeNumber('--moved', options.moved), wholeNumber('--rounds', options.rounds)];
  const both = bothNames(names, options);
  const { sides, notes } = await readSides(run, both);
  const comparison = compareSides({
    pairs: pairSides(...sides, options.retriever),
    ...{ seed: options.seed ?? '0', failOn, moved, rounds },
    ...(options.measure ? { measures: options.measure.map((name) => parseMeasure(name).name) } : {}),
  });
  const named = options.retriever !== undefined || sides.some(({ retriever }) => retriever !== undefined);
  const notCompared = named ? [] : unpaired(sides);
  const json = { ...comparison, notes: [...notes, ...notCompared] };
  if (options.out !== undefined) await writeFileAtomic(resolve(io.cwd, options.out), `${jsonText(json, 2)}\n`);
  return {
    json,
    text: renderComparison(comparison, { notes: json.notes, named }),
    next: both.some((name) => isEvalName(name.replace(/#.*/, '')))
      ? 'raft-corpus eval --trend   (how it went before)'
      : "raft-corpus compare … --fail-on 'nDCG@10<-0.02'   (to fail a build on a loss)",
    failed: !comparison.passed,
  };
}

function bothNames(names: readonly string[], { qrels }: CompareFlags): readonly [string, string] {
  const [a, b] = names;
  if (a !== undefined && b !== undefined) return [a, b];
  if (a === undefined && qrels === undefined) return ['previous', 'latest'];
  throw new RaftCorpusError(a === undefined ? '--qrels needs two runs' : `there is nothing to compare ${a} with`, {
    fix: 'Name both: raft-corpus compare A B. Without any, the last two kept evals are compared.',
  });
}

/** Retrievers of one report alone. */
function unpaired([a, b]: readonly [NamedReport, NamedReport]): readonly string[] {
  return [
    ...unpairedRetrievers(a, b).map((name) => `${name} is in ${a.name} alone and is not compared`),
    ...unpairedRetrievers(b, a).map((name) => `${name} is in ${b.name} alone and is not compared`),
  ];
}
