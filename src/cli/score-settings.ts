/** What `score` is asked to do: files, measures and policies, from trec_eval's way of asking or ours. */
import { RaftCorpusError } from '../core/errors.js';
import { expandTrecEval } from '../evals/measures/aliases.js';
import type { Measure } from '../evals/measures/measure.js';
import { parseMeasure } from '../evals/measures/parse-measure.js';
import { POLICY_WORDS, type Policies } from '../evals/policies.js';
import { choice, splitNames, wholeNumber } from './options.js';

/** Flags of `score`, as commander hands them over. */
export interface ScoreFlags {
  readonly qrels?: string;
  readonly run?: string;
  readonly measure?: readonly string[];
  readonly relevance: string;
  readonly depth?: string;
  readonly complete?: boolean;
  readonly ties: string;
  readonly missing?: string;
  /** `--no-relevant` has a value: to commander it is `relevant`, which nobody denies. */
  readonly relevant: string | boolean;
  readonly unjudged: string;
  readonly gains: string;
}

export interface ScoreSettings {
  readonly qrels: string;
  readonly run: string;
  readonly measures: readonly Measure[];
  readonly policies: Policies;
  /** How many results of a query count; null: all. */
  readonly depth: number | null;
}

/** What is measured when nobody says. */
const USUAL = ['nDCG@10', 'nDCG', 'AP', 'RR', 'P@10', 'R@100', 'Hit@1', 'Rprec', 'bpref', 'judged@10'] as const;

/** @throws RaftCorpusError for an unknown measure or policy, a measure asked for twice, files too few or too many */
export function readScoreSettings(files: readonly string[], flags: ScoreFlags): ScoreSettings {
  const rest = [...files];
  const qrels = flags.qrels ?? rest.shift();
  const run = flags.run ?? rest.shift();
  if (qrels === undefined || run === undefined) {
    throw new RaftCorpusError(`there ${qrels === undefined ? 'are no judgements and no' : 'is no'} run to score`, {
      fix: 'Name both files: raft-corpus score --qrels qrels.txt --run run.txt',
    });
  }
  const [surplus] = rest;
  if (surplus !== undefined && (flags.qrels === undefined || flags.run === undefined)) {
    throw new RaftCorpusError(`${JSON.stringify(surplus)} is one file too many`, {
      fix: 'One run is scored at a time: raft-corpus score QRELS RUN; each measure has a -m of its own.',
    });
  }
  // `-m nDCG@10 AP`: what is no file any more is one more measure.
  const names = [...(flags.measure ?? []), ...rest];
  const policies = readPolicies(flags);
  const depth = flags.depth === undefined ? null : wholeNumber('-M', flags.depth);
  return { qrels, run, policies, depth, measures: readMeasures(names, policies, wholeNumber('-l', flags.relevance)) };
}

function readPolicies(flags: ScoreFlags): Policies {
  if (flags.complete && flags.missing === 'drop') {
    throw new RaftCorpusError('-c and --missing drop contradict each other', { fix: 'Leave one of them out.' });
  }
  return {
    ties: choice('--ties', flags.ties, POLICY_WORDS.ties),
    missing: choice('--missing', flags.missing ?? 'zero', POLICY_WORDS.missing),
    noRelevant: choice('--no-relevant', String(flags.relevant), POLICY_WORDS.noRelevant),
    unjudged: choice('--unjudged', flags.unjudged, POLICY_WORDS.unjudged),
    gains: choice('--gains', flags.gains, POLICY_WORDS.gains),
  };
}

function readMeasures(names: readonly string[], { gains }: Policies, rel: number): readonly Measure[] {
  const asked = (names.length === 0 ? USUAL : names).flatMap(splitNames).flatMap(expandTrecEval);
  const measures = new Map<string, Measure>();
  for (const name of asked) {
    const measure = parseMeasure(name, { gains, rel });
    measures.set(measure.name, measure);
  }
  return [...measures.values()];
}
